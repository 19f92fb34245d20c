// Adds what only a script can do: copying the feed's address, printing, opening the quotes on paper, closing the
// filters on a phone where nothing is chosen, and the keys of the review.
"use strict";

const phone = window.matchMedia("(max-width: 760px)");
for (const filter of document.querySelectorAll("details[data-filter]")) {
  const fit = () => { filter.open = !phone.matches || "chosen" in filter.dataset; };
  fit();
  phone.addEventListener("change", fit);
}

for (const field of document.querySelectorAll("input[data-copy]")) {
  field.addEventListener("focus", () => field.select());
  const status = document.querySelector("[data-status]");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = field.dataset.copy;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select();
      document.execCommand("copy");
    }
    button.textContent = "Kopierad";
    status.textContent = "Kopierad";
    setTimeout(() => {
      button.textContent = field.dataset.copy;
      status.textContent = "";
    }, 4000);
  });
  field.after(button);
}

for (const item of document.querySelectorAll("[data-print]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = item.dataset.print;
  button.addEventListener("click", () => window.print());
  item.append(button);
}

// the review: the keys, only while no text is typed and never with Ctrl, Alt or Meta; a reading fills in the date
const OFF = "calagg-keys-off";
const keyed = [...document.querySelectorAll("[data-key]")];
const typing = "input:not([type=radio]):not([type=checkbox]), select, textarea";
let keys = true;
try {
  keys = localStorage.getItem(OFF) === null;
} catch { /* a browser that keeps nothing: the keys are on */ }
for (const place of document.querySelectorAll("[data-shortcuts]")) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = keys;
  box.addEventListener("change", () => {
    keys = box.checked;
    try {
      if (keys) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    } catch { /* as above: it holds until the page is left */ }
  });
  label.append(box, "Kortkommandon på");
  place.append(label);
}
document.addEventListener("keydown", (pressed) => {
  if (!keys || pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.repeat) return;
  const at = document.activeElement;
  if (at.matches(typing)) return;
  const key = pressed.key.toLowerCase();
  if (key === "enter" && at.matches("a, button, summary, [type=checkbox]")) return;
  const target = keyed.find((one) => one.dataset.key.split(" ").includes(key));
  if (!target) return;
  pressed.preventDefault();
  target.click();
  if (target.hash) document.querySelector(target.hash)?.focus();
});
for (const reading of document.querySelectorAll("input[name=tolkning][data-day]")) {
  reading.addEventListener("change", () => {
    for (const [name, value] of [["datum", "day"], ["klockslag", "clock"], ["slutar", "end"]]) {
      document.getElementById(name).value = reading.dataset[value];
    }
  });
}
document.querySelector("[data-next]")?.focus({ preventScroll: true });

let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const quote of opened) quote.open = true;
});
window.addEventListener("afterprint", () => {
  for (const quote of opened) quote.open = false;
});
