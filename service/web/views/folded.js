/** A list of which a reader sees the first few, and the rest once "and 7 more" is pressed: made only then. */

import { el } from "../nodes.js";

export const FEW = 5;

/**
 * `make(item)` is what stands in an entry.
 * @template Item
 * @param {{[name: string]: string}} attributes
 * @param {readonly Item[]} items
 * @param {(item: Item) => (Node | string | null)[]} make
 * @param {number} [few]
 */
export function foldedList(attributes, items, make, few = FEW) {
  const entry = (/** @type {Item} */ item) => el("li", {}, ...make(item));
  const list = el("ul", attributes, ...items.slice(0, few).map(entry));
  if (items.length <= few) return list;
  const more = el(
    "button",
    { type: "button", class: "quiet", on: { click: unfold } },
    `and ${items.length - few} more`,
  );
  const last = el("li", { class: "folded" }, more);

  function unfold() {
    const rest = items.slice(few).map(entry);
    last.replaceWith(...rest);
    const next = rest[0].querySelector("a, button");
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  }

  list.append(last);
  return list;
}
