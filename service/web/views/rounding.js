/** Sums that differ from their totals by rounding: one line for all tables, folded, since no action is needed. */

import { counted } from "../figures.js";
import { el, setText, show } from "../nodes.js";

/** @param {Wire.Finding} finding */
export function isRounding({ check, severity }) {
  return severity === "info" && check === "rounding";
}

/**
 * What all notes on rounding of so many tables say.
 * @param {number} tables
 */
export function roundingWords(tables) {
  const where = counted(tables, "table");
  return `Sums in ${where} differ from the printed totals by no more than rounding. No action is needed.`;
}

/** `update(notes)` takes the notes on rounding of one agent, one for each table. */
export function roundingNote() {
  const summary = el("summary");
  const list = el("ul");
  const node = el("details", { class: "rounding", hidden: true }, summary, list);

  /** @param {Wire.Finding[]} notes */
  function update(notes) {
    show(node, notes.length > 0);
    setText(summary, roundingWords(notes.length));
    list.replaceChildren(...notes.map(({ title, description }) => el("li", {}, `${title}. ${description}`)));
  }

  return { node, update };
}
