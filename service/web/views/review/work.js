/** Working through the findings: what the reader decides is sent to the log, and what the log says is shown. */

import { announce } from "../../announcer.js";
import { Problem } from "../../api.js";
import { el } from "../../nodes.js";
import { standingOf, undoing, workDone } from "../../review/fold.js";
import { Overtaken } from "../../review/live.js";
import { reviewerName } from "../../review/reviewer.js";
import { reviewBar } from "./bar.js";
import { findingBlock } from "./block.js";
import { nameDialog } from "./name.js";
import { signOffPanel } from "./signoff.js";
import { togetherBlocks } from "./together.js";
import { decidedWords } from "./words.js";

/** @typedef {ReturnType<typeof import("../../review/live.js").liveReview>} Live */
/** @typedef {ReturnType<typeof findingBlock>} Block */
/** @typedef {import("../worklist/entries.js").Entry} Entry */

/** @type {{[decision: string]: Picture.FindingState}} */
const STATE_AFTER = { accept: "accepted", dismiss: "dismissed", reopen: "open" };

/**
 * `onDecided(id)` after a finding was accepted or dismissed here, `onUndone(id)` after that was taken back.
 * @param {string} auditId
 * @param {Live} live
 * @param {{onDecided: (id: string) => void, onUndone: (id: string) => void}} on
 */
