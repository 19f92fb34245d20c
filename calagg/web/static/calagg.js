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

// the keys of the review: only while no field has the focus, and never with Ctrl, Alt or Meta
const keyed = [...document.querySelectorAll("[data-key]")];
for (const help of document.querySelectorAll("[data-keys]")) help.hidden = false;
document.addEventListener("keydown", (pressed) => {
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.repeat) return;
  const at = document.activeElement;
  if (at.matches("input, select, textarea")) return;
  const key = pressed.key.toLowerCase();
  if (key === "enter" && at.matches("a, button, summary")) return;
  const target = keyed.find((one) => one.dataset.key.split(" ").includes(key));
  if (!target) return;
  pressed.preventDefault();
  target.click();
});

let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const quote of opened) quote.open = true;
});
window.addEventListener("afterprint", () => {
  for (const quote of opened) quote.open = false;
});
