/**
 * How the findings of an audit stand, folded from the events of its review by seq. Pure: no DOM, no clock, no network.
 */

import { standing } from "../audit-stream/order.js";

/** @type {Picture.Review} */
export const NOTHING_DECIDED = Object.freeze({
  cursor: 0,
  changed: 0,
  findings: new Map(),
  decisions: Object.freeze([]),
  signedOff: null,
  name: null,
});

/** @type {Picture.Decided} */
const OPEN = Object.freeze({
  state: "open",
  reason: null,
  by: null,
  at: null,
  seq: null,
  notes: Object.freeze([]),
  before: null,
});

/**
 * How a finding stands; one that nobody has decided is open.
 * @param {Picture.Review} review
 * @param {string} findingId
 */
export function standingOf(review, findingId) {
  return review.findings.get(findingId) ?? OPEN;
}

/**
 * The review after `event`. Throws RangeError when events before it are missing.
 * @param {Picture.Review} review
 * @param {Wire.ReviewEvent} event
 * @returns {Picture.Review}
 */
export function foldReview(review, event) {
  const where = standing(review.cursor, event.seq);
  if (where === "seen") return review;
  if (where === "gap") throw new RangeError(`event ${event.seq} cannot follow ${review.cursor}`);
  /** @type {((review: Picture.Review, event: any) => Picture.Review) | null} */
  const step = Object.hasOwn(STEPS, event.type) ? STEPS[event.type] : null;
  // A type that this page does not know yet takes its place all the same, and counts as a change.
  const changed = event.type === "audit_renamed" ? review.changed : event.seq;
  return { ...(step ? step(review, event) : review), cursor: event.seq, changed };
}

/** @type {Wire.PerReviewEvent<[Picture.Review], Picture.Review>} */
const STEPS = {
  finding_accepted(review, event) {
    const accepted = decided(review, event, "accepted", null);
    return event.note ? noted(accepted, event, event.note) : accepted;
  },
  finding_dismissed: (review, event) => decided(review, event, "dismissed", event.reason),
  finding_reopened: (review, event) => decided(review, event, "open", null),
  finding_noted: (review, event) => noted(review, event, event.note),

  review_signed_off: (review, event) => ({
    ...review,
    signedOff: { seq: event.seq, by: event.by, at: event.timestamp, covers: event.covers },
  }),

  audit_renamed: (review, event) => ({ ...review, name: event.name }),
};

/**
 * @param {Picture.Review} review
 * @param {Wire.FindingAccepted | Wire.FindingDismissed | Wire.FindingReopened} event
 * @param {Picture.FindingState} state
 * @param {string | null} reason
 * @returns {Picture.Review}
 */
function decided(review, event, state, reason) {
  const { finding_id: findingId, by, seq, timestamp: at } = event;
  const was = standingOf(review, findingId);
  const before = state === "open" ? { state: was.state, reason: was.reason } : null;
  const changed = withFinding(review, findingId, { state, reason, by, at, seq, before });
  return { ...changed, decisions: [...review.decisions, { seq, by, findingId, state }] };
}

/**
 * @param {Picture.Review} review
 * @param {Wire.FindingAccepted | Wire.FindingNoted} event
 * @param {string} note
 */
function noted(review, { finding_id: findingId, by, seq, timestamp: at }, note) {
  const { notes } = standingOf(review, findingId);
  return withFinding(review, findingId, { notes: [...notes, { seq, note, by, at }] });
}

/**
 * @param {Picture.Review} review
 * @param {string} findingId
 * @param {Partial<Picture.Decided>} change
 * @returns {Picture.Review}
 */
function withFinding(review, findingId, change) {
  const findings = new Map(review.findings).set(findingId, { ...standingOf(review, findingId), ...change });
  return { ...review, findings };
}

/**
 * Whether the last sign-off is still of the whole: nothing but a new name has come after it.
 * @param {Picture.Review} review
 */
export function isWhole({ signedOff, changed }) {
  return signedOff !== null && signedOff.seq === changed;
}

/**
 * What takes back the last decision that `by` made and nobody has changed since: it reopens what was accepted or
 * dismissed, and restores what was reopened. Null where there is none.
 * @param {Picture.Review} review
 * @param {string} by
 * @returns {Exclude<Wire.Decision, {decision: "sign_off" | "rename" | "note"}> | null}
 */
export function undoing(review, by) {
  const last = review.decisions
    .filter((one) => one.by === by && standingOf(review, one.findingId).seq === one.seq)
    .at(-1);
  if (last === undefined) return null;
  const { findingId: finding_id } = last;
  const { state, before } = standingOf(review, finding_id);
  if (state !== "open") return { decision: "reopen", finding_id };
  if (before?.state === "accepted") return { decision: "accept", finding_id };
  return before?.state === "dismissed" ? { decision: "dismiss", finding_id, reason: before.reason ?? "" } : null;
}

/**
 * How many of `findings` are decided, and the ids of those that are open; notes (severity info) are no work.
 * @param {Picture.Review} review
 * @param {readonly Wire.Finding[]} findings
 */
export function workDone(review, findings) {
  const proper = findings.filter(({ severity }) => severity !== "info");
  const open = proper.filter(({ id }) => standingOf(review, id).state === "open").map(({ id }) => id);
  return { all: proper.length, decided: proper.length - open.length, open };
}
