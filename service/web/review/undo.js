/** What takes back what somebody decided last: all of it that was decided at one place, one after the other. Pure. */

import { standingOf } from "./fold.js";

/**
 * The decisions that take back the last step of `by` that nobody has changed since, the last of it first; none where there
 * is no such step. `steps` are the seqs that are known to have been made with one key; of others, decisions of one kind
 * that follow each other are one step where they are `atOnePlace`.
 * @param {Picture.Review} review
 * @param {string} by
 * @param {{steps?: readonly (readonly number[])[], atOnePlace?: (one: string, other: string) => boolean}} how
 * @returns {Wire.DecisionAboutFinding[]}
 */
export function undoing(review, by, { steps = [], atOnePlace = () => false } = {}) {
  const standing = review.decisions.filter((one) => one.by === by && standingOf(review, one.findingId).seq === one.seq);
  const last = standing.at(-1);
  if (last === undefined) return [];
  const known = steps.find((seqs) => seqs.includes(last.seq));
  const step = known ? standing.filter(({ seq }) => known.includes(seq)) : trailing(standing, last, atOnePlace);
  return step.reverse().flatMap((one) => takingBack(standingOf(review, one.findingId), one));
}

/**
 * @param {Picture.Decision[]} standing
 * @param {Picture.Decision} last
 * @param {(one: string, other: string) => boolean} atOnePlace
 */
function trailing(standing, last, atOnePlace) {
  const isOfStep = (/** @type {Picture.Decision} */ one) =>
    one === last || (one.did === last.did && one.reason === last.reason && atOnePlace(one.findingId, last.findingId));
  let from = standing.length;
  while (from > 0 && isOfStep(standing[from - 1])) from -= 1;
  return standing.slice(from);
}

/**
 * What somebody has added or brought back is withdrawn; all else that was accepted or dismissed is open again; and what was
 * opened or withdrawn stands as it stood before.
 * @param {Picture.Decided} decided
 * @param {Picture.Decision} decision
 * @returns {Wire.DecisionAboutFinding[]}
 */
function takingBack({ before }, { did, findingId: finding_id }) {
  if (did === "added" || (did === "accepted" && before?.state === "withdrawn"))
    return [{ decision: "withdraw", finding_id }];
  if (did === "accepted" || did === "dismissed") return [{ decision: "reopen", finding_id }];
  if (before?.state === "accepted") return [{ decision: "accept", finding_id }];
  if (before?.state === "dismissed") return [{ decision: "dismiss", finding_id, reason: before.reason ?? "" }];
  if (before?.state === "withdrawn") return [{ decision: "withdraw", finding_id }];
  return before?.state === "open" && did === "withdrew" ? [{ decision: "reopen", finding_id }] : [];
}
