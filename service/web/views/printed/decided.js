/** What the review of an audit says, for paper: of a finding, and of the whole. Pure. */

import { dated } from "../../figures.js";
import { isWhole, standingOf } from "../../review/fold.js";
import { thereAre } from "../../nodes.js";
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
 * Who signed the whole off, and whether that still holds; nothing where nobody has.
 * @param {Picture.Review} review
 * @returns {string[]}
 */
export function signedLines(review) {
  const { signedOff } = review;
  if (signedOff === null) return [];
  return [said("Signed off", signedOff.by, signedOff.at, null), ...(isWhole(review) ? [] : [`${CHANGED_SINCE}.`])];
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
