/** Asks before an audit is erased: by its name, since a list has many that look alike. */

import { el, setText } from "../../nodes.js";

/** `ask(name, more)` is whether the reader says yes; Escape and a key pressed once too often say no. */
export function eraseDialog() {
  const words = el("p");
  const no = el("button", { value: "no", autofocus: true }, "No, keep it");
  /** @type {HTMLDialogElement} */
  const node = el(
    "dialog",
    { class: "dialog", "aria-label": "Erase this audit?", on: { close: closed } },
    el("h2", {}, "Erase this audit?"),
    words,
    el("p", {}, "Its report, its log and everything decided about it are gone for good."),
    el("form", { method: "dialog" }, no, el("button", { class: "grave", value: "yes" }, "Yes, erase it")),
  );
  /** @type {((yes: boolean) => void) | null} */
  let answer = null;

  function closed() {
    answer?.(node.returnValue === "yes");
    answer = null;
  }

  /**
   * @param {string} name
   * @param {string} more
   * @returns {Promise<boolean>}
   */
  function ask(name, more) {
    setText(words, `“${name}”, ${more}`);
    node.returnValue = "no";
    if (!node.isConnected) document.body.append(node);
    node.showModal();
    return new Promise((resolve) => (answer = resolve));
  }

  return { ask, leave: () => node.remove() };
}
