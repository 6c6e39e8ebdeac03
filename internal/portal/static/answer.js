// Sends an answer again whose files are being checked, so that nobody needs to
// press. Without this script the button does.
const answer = document.querySelector("form[data-again]");
const soon = setTimeout(() => answer.submit(), answer.dataset.again * 1000);
answer.addEventListener("submit", () => clearTimeout(soon));
