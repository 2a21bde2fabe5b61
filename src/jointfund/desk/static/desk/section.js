// Writing in a section with JavaScript: words are counted as they are typed, the text is saved every few
// seconds, and what has not reached the server stays in this browser until it has. Without it the buttons save.

const form = document.getElementById("section-form");
const note = document.getElementById("saved-at");
const EVERY = 4000;
const kept = `proposal:${form.dataset.keep}`;
let sent = typed();
let halted = false;
let busy = false;

function typed() {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (name !== "csrfmiddlewaretoken" && name !== "version" && !name.endsWith("-rows")) values[name] = value;
  }
  return JSON.stringify(values);
}

function keep(values) {
  try {
    if (values === null) localStorage.removeItem(kept);
    else localStorage.setItem(kept, JSON.stringify({ values, version: form.elements.version.value }));
  } catch { /* a browser that keeps nothing still saves by its buttons */ }
}

function count(area) {
  const shown = form.querySelector(`[data-count="${area.name}"]`);
  if (!shown) return;
  const words = countWords(area.value);
  shown.textContent = words;
  shown.parentElement.classList.toggle("error", words > Number(area.dataset.limit));
  shown.parentElement.classList.toggle("quiet", words <= Number(area.dataset.limit));
}

// The same words, wherever empty rows stood between them.
function same(one, other) {
  const words = (values) => Object.values(JSON.parse(values)).map((value) => value.trim()).filter(Boolean).sort();
  return JSON.stringify(words(one)) === JSON.stringify(words(other));
}

// What was typed when the line was gone, or when the window was closed before it was saved.
function restore() {
  let found = null;
  try { found = JSON.parse(localStorage.getItem(kept) ?? "null"); } catch { /* nothing readable is nothing kept */ }
  const reached = new URLSearchParams(location.search).has("saved");
  if (!found || reached || same(found.values, sent)) return keep(null);
  for (const [name, value] of Object.entries(JSON.parse(found.values))) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.elements.version.value = found.version;
  note.textContent = form.dataset.restored;
}

async function save() {
  const values = typed();
  if (busy || halted || values === sent) return;
  busy = true;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Autosave": "1" },
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect" || !answer.ok) {
      note.textContent = form.dataset.signedOut;
      return;
    }
    const told = await answer.json();
    note.textContent = told.said;
    if (told.state === "saved") {
      sent = values;
      form.elements.version.value = told.version;
      if (typed() === values) keep(null);
      else keep(typed());
    } else {
      halted = true;
    }
  } catch {
    note.textContent = form.dataset.offline;
  } finally {
    busy = false;
  }
}

form.addEventListener("input", (event) => {
  if (event.target.matches("textarea")) count(event.target);
  keep(typed());
  if (!halted && navigator.onLine) note.textContent = form.dataset.unsaved;
});
form.addEventListener("submit", () => { halted = true; });
window.addEventListener("online", save);

if (document.getElementById("theirs")) {
  keep(null); // the server has what was typed and shows it: now a person puts both texts together
  halted = true;
} else {
  restore();
}
form.querySelectorAll("textarea").forEach(count);
setInterval(save, EVERY);
