/** What the review of an audit says, for paper: of a finding, and of the whole. Pure. */

import { counted, dated, grouped } from "../../figures.js";
import { isWhole, standingOf } from "../../review/fold.js";
import { thereAre } from "../../nodes.js";
import { scopeLines } from "../review/scope.js";
import { sinceLines } from "../review/since.js";
import { CHANGED_SINCE, DID } from "../review/words.js";

/**
 * What was decided about a finding, why and by whom, and what was noted; nothing where there is no review.
 * @param {Picture.Review} review
 * @param {Wire.Finding} finding
 * @returns {string[]}
 */
export function decidedLines(review, { id, severity }) {
  const { state, by, at, reason, notes, seq, added } = standingOf(review, id);
  const did = added?.seq === seq ? "Added" : DID[state];
  const isOpen = by === null && review.cursor > 0 && severity !== "info";
  return [
    ...thereAre([by !== null && said(did, by, at, reason), isOpen && "Not decided."]),
    ...notes.map((note) => said("Note", note.by, note.at, note.note)),
  ];
}

/**
 * Who signed the whole off, over what, and what has come after it; nothing where nobody has.
 * @param {Picture.Review} review
 * @param {(id: string) => string} titleOf
 * @returns {string[]}
 */
export function signedLines(review, titleOf) {
  const { signedOff } = review;
  if (signedOff === null) return [];
  const { by, at, covers, scope } = signedOff;
  const { audit, review: decided } = covers;
  return [
    said("Signed off", by, at, null),
    `It covers ${counted(audit.head, "event")} of the audit and ${grouped(String(decided.head))} of its review.`,
    ...(scope === null ? [] : scopeLines(scope)),
    ...(isWhole(review) ? [] : [`${CHANGED_SINCE}: ${sinceLines(review, titleOf, dated).join("; ")}.`]),
  ];
}

/**
 * @param {string} did
 * @param {string} by
 * @param {string | null} at
 * @param {string | null} words
 */
function said(did, by, at, words) {
  return `${did} by ${by}, ${dated(at ?? "")}${words ? `: ${words}` : "."}`;
}
