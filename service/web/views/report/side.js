/** The side of the desk on which the report is: what can be chosen above it, what is said of it, and the paper. */

import { originalAddress } from "../../api.js";
import { el } from "../../nodes.js";

/**
 * `onFinding()` when the finding whose address this is already is asked for on a card: no other address is gone to then.
 * @param {string} auditId
 * @param {ReturnType<typeof import("./paper.js").reportPaper>} paper
 * @param {HTMLElement} said
 * @param {{onFinding: () => void}} on
 */
export function reportSide(auditId, paper, said, { onFinding }) {
  const file = { href: originalAddress(auditId), class: "desk-original", download: "" };
  const head = el("div", { class: "desk-head" }, paper.original.choice, said, el("a", file, "The file as handed in"));
  const node = el("div", { class: "desk-report" }, head, paper.original.unplaced, paper.node);
  node.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest(".card a") : null;
    if (link?.getAttribute("href") === location.hash) onFinding();
  });
  return node;
}
