/** The way of a decision into the log: one at a time, under the name of who makes it, and only for what they have seen. */

import { Problem } from "../../api.js";
import { Overtaken } from "../../review/live.js";

/**
 * Where it is said that a decision was not saved.
 * @typedef {{say: (words: string) => void, setBusy?: (busy: boolean) => void}} Teller
 */

/**
 * What a decision rests on: `about(review)` when the reader decided is what it must be when it is appended; `overtaken()`
 * says what became of it where it is not; `seen` where the reader knew of an earlier one.
 * @typedef {{about: (review: Picture.Review) => unknown, overtaken: () => string, seen?: unknown}} Rest
 */

/**
 * `attempt` appends a decision, `idle` waits until none is under way, `onBegin()` is called before each.
 * @param {import("./work.js").Live} live
 * @param {() => Promise<string | null>} name of who decides, null where none is given
 * @param {() => void} onBegin
 */
export function savedDecisions(live, name, onBegin) {
  /** @type {Promise<void> | null} */
  let underWay = null; // the next waits for it, so that nobody types too fast to be heard

  async function idle() {
    while (underWay) await underWay;
  }

  /**
   * The event that the decision has become; null where it is not in the log, and `teller` says why.
   * @param {Wire.Decision} decision
   * @param {Rest} rest
   * @param {Teller} teller
   * @returns {Promise<Wire.ReviewEvent | null>}
   */
  async function attempt(decision, { about, overtaken, seen = about(live.now()) }, teller) {
    await idle();
    let ended = () => {};
    underWay = new Promise((resolve) => {
      ended = resolve;
    });
    teller.setBusy?.(true);
    try {
      const by = await name();
      if (by === null) return null;
      onBegin();
      teller.say("");
      return await live.append({ ...decision, by }, (review) => about(review) === seen);
    } catch (problem) {
      if (!(problem instanceof Problem || problem instanceof Overtaken)) throw problem;
      teller.say(problem instanceof Problem ? unsavedWords(problem) : overtaken());
      return null;
    } finally {
      underWay = null;
      teller.setBusy?.(false);
      ended();
    }
  }

  return { attempt, idle };
}

/** @param {Problem} problem */
function unsavedWords({ title, detail, status }) {
  const why = [title, detail].filter(Boolean).join(". ").replace(/\.$/, "");
  if (status !== null) return `Not saved. ${why}.`;
  return `Not saved, as far as this page knows. ${why}. If it was saved all the same, it shows here once connected again.`;
}
