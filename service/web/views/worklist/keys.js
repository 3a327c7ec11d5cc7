/** The keys that work through the list, and the sheet that names them. */

import { el } from "../../nodes.js";

const KEYS = [
  ["j", "next finding"],
  ["k", "finding before"],
  ["Enter", "open the finding; again: to its figure in the report"],
  ["a", "accept the finding"],
  ["d", "dismiss it, with a reason"],
  ["n", "write a note on it"],
  ["u", "take back what you decided last"],
  ["e", "report an error at the figure or text that you have chosen"],
  ["/", "search the findings; there Enter goes to the next, Esc to the list"],
  ["← →", "on a figure: the figure beside it"],
  ["↑ ↓", "on a figure or a text: the text or table beside it"],
  ["Esc", "close the card of a figure; again: take its marks away"],
  ["Alt ←", "back from a place that was gone to"],
  ["p", "print the findings"],
  ["?", "this list"],
];

/**
 * What the keys do; the last four work on the finding that is open, or on what was decided last.
 * @typedef {{step: (by: number) => void, enter: () => void, search: () => void, escape: () => void, accept: () => void,
 *   dismiss: () => void, note: () => void, undo: () => void, report: () => void}} Doing
 */

/**
 * Returns what takes the keys away again.
 * @param {HTMLElement} node
 * @param {Doing} on
 */
export function listKeys(node, on) {
  const help = el(
    "dialog",
    { class: "keys", "aria-label": "Keys" },
    el("h2", {}, "Keys"),
    el("dl", {}, ...KEYS.map(([key, words]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, words)))),
    el("form", { method: "dialog" }, el("button", {}, "Close")),
  );
  const button = el(
    "button",
    { type: "button", class: "quiet keys-open", on: { click: () => help.showModal() } },
    "Keys (?)",
  );
  node.append(button, help);

  /** @type {{[key: string]: () => void}} */
  const actions = {
    j: () => on.step(1),
    k: () => on.step(-1),
    "/": on.search,
    "?": () => help.showModal(),
    Enter: on.enter,
    a: on.accept,
    d: on.dismiss,
    n: on.note,
    u: on.undo,
    e: on.report,
    p: () => window.print(),
    Escape: on.escape,
  };

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    const { target } = event;
    if (!(target instanceof Element)) return;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || node.closest("[hidden]")) return;
    if (document.querySelector("dialog[open]")) return;
    if (isWriting(target) || !Object.hasOwn(actions, event.key)) return;
    if (event.key === "Enter" && target !== document.body && target.id !== "main") return; // it presses a button
    event.preventDefault();
    actions[event.key]();
  }

  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}

/** @param {Element} target */
function isWriting(target) {
  return target.matches("input, select, textarea, [contenteditable]");
}

/**
 * Goes where a decision leads once the log has it, unless the reader writes by now: the letters that they go on typing
 * would be taken for keys.
 * @param {(id: string | null) => void} go
 * @returns {(id: string | null) => void}
 */
export function unlessWriting(go) {
  return (id) => {
    if (document.activeElement === null || !isWriting(document.activeElement)) go(id);
  };
}
