/** The findings as a paper: on the page only while it is printed, and then instead of everything else. */

import { el } from "../../nodes.js";
import { paperOf } from "./paper.js";

/** @typedef {import("./paper.js").Heard} Heard */

/**
 * `update(state)` follows the audit, `hear(findings, states)` what its agents said whole; `review()` is that of now.
 * @param {() => Picture.Review} review
 */
export function printedFindings(review) {
  const node = el("article", { class: "printed" });
  const printing = window.matchMedia("print");
  /** @type {Picture.Audit | null} */
  let state = null;
  /** @type {Heard | null} */
  let heard = null;

  const put = () => state && node.replaceChildren(...paperOf(state, heard, review()));
  const take = () => node.replaceChildren();
  const follow = () => (printing.matches ? put() : take());
  window.addEventListener("beforeprint", put);
  window.addEventListener("afterprint", take);
  printing.addEventListener("change", follow); // a preview may show the paper without printing it

  /** @param {Picture.Audit} next */
  function update(next) {
    state = next;
    if (printing.matches) put();
  }

  /**
   * @param {Wire.Finding[]} findings
   * @param {Picture.Figures} states
   */
  function hear(findings, states) {
    heard = { findings, states };
    if (printing.matches) put();
  }

  const leave = () => {
    window.removeEventListener("beforeprint", put);
    window.removeEventListener("afterprint", take);
    printing.removeEventListener("change", follow);
  };
  return { node, update, hear, leave };
}
