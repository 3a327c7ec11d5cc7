/** What others decide while the reader is here, in sentences for those who cannot see it. */

import { announce } from "../../announcer.js";
import { standingOf } from "../../review/fold.js";
import { reviewerName } from "../../review/reviewer.js";

const AT_ONCE = 3; // decisions that are told one by one

/** `update(review, titleOf)` announces what is new in it; what was replayed before the review was live is no news. */
export function reviewNews() {
  /** @type {Picture.Review | null} */
  let before = null;
  let isLive = false;

  /** @param {import("../../audit-stream/audit-stream.js").Connection} connection */
  function connection({ phase }) {
    isLive = isLive || phase === "live";
  }

  /**
   * @param {Picture.Review} review
   * @param {(id: string) => string} titleOf
   */
  function update(review, titleOf) {
    const known = before;
    if (!isLive || known === review) return;
    before = review;
    if (known === null || review.cursor < known.cursor) return;
    const fresh = review.decisions.slice(known.decisions.length).filter(({ by }) => by !== reviewerName());
    const told = fresh.map(
      ({ by, did, findingId }) => `${by} ${did}: ${titleOf(findingId) || standingOf(review, findingId).added?.title}.`,
    );
    const signed = review.signedOff !== known.signedOff ? review.signedOff?.by : undefined;
    if (signed && signed !== reviewerName()) told.push(`${signed} signed off.`);
    if (told.length > AT_ONCE) announce(`${told.length} decisions by others.`);
    else if (told.length > 0) announce(told.join(" "));
  }

  return { update, connection };
}
