// Adds what only a script can do: copying the feed's address, printing, opening the quotes on paper, and closing the
// filters on a phone where nothing is chosen.
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

let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const quote of opened) quote.open = true;
});
window.addEventListener("afterprint", () => {
  for (const quote of opened) quote.open = false;
});
