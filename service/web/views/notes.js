/** Notes in the course of an audit: what was left out when the report was read, and that it was resumed. */

import { clock } from "../figures.js";
import { el } from "../nodes.js";

/** @param {Picture.Note} note */
export function noteItem(note) {
  const { timestamp } = note;
  return el("li", { class: "note" }, el("time", { datetime: timestamp }, clock(timestamp)), ` ${wordsOf(note)}`);
}

/** @param {Picture.Said} said */
function wordsOf({ kind, text }) {
  if (kind === "read") return `Reading the report: ${text.notes.join("; ")}`;
  const attempt = text.attempt ? ` (attempt ${text.attempt})` : "";
  return `The audit was resumed${attempt}: ${text.reason || "no reason given"}`;
}
