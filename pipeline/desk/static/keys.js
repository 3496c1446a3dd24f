// One key each: an element with data-key="a" is clicked, or focused when it is a field, by pressing that key.
"use strict";

let pending = "";
let sent = false; // a form is on its way: what is pressed now was not meant for the page to come
const AWAKE = 250; // ms in which a second press of `a` is still one for the fact before
const shown = performance.now();
const isAfterRuling = new URLSearchParams(location.search).has("ruled");

function isTyping(target) {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

function press(key) {
  const wanted = document.querySelector(`[data-key="${CSS.escape(key)}"]:not(:disabled)`);
  if (!wanted) return false;
  if (key === "a" && isAfterRuling && performance.now() - shown < AWAKE) return true;
  if (["INPUT", "TEXTAREA", "SELECT"].includes(wanted.tagName)) wanted.focus();
  else wanted.click();
  enter(wanted.parentElement); // at once: the next key may come before the "toggle" event does
  return true;
}

function enter(details) {
  if (details.open) details.querySelector("input:not([type=hidden]), textarea")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isTyping(event.target)) return event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const chord = pending + event.key;
  pending = event.key === "g" ? "g " : "";
  if (chord === "g q") return void (location.href = "/queue");
  if (event.key === "?") return document.getElementById("keys").showModal();
  if (!event.repeat && !sent && press(event.key)) event.preventDefault();
});

document.addEventListener("submit", (event) => { sent = event.target.method === "post"; });
addEventListener("pageshow", () => { sent = false; });
