/** Working through the findings: what the reader decides is sent to the log, and what the log says is shown. */

import { announce } from "../../announcer.js";
import { el } from "../../nodes.js";
import { standingOf, workDone } from "../../review/fold.js";
import { reviewerName } from "../../review/reviewer.js";
import { undoing } from "../../review/undo.js";
import { addingForm } from "./adding.js";
import { sharingPlaces } from "../worklist/entries.js";
import { reviewBar } from "./bar.js";
import { findingBlock } from "./block.js";
import { nameDialog } from "./name.js";
import { savedDecisions } from "./saving.js";
import { scopeOf } from "./scope.js";
import { signOffPanel } from "./signoff.js";
import { togetherBlocks } from "./together.js";
import { decidedWords, overtakenWords, UNADDED } from "./words.js";

/** @typedef {ReturnType<typeof import("../../review/live.js").liveReview>} Live */
/** @typedef {ReturnType<typeof findingBlock>} Block */
/** @typedef {import("../worklist/entries.js").Entry} Entry */

/** @type {{[decision: string]: Picture.FindingState}} */
const STATE_AFTER = { accept: "accepted", dismiss: "dismissed", reopen: "open" };

/**
 * `onDecided(id)` after a finding was accepted or dismissed here, `onUndone(id)` after that was taken back,
 * `onAdded(id)` once a finding that was added here is among the others.
 * @param {string} auditId
 * @param {Live} live
 * @param {{onDecided: (id: string) => void, onUndone: (id: string) => void, onAdded: (id: string) => void}} on
 */
export function reviewWork(auditId, live, { onDecided, onUndone, onAdded }) {
  const dialog = nameDialog();
  const bar = reviewBar({ onName: rename, onUndo: undo, onRetry: live.reconnectNow });
  const panel = signOffPanel(auditId, { onSign: sign });
  const adding = addingForm({ onAdd: add });
  const node = el("div", { class: "review" }, bar.node, panel.node, adding.node);
  /** @type {Map<string, Block>} */
  const blocks = new Map(); // of the findings that were opened
  const together = togetherBlocks(live, { onDecide: decideAll });
  const saving = savedDecisions(live, dialog.known, () => bar.say(""));
  /** @type {number[][]} */
  const steps = []; // the decisions that were made here with one key each, by their seqs
  let atOnePlace = sharingPlaces([]);
  /** @type {string | null} */
  let awaited = null; // what was added here, until it is among the findings
  /** @type {readonly Wire.Finding[]} */
  let findings = [];
  /** @type {Picture.Review} */
  let shown = live.now();

  /**
   * @param {readonly Wire.Finding[]} all
   * @param {Picture.Audit} audit
   */
  function update(all, audit) {
    const review = live.now();
    if (findings !== all) atOnePlace = sharingPlaces(all);
    findings = all;
    const work = workDone(review, findings);
    const open = new Set(work.open);
    bar.update(work);
    panel.update({ review, audit, open: findings.filter(({ id }) => open.has(id)), titleOf });
    for (const [id, block] of blocks) settle(id, block, standingOf(review, id));
    together.update();
    adding.settle(review, shown.cursor);
    shown = review;
    if (awaited === null || !findings.some(({ id }) => id === awaited)) return;
    onAdded(awaited);
    awaited = null;
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

  /**
   * The figures as they stand with what was decided: that is what a sign-off is about.
   * @param {Picture.Audit} audit
   * @param {Picture.Figures} figures
   */
  const count = (audit, figures) => panel.count(scopeOf(audit, figures));
  const titleOf = (/** @type {string} */ id) =>
    findings.find((one) => one.id === id)?.title ?? standingOf(live.now(), id).added?.title ?? "";

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
    const some = seen.map(({ id, seq }) => ({ decision: { ...decision, finding_id: id }, seen: seq }));
    if (!(await savedAll(some, block))) return undefined;
    if (block.written()?.asked === decision.decision) block.close();
    if (after !== "open") onDecided(entry.id);
    return undefined;
  }

  /**
   * Whether all of some decisions about findings, which are one step, are in the log; if not, `teller` says why.
   * @param {{decision: Wire.DecisionAboutFinding, seen?: number | null}[]} some each with the decision that its maker knew of
   * @param {import("./saving.js").Teller} teller
   */
  async function savedAll(some, teller) {
    /** @type {number[]} */
    const step = [];
    steps.push(step);
    for (const { decision, seen } of some) {
      const { finding_id: id } = decision;
      const about = (/** @type {Picture.Review} */ review) =>
        decision.decision === "note" ? null : standingOf(review, id).seq;
      const overtaken = () => overtakenWords(standingOf(live.now(), id));
      const event = await saving.attempt(decision, { about, overtaken, seen }, teller);
      if (event === null) return false;
      step.push(event.seq);
    }
    return true;
  }

  /**
   * @param {string} id
   * @param {Wire.DecisionAboutFinding} decision
   */
  async function decide(id, decision) {
    const block = blockOf(id);
    const before = standingOf(live.now(), id);
    if (decision.decision === "accept" && before.state === "accepted") return block.say(decidedWords(before));
    if (!(await savedAll([{ decision }], block))) return undefined;
    if (block.written()?.asked === decision.decision) block.close(); // a note that was begun outlives an acceptance
    if (decision.decision === "accept" || decision.decision === "dismiss") onDecided(id);
    return undefined;
  }

  async function undo() {
    await saving.idle(); // it is that one which is taken back
    const step = undoing(live.now(), reviewerName(), { steps, atOnePlace });
    if (step.length === 0) return bar.say("There is no decision of yours to take back.");
    const isDone = await savedAll(
      step.map((decision) => ({ decision })),
      bar,
    );
    if (isDone) onUndone(step[step.length - 1].finding_id);
    return undefined;
  }

  /** @param {Wire.NewFinding} finding */
  async function add(finding) {
    const decision = /** @type {const} */ ({ decision: "add", finding });
    const event = await saving.attempt(decision, { about: () => null, overtaken: () => "" }, adding);
    if (event?.type !== "finding_added") return;
    adding.close();
    announce(`Added: ${finding.title}.`);
    awaited = event.finding_id;
  }

  async function sign() {
    if (!adding.node.hidden) return panel.say(UNADDED);
    const about = (/** @type {Picture.Review} */ review) => review.changed;
    const event = await saving.attempt({ decision: "sign_off" }, { about, overtaken: changedWords }, panel);
    return event === null ? undefined : announce("Signed off.");
  }

  function changedWords() {
    const last = live.now().decisions.at(-1);
    const title = last ? titleOf(last.findingId) : "";
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
  const { say, connection } = bar;
  return { node, update, count, titleOf, blocksOf, accept, ask, undo, report: adding.take, say, connection, leave };
}
