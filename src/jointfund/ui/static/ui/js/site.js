// What the pages do better with JavaScript; without it every one of these is a plain link or form.

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && location.hash === "#filters") location.hash = "#listing";
});

// A form with faults is shown again from its top: the reader hears the summary first.
document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("error-summary")?.focus();
});

// On a phone the panel lies over the list: asking for the list closes it.
document.addEventListener("submit", (event) => {
  if (event.target.matches("#filters:target")) location.hash = "#listing";
});

// New counts replace the questions of the panel: those the reader has opened stay open.
document.addEventListener("htmx:beforeSwap", () => {
  const open = [...document.querySelectorAll("details.facet[open]")].map((facet) => facet.id);
  document.addEventListener("htmx:afterSettle", () => {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  }, { once: true });
});
