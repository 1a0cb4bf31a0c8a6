"use strict";
// A board's rows, renewed in place: nothing is touched unless something changed, and what one is reading stays where it is.

// The rows that are new or say something else; null when the server cannot be reached.
async function renew(holder, address) {
  const answer = await fetch(address).catch(() => null);
  if (!answer || !answer.ok) return null;
  const said = document.createElement("template");
  said.innerHTML = await answer.text();
  const fresh = holder.cloneNode(false);
  fresh.append(document.importNode(said.content, true));
  if (fresh.isEqualNode(holder)) return [];
  const known = new Map(rowsOf(holder).map((row) => [row.dataset.number, row]));
  const changed = rowsOf(fresh).filter((row) => !known.has(row.dataset.number) || !known.get(row.dataset.number).isEqualNode(row));
  standing(holder, () => holder.replaceChildren(...fresh.childNodes));
  return changed;
}

function rowsOf(holder) { return [...holder.querySelectorAll("li")]; }

// Whoever has scrolled down keeps the row under their eyes, though new rows come in above it.
function standing(holder, change) {
  const scroller = holder.closest(".side") || document.scrollingElement;
  const first = scroller.scrollTop > 0 && rowsOf(holder).find((row) => row.getBoundingClientRect().bottom > 0);
  const before = first ? first.getBoundingClientRect().top : 0;
  change();
  const again = first && rowsOf(holder).find((row) => row.dataset.number === first.dataset.number);
  if (again) scroller.scrollBy(0, again.getBoundingClientRect().top - before);
}
