/** What the states of findings and a sign-off are called. Pure. */

import { counted, moment } from "../../figures.js";
import { thereAre } from "../../nodes.js";
import { uncheckedWords } from "./scope.js";

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

/** Why nobody signs off while the form of an error is open: what is written there would be in no sign-off. */
export const UNADDED =
  "Not signed off: an error that you began to report is not added yet. Add it or cancel it, then sign off.";

/**
 * That a decision was not made, since somebody else has decided meanwhile.
 * @param {Picture.Decided} decided
 */
export function overtakenWords(decided) {
  return `Nothing was changed: meanwhile it was decided. ${decidedWords(decided)}${decided.reason ? `: ${decided.reason}` : ""}`;
}

/** @param {Picture.SignOff} signOff */
export function signOffWords({ by, at, covers, scope }) {
  const events = `covers ${counted(covers.audit.head + covers.review.head, "event")}`;
  return thereAre([`Signed off by ${by}, ${moment(at)}, ${events}`, uncheckedWords(scope)]).join(", ");
}

export const CHANGED_SINCE = "Changed since: no longer of the whole";
