/** Asks who decides here: a small dialog, once, and whenever the reader wants to change it. */

import { el } from "../../nodes.js";
import { LONGEST_NAME, keepReviewerName, reviewerName } from "../../review/reviewer.js";

/** `known()` is the name, asked for if there is none yet; `ask()` asks in any case. Null where none is given. */
export function nameDialog() {
  const field = el("input", { type: "text", maxlength: LONGEST_NAME, required: true, autocomplete: "name" });
  /** @type {HTMLDialogElement} */
  const node = el(
    "dialog",
    { class: "dialog", "aria-label": "Who decides?", on: { close: closed } },
    el("h2", {}, "Who decides?"),
    el("p", {}, "Every decision is kept with the name of who made it. This browser keeps yours."),
    el(
      "form",
      { method: "dialog", on: { submit: submitted } },
      el("label", {}, el("span", {}, "Your name"), field),
      el("button", { class: "button", value: "yes" }, "Go on"),
      el("button", { type: "button", on: { click: () => node.close() } }, "Cancel"),
    ),
  );
  /** @type {((name: string | null) => void) | null} */
  let answer = null;

  /** @param {SubmitEvent} event */
  function submitted(event) {
    if (field.value.trim()) return;
    event.preventDefault();
    field.focus();
  }

  function closed() {
    const name = node.returnValue === "yes" ? field.value.trim() : "";
    if (name) keepReviewerName(name);
    answer?.(name || null);
    answer = null;
  }

  /** @returns {Promise<string | null>} */
  function ask() {
    node.returnValue = "";
    field.value = reviewerName();
    if (!node.isConnected) document.body.append(node);
    node.showModal();
    field.select();
    return new Promise((resolve) => (answer = resolve));
  }

  return { ask, known: async () => reviewerName() || ask(), leave: () => node.remove() };
}
