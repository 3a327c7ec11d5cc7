/** Notes in the course of an audit: that it was interrupted, and by whom it was taken up again. */

import { clock } from "../figures.js";
import { el } from "../nodes.js";

export function noteItem({ timestamp, text }) {
  const attempt = text.attempt ? ` (attempt ${text.attempt})` : "";
  return el(
    "li",
    { class: "note" },
    el("time", { datetime: timestamp }, clock(timestamp)),
    ` The audit was resumed${attempt}: ${text.reason || "no reason given"}`,
  );
}
