/** Notes in the course of an audit: what was left out when the report was read, and that it was resumed. */

import { clock } from "../figures.js";
import { el } from "../nodes.js";

export function noteItem({ timestamp, kind, text }) {
  return el("li", { class: "note" }, el("time", { datetime: timestamp }, clock(timestamp)), ` ${WORDS[kind](text)}`);
}

const WORDS = {
  read: ({ notes }) => `Reading the report: ${notes.join("; ")}`,
  resumed: ({ attempt, reason }) =>
    `The audit was resumed${attempt ? ` (attempt ${attempt})` : ""}: ${reason || "no reason given"}`,
};
