// Sends files to where they are kept without passing through the site, and
// shows how far they have come. Without this script the form sends them by
// itself. A form that is about one file then goes to the page of its upload;
// one that has files besides (data-adds) is sent with the names of theirs.
const form = document.querySelector("form[data-asks]");
const chosen = form.querySelector("input[type=file]");
const bar = document.getElementById("sent");
const said = document.getElementById("said");
const buttons = form.querySelectorAll("button");

form.addEventListener("submit", async (event) => {
  if (!chosen.files.length) return; // the site says what is missing
  event.preventDefault();
  const pressed = event.submitter;
  busy(true);
  tell(said.dataset.sending);
  try {
    let next;
    for (const file of [...chosen.files]) next = await send(file);
    if (!("adds" in form.dataset)) return window.location.assign(next);
    chosen.value = "";
    busy(false);
    form.requestSubmit(pressed);
  } catch (failure) {
    busy(false);
    bar.hidden = true;
    tell(failure.words || said.dataset.failed);
  }
});

function busy(is) {
  for (const button of buttons) button.disabled = is;
}

function tell(words) {
  said.hidden = false;
  said.textContent = words;
}

async function send(file) {
  const adds = "adds" in form.dataset;
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && (!adds || name === "token" || name === "once")) asked.append(name, value);
  }
  asked.append("name", file.name);
  asked.append("size", file.size);
  const answer = await fetch(form.dataset.asks, { method: "POST", body: asked });
  const told = await answer.json();
  if (!answer.ok) throw { words: told.error };
  if (told.url) await post(told, file);
  if (adds) keep(told.upload);
  return told.next;
}

// keep has the form name an upload that was sent.
function keep(upload) {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = "uploads";
  input.value = upload;
  form.append(input);
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
