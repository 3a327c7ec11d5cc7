/** The side of the desk on which the report is: what can be chosen above it, what is said of it, and the paper. */

import { originalAddress } from "../../api.js";
import { el } from "../../nodes.js";

/**
 * @param {string} auditId
 * @param {ReturnType<typeof import("./paper.js").reportPaper>} paper
 * @param {HTMLElement} said
 */
export function reportSide(auditId, paper, said) {
  const file = { href: originalAddress(auditId), class: "desk-original", download: "" };
  const head = el("div", { class: "desk-head" }, paper.original.choice, said, el("a", file, "The file as handed in"));
  return el("div", { class: "desk-report" }, head, paper.original.unplaced, paper.node);
}
