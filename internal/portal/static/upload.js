// Sends a file to where it is kept without passing through the site, and shows
// how far it has come. Without this script the form sends it by itself.
const form = document.querySelector("form[data-asks]");
const chosen = form.querySelector("input[type=file]");
const bar = document.getElementById("sent");
const said = document.getElementById("said");
const button = form.querySelector("button");

form.addEventListener("submit", async (event) => {
  const file = chosen.files[0];
  if (!file) return; // the site says what is missing
  event.preventDefault();
  button.disabled = true;
  tell(said.dataset.sending);
  try {
    const next = await send(file);
    window.location.assign(next);
  } catch (failure) {
    button.disabled = false;
    bar.hidden = true;
    tell(failure.words || said.dataset.failed);
  }
});

function tell(words) {
  said.hidden = false;
  said.textContent = words;
}

async function send(file) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") asked.append(name, value);
  }
  asked.append("name", file.name);
  asked.append("size", file.size);
  const answer = await fetch(form.dataset.asks, { method: "POST", body: asked });
  const told = await answer.json();
  if (!answer.ok) throw { words: told.error };
  if (told.url) await post(told, file);
  return told.next;
}

function post(told, file) {
  const body = new FormData();
  for (const [name, value] of Object.entries(told.fields)) body.append(name, value);
  body.append("file", file);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", told.url);
    request.upload.addEventListener("progress", (event) => {
      bar.hidden = false;
      bar.max = event.total;
      bar.value = event.loaded;
    });
    request.addEventListener("load", () => (request.status < 300 ? done() : failed({})));
    request.addEventListener("error", () => failed({}));
    request.send(body);
  });
}
