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
  since: Object.freeze([]),
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
  added: null,
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
  return { ...(step ? step(review, event) : review), cursor: event.seq, changed, since: sinceSigned(review, event) };
}

/**
 * What has come after the last sign-off, but for new names.
 * @param {Picture.Review} review
 * @param {Wire.ReviewEvent} event
 */
function sinceSigned({ signedOff, since }, event) {
  if (event.type === "review_signed_off") return [];
  if (signedOff === null || event.type === "audit_renamed") return since;
  const { seq, type, by, timestamp: at } = event;
  return [...since, { seq, type, by, at, findingId: event.finding_id }];
}

/** @type {Wire.PerReviewEvent<[Picture.Review], Picture.Review>} */
const STEPS = {
  finding_accepted(review, event) {
    const accepted = decided(review, event, { state: "accepted", did: "accepted" });
    return event.note ? noted(accepted, event, event.note) : accepted;
  },
  finding_dismissed: (review, event) =>
    decided(review, event, { state: "dismissed", did: "dismissed", reason: event.reason }),
  finding_reopened: (review, event) => decided(review, event, { state: "open", did: "reopened" }),
  finding_withdrawn: (review, event) => decided(review, event, { state: "withdrawn", did: "withdrew" }),
  finding_noted: (review, event) => noted(review, event, event.note),

  finding_added(review, event) {
    const { by, seq, timestamp: at, severity, title } = event;
    const added = { by, at, seq, severity, title };
    return decided(review, event, { state: "accepted", did: "added", added });
  },

  review_signed_off: (review, event) => ({
    ...review,
    signedOff: { seq: event.seq, by: event.by, at: event.timestamp, covers: event.covers, scope: event.scope ?? null },
  }),

  audit_renamed: (review, event) => ({ ...review, name: event.name }),
};

/**
 * `did` is what was done, of which `state` is the outcome; `before` is what it has changed.
 * @param {Picture.Review} review
 * @param {Wire.EventOfFinding} event
 * @param {{state: Picture.FindingState, did: Picture.Decision["did"], reason?: string | null, added?: Picture.Added}} what
 * @returns {Picture.Review}
 */
function decided(review, event, { state, did, reason = null, added }) {
  const { finding_id: findingId, by, seq, timestamp: at } = event;
  const was = standingOf(review, findingId);
  const before = { state: was.state, reason: was.reason };
  const change = { state, reason, by, at, seq, before, added: added ?? was.added };
  const changed = withFinding(review, findingId, change);
  return { ...changed, decisions: [...review.decisions, { seq, by, findingId, did, reason }] };
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
 * What people have found themselves and not taken back, by id.
 * @param {Picture.Review} review
 * @returns {Map<string, Picture.Added>}
 */
export function ownFindings(review) {
  const own = new Map();
  for (const [id, { state, added }] of review.findings) if (added && state !== "withdrawn") own.set(id, added);
  return own;
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
