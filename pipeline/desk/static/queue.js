// The list of facts: j and k move through it, Enter opens; pages have keys of their own (keys.js).
"use strict";

const links = [...document.querySelectorAll(".fact .name")];

function current() {
  return links.findIndex((link) => link.closest(".fact").classList.contains("current"));
}

function select(index) {
  const link = links[index];
  if (!link) return;
  links[current()]?.closest(".fact").classList.remove("current");
  link.closest(".fact").classList.add("current");
  link.focus({ preventScroll: true });
  link.closest(".fact").scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "j") select(Math.min(current() + 1, links.length - 1));
  if (event.key === "k") select(Math.max(current() - 1, 0));
  if (event.key === "Enter" && event.target === document.body) links[current()]?.click();
});

document.addEventListener("focusin", (event) => {
  const at = links.indexOf(event.target);
  if (at >= 0 && at !== current()) select(at);
});

// Facets begin folded where there is no room beside the list.
if (window.matchMedia("(max-width: 60rem)").matches) document.querySelector(".facets > details").open = false;

// Whoever comes back from a fact goes on where they were.
select(links.findIndex((link) => `#${link.closest(".fact").id}` === location.hash));
