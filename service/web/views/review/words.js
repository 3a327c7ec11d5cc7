/** What the states of findings and a sign-off are called. Pure. */

import { counted, moment } from "../../figures.js";

/** @type {Picture.FindingState[]} */
export const FINDING_STATES = ["open", "accepted", "dismissed"];

/**
 * "Dismissed by Ann Lee, today, 14:02"; empty where nobody has decided.
 * @param {Picture.Decided} decided
 */
export function decidedWords({ state, by, at, seq, added }) {
  if (by === null) return "";
  const did = added?.seq === seq ? "Added" : DID[state];
  return `${did} by ${by}, ${moment(at ?? "")}`;
}

/** What was done to a finding, by its outcome. */
export const DID = { open: "Reopened", accepted: "Accepted", dismissed: "Dismissed", withdrawn: "Withdrawn" };

/** @param {Picture.SignOff} signOff */
export function signOffWords({ by, at, covers }) {
  return `Signed off by ${by}, ${moment(at)}, covers ${counted(covers.audit.head + covers.review.head, "event")}`;
}

export const CHANGED_SINCE = "Changed since: no longer of the whole";