export function reviewWork(auditId, live, { onDecided, onUndone }) {
  const dialog = nameDialog();
  const bar = reviewBar({ onName: rename, onUndo: undo, onRetry: live.reconnectNow });
  const panel = signOffPanel(auditId, { onSign: sign });
  const node = el("div", { class: "review" }, bar.node, panel.node);
  /** @type {Map<string, Block>} */
  const blocks = new Map(); // of the findings that were opened
  const together = togetherBlocks(live, { onDecide: decideAll });
  /** @type {readonly Wire.Finding[]} */
  let findings = [];
  /** @type {Picture.Review} */
  let shown = live.now();
  /** @type {Promise<void> | null} */
  let underWay = null; // one decision at a time: the next waits for it, so that nobody types too fast to be heard

  /**
   * @param {readonly Wire.Finding[]} all
   * @param {Picture.Audit} audit
   */
  function update(all, audit) {
    const review = live.now();
    findings = all;
    const work = workDone(review, findings);
    const open = new Set(work.open);
    bar.update(work);
    panel.update({ review, audit, open: findings.filter(({ id }) => open.has(id)) });
    for (const [id, block] of blocks) settle(id, block, standingOf(review, id));
    together.update();
    shown = review;
  }

  /**
   * A text that was kept because no answer came is put away once the log has it.
   * @param {string} id
   * @param {Block} block
   * @param {Picture.Decided} decided
   */
  function settle(id, block, decided) {
    const before = standingOf(shown, id);
    block.update(decided);
    if (before === decided) return;
    const text = block.written()?.text;
    const kept = before.seq !== decided.seq ? decided.reason : decided.notes.at(-1)?.note;
    const by = before.seq !== decided.seq ? decided.by : decided.notes.at(-1)?.by;
    if (by !== reviewerName()) return;
    block.say("");
    if (text && text === kept) block.close();
  }

  /** @param {string} id */
  function blockOf(id) {
    let block = blocks.get(id);
    if (block === undefined) {
      block = findingBlock(id, (decision) => decide(id, decision));
      block.update(standingOf(live.now(), id));
      blocks.set(id, block);
    }
    return block;
  }

  /**
   * What was decided about an entry of the list: about each finding, and about all where there are several.
   * @param {Entry} entry
   * @returns {import("../worklist/row.js").Blocks}
   */
  function blocksOf(entry) {
    const several = entry.all.length > 1;
    return {
      whole: several ? together.of(entry).node : null,
      of(id) {
        const block = blockOf(id);
        block.setKeys(!several);
        return block.node;
      },
    };
  }

  /** @param {Entry} entry */
  function accept(entry) {
    if (entry.all.length > 1) return decideAll(entry, { decision: "accept", finding_id: entry.id });
    return decide(entry.id, { decision: "accept", finding_id: entry.id });
  }

  /**
   * A note is about the gravest finding of an entry.
   * @param {Entry} entry
   * @param {import("./block.js").Asked} asked
   */
  function ask(entry, asked) {
    const block = asked === "dismiss" && entry.all.length > 1 ? together.of(entry) : blockOf(entry.id);
    block.ask(asked);
  }

  /**
   * The same decision about every finding of an entry that it would change, each an event of its own.
   * @param {Entry} entry
   * @param {Wire.DecisionAboutFinding} decision
   */
  async function decideAll(entry, decision) {
    const block = together.of(entry);
    const after = STATE_AFTER[decision.decision];
    const seen = entry.all
      .map(({ id }) => ({ id, ...standingOf(live.now(), id) }))
      .filter(({ state }) => state !== after);
    if (seen.length === 0) return block.say(`All of them are ${after} already.`);
    for (const { id, seq } of seen) {
      if (!(await saved(id, { ...decision, finding_id: id }, block, seq))) return undefined;
    }
    if (block.written()?.asked === decision.decision) block.close();
    if (after !== "open") onDecided(entry.id);
    return undefined;
  }

  /**
   * Whether a decision about a finding is in the log; if not, its block says why.
   * @param {string} id
   * @param {Wire.Decision} decision
   * @param {Block} block
   * @param {number | null} [seen] the decision that the reader knew of
   */
  function saved(id, decision, block, seen) {
    const isNote = decision.decision === "note";
    const about = (/** @type {Picture.Review} */ review) => (isNote ? null : standingOf(review, id).seq);
    return attempt(decision, about, () => overtakenWords(standingOf(live.now(), id)), block, seen);
  }

  /**
   * @param {string} id
   * @param {Wire.Decision} decision
   */
  async function decide(id, decision) {
    const block = blockOf(id);
    const before = standingOf(live.now(), id);
    if (decision.decision === "accept" && before.state === "accepted") return block.say(decidedWords(before));
    if (!(await saved(id, decision, block))) return undefined;
    if (block.written()?.asked === decision.decision) block.close(); // a note that was begun outlives an acceptance
    if (decision.decision === "accept" || decision.decision === "dismiss") onDecided(id);
    return undefined;
  }

  async function undo() {
    while (underWay) await underWay; // it is that one which is taken back
    const decision = undoing(live.now(), reviewerName());
    if (decision === null) return bar.say("There is no decision of yours to take back.");
    const { finding_id: id } = decision;
    const about = (/** @type {Picture.Review} */ review) => standingOf(review, id).seq;
    if (await attempt(decision, about, () => overtakenWords(standingOf(live.now(), id)), bar)) onUndone(id);
    return undefined;
  }

  async function sign() {
    const about = (/** @type {Picture.Review} */ review) => review.changed;
    if (await attempt({ decision: "sign_off" }, about, changedWords, panel)) announce("Signed off.");
  }

  /**
   * Whether the decision is in the log; if not, `teller` says why. `about(review)` is what it rests on: what that was when
   * the reader decided is what it must be when it is appended.
   * @param {Wire.Decision} decision
   * @param {(review: Picture.Review) => unknown} about
   * @param {() => string} overtaken
   * @param {{say: (words: string) => void, setBusy?: (busy: boolean) => void}} teller
   * @param {unknown} [seen]
   */
  async function attempt(decision, about, overtaken, teller, seen = about(live.now())) {
    while (underWay) await underWay;
    let ended = () => {};
    underWay = new Promise((resolve) => {
      ended = resolve;
    });
    teller.setBusy?.(true);
    try {
      const by = await dialog.known();
      if (by === null) return false;
      bar.say("");
      teller.say("");
      await live.append({ ...decision, by }, (review) => about(review) === seen);
      return true;
    } catch (problem) {
      if (!(problem instanceof Problem || problem instanceof Overtaken)) throw problem;
      teller.say(problem instanceof Problem ? unsavedWords(problem) : overtaken());
      return false;
    } finally {
      underWay = null;
      teller.setBusy?.(false);
      ended();
    }
  }

  function changedWords() {
    const last = live.now().decisions.at(-1);
    const title = findings.find(({ id }) => id === last?.findingId)?.title ?? "";
    const said = last ? decidedWords(standingOf(live.now(), last.findingId)) : "";
    return `Not signed off: the review has changed meanwhile. ${said ? `${said}: ${title}. ` : ""}Look again, then sign off.`;
  }

  async function rename() {
    await dialog.ask();
    bar.update(workDone(live.now(), findings));
  }

  const leave = () => {
    bar.leave();
    dialog.leave();
  };
  return { node, update, blocksOf, accept, ask, undo, connection: bar.connection, leave };
}

/** @param {Picture.Decided} decided */
function overtakenWords(decided) {
  return `Nothing was changed: meanwhile it was decided. ${decidedWords(decided)}${decided.reason ? `: ${decided.reason}` : ""}`;
}

/** @param {Problem} problem */
function unsavedWords({ title, detail, status }) {
  const why = [title, detail].filter(Boolean).join(". ").replace(/\.$/, "");
  if (status !== null) return `Not saved. ${why}.`;
  return `Not saved, as far as this page knows. ${why}. If it was saved all the same, it shows here once connected again.`;
}
