/** A text asked for in its place: the reason of a dismissal, or a note. */

import { el, setAttribute } from "../../nodes.js";

const LONGEST = 2000; // characters, as the server takes them

/**
 * `label` names the field, `yes` the button; `onSave(text)` gets what was written, `onLeave()` is called without it.
 * @param {{label: string, yes: string, onSave: (text: string) => void, onLeave: () => void}} how
 */
export function askText({ label, yes, onSave, onLeave }) {
  const field = el("textarea", { rows: 2, maxlength: LONGEST, required: true, on: { keydown: keyed } });
  const save = el("button", { class: "quiet" }, yes);
  const node = el(
    "form",
    { class: "asked-text", on: { submit: submitted } },
    el("label", {}, el("span", {}, label), field),
    el("p", { class: "asked-hint" }, "Enter saves, Shift and Enter begins a line, Esc goes back."),
    save,
    el("button", { type: "button", class: "quiet", on: { click: onLeave } }, "Cancel"),
  );

  /** @param {SubmitEvent} event */
  function submitted(event) {
    event.preventDefault();
    const text = field.value.trim();
    if (text) onSave(text);
    else field.focus();
  }

  /** @param {KeyboardEvent} event */
  function keyed(event) {
    if (event.isComposing) return; // Enter chooses a character there
    if (event.key === "Escape") onLeave();
    else if (event.key === "Enter" && !event.shiftKey) node.requestSubmit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {boolean} busy */
  const setBusy = (busy) => setAttribute(save, "aria-disabled", busy && "true");
  return { node, focus: () => field.focus(), text: () => field.value.trim(), setBusy };
}
