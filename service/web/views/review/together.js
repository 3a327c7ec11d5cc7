/** Deciding all findings of several agents about one place at once. */

import { standingOf } from "../../review/fold.js";
import { findingBlock } from "./block.js";
import { decidedWords } from "./words.js";

/** @typedef {import("../worklist/entries.js").Entry} Entry */

/**
 * `of(entry)` is the block of an entry, made once; `update()` after the review has changed.
 * @param {import("./work.js").Live} live
 * @param {{onDecide: (entry: Entry, decision: Wire.DecisionAboutFinding) => void}} on
 */
export function togetherBlocks(live, { onDecide }) {
  /** @type {Map<string, {entry: Entry, block: ReturnType<typeof findingBlock>}>} */
  const blocks = new Map(); // by the findings that they are about

  /** @param {Entry} entry */
  function of(entry) {
    const key = entry.all.map(({ id }) => id).join(" ");
    let made = blocks.get(key);
    if (made === undefined) {
      const decide = (/** @type {Wire.DecisionAboutFinding} */ decision) => onDecide(entry, decision);
      made = { entry, block: findingBlock(entry.id, decide, { of: entry.all.length }) };
      blocks.set(key, made);
      show(made);
    }
    return made.block;
  }

  /** @param {{entry: Entry, block: ReturnType<typeof findingBlock>}} made */
  function show({ entry, block }) {
    const standings = entry.all.map(({ id }) => standingOf(live.now(), id));
    const decided = standings.filter(({ state }) => state !== "open");
    const last = standings.reduce((one, other) => ((other.seq ?? 0) > (one.seq ?? 0) ? other : one));
    const isAlike = standings.every(({ state }) => state === last.state);
    const words = isAlike ? decidedWords(last) : `${decided.length} of ${standings.length} findings here are decided`;
    block.update(isAlike ? { ...last, notes: [] } : MIXED, words || "Open: nobody has decided them yet");
  }

  const update = () => [...blocks.values()].forEach(show);
  return { of, update };
}

/** @type {Picture.Decided} */
const MIXED = { state: "open", reason: null, by: null, at: null, seq: null, notes: [], before: null, added: null };
