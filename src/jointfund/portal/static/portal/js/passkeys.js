// A passkey that is refused or called off is no fault of the page: say so where the reader looks.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const note = document.getElementById("passkey-refused");
  if (note) note.hidden = false;
});
