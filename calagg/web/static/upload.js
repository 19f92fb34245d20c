// Sends each file by itself and shows how far it has come; files can be dropped on the field. Without this the form
// sends them all in one.
"use strict";

for (const form of document.querySelectorAll("form[data-upload]")) takeUploads(form);

function takeUploads(form) {
  const field = form.querySelector("input[type=file]");
  const zone = form.querySelector("[data-drop]");
  const button = form.querySelector("button");
  const status = document.querySelector("[data-upload-status]");
  const results = document.querySelector("[data-results]");
  const list = results.querySelector("ul");
  const most = Number(form.dataset.upload);
  const words = button.textContent;

  if (window.matchMedia("(pointer: fine)").matches) {
    const hint = document.createElement("p");
    hint.className = "help drop-hint";
    hint.textContent = "Du kan också dra filerna hit.";
    zone.append(hint);
  }

  for (const kind of ["dragover", "dragleave", "drop"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.toggle("drop-over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) field.files = event.dataTransfer.files;
    });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled")) return;
    const files = [...field.files];
    button.setAttribute("aria-disabled", "true");
    button.textContent = "Laddar upp …";
    results.hidden = false;
    list.replaceChildren();
    const rows = files.map(addRow);
    for (const [at, file] of files.entries()) {
      const twice = files.findIndex((other) => other.name === file.name) < at;
      if (twice) tell(rows[at], "En annan fil i samma sändning heter likadant. Byt namn på den ena och ladda upp den igen.");
      else if (file.size > most) tell(rows[at], "Filen är för stor. Dela upp den.");
      else await send(file, rows[at]);
      status.textContent = `${at + 1} av ${files.length} ${files.length === 1 ? "fil klar" : "filer klara"}`;
    }
    button.removeAttribute("aria-disabled");
    button.textContent = words;
    field.value = "";
    results.querySelector("h2").focus();
  });

  function addRow(file) {
    const row = document.createElement("li");
    const name = document.createElement("h3");
    const state = document.createElement("p");
    const bar = document.createElement("progress");
    name.textContent = file.name;
    state.className = "sent-state";
    state.textContent = "Väntar";
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `Uppladdning av ${file.name}`);
    row.append(name, state, bar);
    list.append(row);
    return row;
  }

  function tell(row, text) {
    const state = row.querySelector("p");
    state.className = "sent-state sent-fault";
    state.textContent = text;
    row.querySelector("progress").remove();
  }

  function send(file, row) {
    const sent = new FormData();
    sent.append("formular", form.elements.formular.value);
    sent.append(field.name, file);
    const state = row.querySelector("p");
    const bar = row.querySelector("progress");
    return new Promise((done) => {
      const asking = new XMLHttpRequest();
      asking.upload.addEventListener("progress", (event) => {
        bar.value = event.total ? event.loaded / event.total : 0;
        state.textContent = event.loaded < event.total ? `${Math.round(100 * bar.value)} % skickat` : "Läses …";
      });
      asking.addEventListener("load", () => {
        const answer = new DOMParser().parseFromString(asking.responseText, "text/html");
        const result = answer.querySelector("[data-result]");
        const fault = answer.querySelector("[role=alert], .ingress");
        if (result) row.replaceWith(document.adoptNode(result));
        else tell(row, asking.responseURL.includes("/logga-in") ? "Du är inte längre inloggad." : fault?.textContent.trim() || "Filen togs inte emot. Försök igen.");
        done();
      });
      asking.addEventListener("error", () => {
        tell(row, "Förbindelsen bröts. Försök igen.");
        done();
      });
      asking.open("POST", form.action);
      asking.send(sent);
    });
  }
}
