/** The pictures of an audit at every moment of its past, folded by the same code as live. Pure. */

import { START, fold } from "../../fold.js";

const LONGEST_REST_MS = 2_000; // nobody watches a night in which a server was down

/**
 * `at(seq)` is the picture after event `seq`; pictures share what did not change, so keeping them all costs little.
 * @param {() => string[]} texts
 */
export function moments(texts) {
  const states = [START];
  /** @type {Wire.Event[]} */
  const events = [];

  /**
   * @param {number} seq
   * @returns {Wire.Event}
   */
  function event(seq) {
    events[seq] ??= JSON.parse(texts()[seq - 1]);
    return events[seq];
  }

  /** @param {number} seq */
  function at(seq) {
    for (let next = states.length; next <= seq; next += 1) states.push(fold(states[next - 1], event(next)));
    return states[seq];
  }

  /**
   * How long after event `seq` the next one came, at so many times the speed.
   * @param {number} seq
   * @param {number} speed
   */
  function restAfter(seq, speed) {
    const between = Date.parse(event(seq + 1).timestamp) - Date.parse(event(seq).timestamp);
    return Math.min(Math.max(between, 0) / speed, LONGEST_REST_MS);
  }

  return { at, event, restAfter, last: () => texts().length };
}
