/** Signing off: what it covers, what is missing for it, and what has become of the last one. */

import { counted, grouped } from "../../figures.js";
import { el, setAttribute, setText, show } from "../../nodes.js";
import { isWhole } from "../../review/fold.js";
import { findingHref } from "../../router.js";
import { scopeLines } from "./scope.js";
import { signOffStamp } from "./stamp.js";

const NAMED = 5; // open findings that are named; the others are counted

/**
 * What a sign-off is about.
 * @typedef {{review: Picture.Review, audit: Picture.Audit, open: Wire.Finding[],
 *   titleOf: (id: string) => string}} Subject
 */

/**
 * `onSign()` when the reader signs off.
 * @param {string} auditId
 * @param {{onSign: () => void}} on
 */
export function signOffPanel(auditId, { onSign }) {
  const summary = el("summary");
  const stamp = signOffStamp();
  const covers = el("p");
  const about = el("ul", { class: "sign-scope", "aria-label": "What a sign-off covers" });
  const missing = el("ul", { class: "sign-missing" });
  const sign = el("button", { type: "button", class: "sign", on: { click: press } });
  const said = el("p", { class: "review-said", role: "alert", hidden: true });
  const node = el("details", { class: "sign-off" }, summary, stamp.node, covers, about, missing, sign, said);

  function press() {
    if (sign.getAttribute("aria-disabled") !== "true") onSign();
  }

  /** @param {Subject} subject */
  function update({ review, audit, open, titleOf }) {
    const { signedOff } = review;
    const whole = isWhole(review);
    const lacks = lacking(audit, open);
    setText(summary, summaryOf(signedOff, whole, lacks));
    stamp.update(review, titleOf);
    show(about, !whole);
    show(covers, !whole);
    setText(covers, coverWords(audit, review));
    show(missing, !whole && open.length > 0);
    missing.replaceChildren(...openItems(auditId, open));
    show(sign, !whole);
    setText(sign, lacks ? `Sign off: ${lacks}` : "Sign off");
    setAttribute(sign, "aria-disabled", lacks !== "" && "true");
  }

  /**
   * What a sign-off would be about now.
   * @param {Wire.Scope} scope
   */
  function count(scope) {
    about.replaceChildren(...scopeLines(scope).map((line) => el("li", {}, line)));
  }

  /** @param {string} words */
  function say(words) {
    show(said, words !== "");
    setText(said, words);
    if (words) node.open = true;
  }

  return { node, update, count, say };
}

/**
 * Why it cannot be signed off yet; empty where it can.
 * @param {Picture.Audit} audit
 * @param {Wire.Finding[]} open
 */
function lacking({ status }, open) {
  if (status !== "complete") return "the audit is not complete";
  return open.length > 0 ? `${counted(open.length, "finding is", "findings are")} open` : "";
}

/**
 * @param {Picture.SignOff | null} signedOff
 * @param {boolean} whole
 * @param {string} lacks
 */
function summaryOf(signedOff, whole, lacks) {
  if (signedOff) return whole ? `Signed off by ${signedOff.by}` : `Signed off by ${signedOff.by}, changed since`;
  return lacks ? `Not signed off: ${lacks}` : "Ready to be signed off";
}

/**
 * @param {Picture.Audit} audit
 * @param {Picture.Review} review
 */
function coverWords(audit, review) {
  const decisions = review.cursor ? `the review as far as its event ${grouped(String(review.cursor))}` : "no decision";
  return `A sign-off covers the log of the audit, ${counted(audit.cursor, "event")}, and ${decisions}.`;
}

/**
 * @param {string} auditId
 * @param {Wire.Finding[]} open
 */
function openItems(auditId, open) {
  const named = open
    .slice(0, NAMED)
    .map(({ id, title }) => el("li", {}, el("a", { href: findingHref(auditId, id) }, title)));
  const rest = open.length - named.length;
  return rest > 0 ? [...named, el("li", {}, `and ${grouped(String(rest))} more`)] : named;
}
