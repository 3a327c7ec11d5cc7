/** What has come after a sign-off that it does not cover, and whose it is. Pure. */

import { counted, moment } from "../../figures.js";

const NAMED = 5; // events; the others are counted

/** @type {{[type: string]: string}} */
const DID = {
  finding_accepted: "accepted",
  finding_dismissed: "dismissed",
  finding_noted: "noted something about",
  finding_reopened: "opened",
  finding_added: "added",
  finding_withdrawn: "withdrew",
};

/**
 * "Ann Lee opened “Total assets”, today, 14:02"; a finding whose title is not known is one all the same.
 * @param {Picture.Review} review
 * @param {(id: string) => string} titleOf
 * @param {(at: string) => string} when
 * @returns {string[]}
 */
export function sinceLines({ since }, titleOf = () => "", when = moment) {
  const lines = since.slice(0, NAMED).map(({ type, by, at, findingId }) => {
    const title = titleOf(findingId);
    const did = DID[type] ?? type.replaceAll("_", " ");
    return `${by ?? "Somebody"} ${did} ${title ? `“${title}”` : "a finding"}, ${when(at)}`;
  });
  const rest = since.length - lines.length;
  return rest > 0 ? [...lines, `and ${counted(rest, "event")} more`] : lines;
}
