// The deadline by the reader's own clock beside that of the call, and a word when it passes while the page is open.

const shown = document.querySelector("[data-own-clock]");
const LONGEST = 2 ** 31 - 1; // what a timer can wait for, in milliseconds

if (shown) {
  const closes = new Date(shown.dataset.ownClock);
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  shown.textContent = ` · ${shown.dataset.words} ${clock.format(closes)} (${zone})`;
  const left = closes - Date.now() + 1000; // the deadline's own second still counts
  if (left > 0 && left < LONGEST) {
    setTimeout(() => {
      shown.parentElement.classList.add("error");
      shown.parentElement.setAttribute("role", "alert");
      shown.parentElement.textContent = shown.dataset.passed;
    }, left);
  }
}
