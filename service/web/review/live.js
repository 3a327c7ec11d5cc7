/**
 * The review of one audit as its log has it, and the way to add to it. A decision is sent for the head that this page
 * has seen: whoever was faster is heard first, and a decision that theirs has made void is not sent again.
 */

import { Problem, decide } from "../api.js";
import { AuditStream } from "../audit-stream/audit-stream.js";
import { NOTHING_DECIDED, foldReview } from "./fold.js";

const CATCHING_UP_MS = 10_000; // for events that the server says are there
const TRIES = 20; // against others who decide all the time

/**
 * What a decision was about changed before it was made.
 */
export class Overtaken extends Error {}

/**
 * `onChange(review)` after each event, `onConnection(connection)` as of the stream.
 * @param {string} auditId
 * @param {{onChange: (review: Picture.Review) => void,
 *   onConnection: (connection: import("../audit-stream/audit-stream.js").Connection) => void}} on
 */
export function liveReview(auditId, { onChange, onConnection }) {
  /** @type {Picture.Review} */
  let review = NOTHING_DECIDED;
  /** @type {Set<() => void>} */
  const waiting = new Set();

  const stream = new AuditStream(
    auditId,
    {
      onEvent(event) {
        put(foldReview(review, /** @type {any} */ (event))); // the fold skips a type that it does not know
      },
      onConnection,
      onRestart: () => put(NOTHING_DECIDED),
    },
    { stream: "review" },
  );

  /** @param {Picture.Review} next */
  function put(next) {
    review = next;
    onChange(review);
    for (const look of waiting) look();
  }

  /**
   * Appends a decision; its event. `holds(review)` says whether what it rests on is still as the reader saw it.
   * Throws a Problem where the server refuses it or cannot be reached, Overtaken where somebody else was faster.
   * @param {Wire.Decision & {by: string}} decision
   * @param {(review: Picture.Review) => boolean} holds
   */
  async function append(decision, holds) {
    for (let tries = 1; ; tries += 1) {
      if (!holds(review)) throw new Overtaken();
      try {
        const stored = await decide(auditId, { ...decision, expected_seq: review.cursor });
        await reached(stored.seq); // what is shown is what the log says; if that takes long, it is saved all the same
        return stored;
      } catch (problem) {
        const head = problem instanceof Problem && problem.status === 409 ? problem.members.actual : null;
        if (typeof head !== "number" || tries === TRIES || !(await reached(head))) throw problem;
      }
    }
  }

  /**
   * Whether the events up to `seq` are here, as soon as they are, or after some time without them.
   * @param {number} seq
   * @returns {Promise<boolean>}
   */
  function reached(seq) {
    return new Promise((resolve) => {
      const end = (/** @type {boolean} */ isHere) => {
        clearTimeout(timer);
        waiting.delete(look);
        resolve(isHere);
      };
      const look = () => {
        if (review.cursor >= seq) end(true);
      };
      const timer = setTimeout(() => end(false), CATCHING_UP_MS);
      waiting.add(look);
      look();
    });
  }

  return {
    append,
    now: () => review,
    start: () => stream.start(),
    stop: () => stream.stop(),
    reconnectNow: stream.reconnectNow,
  };
}
