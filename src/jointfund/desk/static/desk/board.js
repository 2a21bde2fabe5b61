// The balance board by dragging: dropping a proposal on the other side presses its button. What is open stays so.

const sideOf = (node) => node.closest?.("[data-board-side]");
let carried = null;
let open = [];
let heights = [];

document.addEventListener("pointerdown", (event) => {
  const proposal = event.target.closest?.("[data-board-proposal]");
  if (proposal) proposal.draggable = !event.target.closest("button");
});

document.addEventListener("dragstart", (event) => {
  carried = event.target.closest?.("[data-board-proposal]") ?? null;
  if (carried) event.dataTransfer.effectAllowed = "move";
});

document.addEventListener("dragover", (event) => {
  const side = sideOf(event.target);
  mark(null);
  if (!carried || !side || side === sideOf(carried)) return;
  event.preventDefault();
  mark(side);
});

document.addEventListener("drop", (event) => {
  const side = sideOf(event.target);
  if (!carried || !side || side === sideOf(carried)) return;
  event.preventDefault();
  carried.querySelector("button").click();
});

document.addEventListener("dragend", () => {
  carried = null;
  mark(null);
});

document.addEventListener("htmx:beforeSwap", () => {
  open = [...document.querySelectorAll("#board details[open]")].map((part) => part.id);
  heights = [...document.querySelectorAll("#board .board-list")].map((list) => list.scrollTop);
});

document.addEventListener("htmx:afterSettle", () => {
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  document.querySelectorAll("#board .board-list").forEach((list, place) => { list.scrollTop = heights[place] ?? 0; });
});

function mark(side) {
  for (const one of document.querySelectorAll("[data-board-side].is-target")) one.classList.remove("is-target");
  side?.classList.add("is-target");
}
