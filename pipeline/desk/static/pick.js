// A selection in the article becomes offsets of the canonical text. Each element with data-start holds a stretch of that
// text and nothing else; offsets count characters (code points), as Python does, where JavaScript counts UTF-16 units.
"use strict";

const text = document.querySelector("[data-text]");
let picked = null;

const points = (units) => Array.from(units).length;

function unitsBefore(piece, node, offset) {
  if (node === piece) return offset === 0 ? 0 : piece.textContent.length;
  return offset;
}

// The parts of pieces that a range covers, as [start, words].
function covered(range) {
  const parts = [];
  for (const piece of text.querySelectorAll("[data-start]")) {
    if (!range.intersectsNode(piece)) continue;
    const all = piece.textContent;
    const from = piece.contains(range.startContainer) ? unitsBefore(piece, range.startContainer, range.startOffset) : 0;
    const to = piece.contains(range.endContainer) ? unitsBefore(piece, range.endContainer, range.endOffset) : all.length;
    if (from < to) parts.push([Number(piece.dataset.start) + points(all.slice(0, from)), all.slice(from, to)]);
  }
  return parts;
}

function selection() {
  const chosen = document.getSelection();
  if (!text || !chosen.rangeCount || chosen.isCollapsed || !chosen.getRangeAt(0).intersectsNode(text)) return null;
  const parts = covered(chosen.getRangeAt(0));
  const all = parts.map(([, words]) => words).join("");
  const words = all.trim();
  if (!words) return null;
  const start = parts[0][0] + points(all.slice(0, all.indexOf(words)));
  return { start, end: start + points(words), words };
}

document.addEventListener("selectionchange", () => {
  const found = selection();
  if (!found) return;
  picked = found;
  const shown = document.querySelector("[data-selected]");
  if (shown) shown.textContent = found.words;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pick]");
  picked = selection() ?? picked; // the event of a selection may come later than the key
  if (button && picked) {
    const name = button.dataset.pick;
    const words = document.querySelector(`[data-words="${name}"]`);
    words.value = picked.words;
    document.querySelector(`[data-start-of="${name}"]`).value = picked.start;
    for (const box of words.closest(".evidence").querySelectorAll("input[type=checkbox]")) box.checked = false;
    words.focus();
  }
  const add = event.target.closest("[data-add]");
  const chosen = add && selection();
  if (chosen) {
    const address = new URL(add.href);
    address.searchParams.set("start", chosen.start);
    address.searchParams.set("end", chosen.end);
    add.href = address;
  }
});
