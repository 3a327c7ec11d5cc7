/** The report and its findings side by side: what is chosen in one is shown in the other. */

import { announce } from "../../announcer.js";
import { hasEnded } from "../../fold.js";
import { el, setText, show } from "../../nodes.js";
import { standingOf, workDone } from "../../review/fold.js";
import { findingHref, reportHref } from "../../router.js";
import { reviewWork } from "../review/work.js";
import { listKeys } from "../worklist/keys.js";
import { workList } from "../worklist/list.js";
import { printedFindings } from "../printed/printed.js";
import { countLine } from "./countline.js";
import { withDecisions } from "./decided.js";
import { reportPaper } from "./paper.js";
import { findingPlaces, isStacked } from "./reaching.js";
import { reportSide } from "./side.js";
import { reportSource } from "./source.js";

/**
 * `line` counts the figures, `node` is the desk; `update(state)` follows the audit and its review, `go(open, findingId)`
 * the address.
 * @param {string} auditId
 * @param {import("../review/work.js").Live} live
 * @param {{onSettled: () => void}} on when all that was asked for has come
 */
export function reportDesk(auditId, live, { onSettled }) {
  const said = el("p", { class: "desk-said", role: "status" });
  const paper = reportPaper(auditId);
  const places = findingPlaces(paper);
  const stateOf = (/** @type {string} */ id) => standingOf(live.now(), id).state;
  const work = reviewWork(auditId, live, { onDecided: toNextOpen, onUndone: goTo });
  const list = workList(auditId, work.node, {
    onChoose: (id) => (location.hash = findingHref(auditId, id)),
    onPlace: (id) => wanted(id),
    stateOf,
    blocksOf: work.blocksOf,
  });
  const line = countLine({ onNext: toNext });
  const printed = printedFindings(live.now);
  const side = reportSide(auditId, paper, said, { onFinding: () => list.select(list.openEntry()?.id ?? "") });
  const node = el("section", { class: "desk", "aria-label": "Report and findings", hidden: true }, list.node, side);
  const leaveKeys = listKeys(list.node, {
    step: (by) => goTo(list.beside(by)),
    enter: () => wanted(list.openEntry()?.id ?? null),
    search: () => list.search.focus(),
    accept: () => onOpen(work.accept),
    dismiss: () => onOpen((entry) => work.ask(entry, "dismiss")),
    note: () => onOpen((entry) => work.ask(entry, "note")),
    undo: work.undo,
  });

  let open = false;
  /** @type {Picture.Audit | null} */
  let state = null;
  /** @type {Wire.Report | null} */
  let report = null;
  /** @type {Wire.FigureStates | null} */
  let told = null; // the states of its figures, as agents say
  /** @type {Picture.Figures | null} */
  let states = null; // and after what people decided
  /** @type {Wire.Finding[]} */
  let findings = [];
  let reviewed = live.now(); // what the list shows of it
  /** @type {(() => void) | null} */
  let pending = null; // what is to be shown once the report and the states of its figures are there
  const source = reportSource(auditId, { onReport: read, onHeard: hear, onTrouble: failed, onSettled });

  /**
   * The report and its marks are those of now; `isNow` is false while a moment of the past is shown above.
   * @param {Picture.Audit} next
   * @param {boolean} isNow
   */
  function update(next, isNow) {
    if (next.extracted === null && source.isAsked()) forget(); // the log was read again from its start
    state = next;
    follow();
    if (!isNow) show(line.node, false);
    review();
  }

  /** The audit, its findings or what was decided about them have changed. */
  function review() {
    if (state !== null) {
      work.update(findings, state);
      printed.update(state);
    }
    if (reviewed === live.now()) return;
    reviewed = live.now();
    list.restate();
    if (told === null) return;
    states = withDecisions(told, stateOf);
    paper.restate(states);
    showCounts();
  }

  function showCounts() {
    if (states === null) return;
    line.update(states, state === null ? states.agents.length : telling(state));
    printed.hear(findings, states);
  }

  function forget() {
    [report, told, states] = [null, null, null];
    source.forget();
    line.update(null, 0);
  }

  /** Asks for what is not there yet and can be there by now. */
  function follow() {
    if (state === null || state.extracted === null) return tell();
    source.follow(state, open);
    if (states !== null) line.update(states, telling(state));
    return tell();
  }

  /** @param {Wire.Report} answer */
  function read(answer) {
    report = answer;
    paper.put(report);
    settle();
  }

  /**
   * @param {Wire.FigureStates} figures
   * @param {Wire.Finding[]} found
   */
  function hear(figures, found) {
    [told, findings] = [figures, found];
    states = withDecisions(figures, stateOf);
    paper.mark(states, findings);
    list.update(findings);
    showCounts();
    review();
    settle();
  }

  /**
   * @param {string} words
   * @param {boolean} ofFigures
   */
  function failed(words, ofFigures) {
    setText(said, words);
    if (ofFigures) line.fail(words);
  }

  function tell() {
    if (report !== null) return setText(said, "");
    if (state !== null && hasEnded(state) && state.extracted === null) return setText(said, "The report was not read.");
    return setText(said, "The report is being read …");
  }

  /** Shows what is asked for once report and figures are there. */
  function settle() {
    tell();
    if (pending === null || !open || report === null || states === null) return;
    const shown = pending;
    pending = null;
    shown();
  }

  /** @param {string} id */
  function choose(id) {
    pending = () => {
      wanted(id, { stay: isStacked() });
      list.select(id);
    };
    settle();
  }

  /**
   * @param {string | null} id
   * @param {{stay: boolean}} how
   */
  function wanted(id, how = { stay: false }) {
    if (id === null || states === null || places.show(id, states, findings, how)) return;
    setText(said, "This finding names no place in the report.");
  }

  /** @param {string | null} id */
  function goTo(id) {
    if (id === null) return;
    history.replaceState(null, "", findingHref(auditId, id)); // working through the list is no journey to go back on
    choose(id);
  }

  /** @param {(entry: import("../worklist/entries.js").Entry) => void} act */
  function onOpen(act) {
    const entry = list.openEntry();
    if (entry === null) announce("No finding is open.");
    else act(entry);
  }

  /** @param {string} decided */
  function toNextOpen(decided) {
    const { decided: done, all } = workDone(live.now(), findings);
    const next = list.nextOpen(decided);
    announce(`Saved. ${done} of ${all} decided.${next ? ` Next: ${titleOf(next)}` : ""}`);
    if (next !== list.openEntry()?.id) goTo(next);
  }

  /** @param {Picture.FigureState} figureState */
  function toNext(figureState) {
    pending = () => paper.next(figureState);
    if (open) settle();
    else location.hash = reportHref(auditId);
  }

  /**
   * @param {boolean} shown
   * @param {string | null} findingId
   */
  function go(shown, findingId) {
    open = shown;
    show(node, open);
    if (!open) return;
    follow();
    if (findingId !== null) choose(findingId);
    else settle();
  }

  const titleOf = (/** @type {string} */ id) => findings.find((finding) => finding.id === id)?.title ?? "";

  const leave = () => {
    source.leave();
    leaveKeys();
    work.leave();
    paper.leave();
    printed.leave();
    list.leave();
  };
  return {
    node,
    line: line.node,
    printed: printed.node,
    update,
    go,
    titleOf,
    connection: work.connection,
    isSettled: source.isSettled,
    leave,
  };
}

/**
 * How many agents tell of figures, or will: one that is not run has nothing to tell of this report.
 * @param {Picture.Audit} state
 */
function telling({ agents }) {
  return agents.filter(({ status }) => status !== "skipped").length;
}
