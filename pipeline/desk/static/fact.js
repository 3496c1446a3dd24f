// The fact page: begins at the quote, second keys, reasons by digit, Ctrl+Enter saves.
"use strict";

function showQuote() {
  const source = document.querySelector("[data-source]");
  const wanted = source && !location.hash && (source.querySelector("#quote") ?? source.querySelector(".m"));
  if (!wanted) return;
  const above = wanted.getBoundingClientRect().top - source.getBoundingClientRect().top;
  source.scrollTop += above - source.clientHeight / 3;
}

function isField(target) {
  return target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
}

document.addEventListener("toggle", (event) => enter(event.target), true);

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form");
    if (form) { event.preventDefault(); form.requestSubmit(); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
  const digits = event.target.closest("[data-digits]");
  if (digits && /^[1-9]$/.test(event.key)) {
    const choice = digits.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (choice) { choice.checked = true; choice.focus(); event.preventDefault(); }
    return;
  }
  document.querySelector(`[data-also="${CSS.escape(event.key)}"]`)?.click();
});

showQuote();
