/** The side of the desk on which the report is: what can be chosen above it, what is said of it, and the paper. */

import { originalAddress } from "../../api.js";
import { el } from "../../nodes.js";

/**
 * @param {string} auditId
 * @param {ReturnType<typeof import("./paper.js").reportPaper>} paper
 * @param {HTMLElement} said
 * @param {{onReport: () => void}} on when the reader wants to report an error in it
 */
export function reportSide(auditId, paper, said, { onReport }) {
  const file = { href: originalAddress(auditId), class: "desk-original", download: "" };
  // Pressing it leaves what is selected in the report as it is.
  const keep = (/** @type {Event} */ event) => event.preventDefault();
  const report = el(
    "button",
    { type: "button", class: "quiet", "aria-keyshortcuts": "e", on: { mousedown: keep, click: onReport } },
    "Report an error",
  );
  const ends = el("span", { class: "desk-ends" }, report, el("a", file, "The file as handed in"));
  const head = el("div", { class: "desk-head" }, paper.original.choice, said, ends);
  return el("div", { class: "desk-report" }, head, paper.original.unplaced, paper.node);
}
