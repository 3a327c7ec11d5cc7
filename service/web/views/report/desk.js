/** The report and its findings side by side: what is chosen in one is shown in the other. */

import { announce } from "../../announcer.js";
import { hasEnded } from "../../fold.js";
import { el, setText, show } from "../../nodes.js";
import { ownFindings, standingOf, workDone } from "../../review/fold.js";
import { findingHref, placeHref, reportHref } from "../../router.js";
import { reviewWork } from "../review/work.js";
import { listKeys, unlessWriting } from "../worklist/keys.js";
import { workList } from "../worklist/list.js";
import { printedFindings } from "../printed/printed.js";
import { besideReport } from "./beside.js";
import { countLine } from "./countline.js";
import { withDecisions } from "./decided.js";
import { reportPaper } from "./paper.js";
import { isStacked, reportPlaces } from "./reaching.js";
import { reportSide } from "./side.js";
import { reportSource } from "./source.js";
import { holdingAt } from "./states.js";

/**
 * `line` counts the figures, `node` is the desk; `update(state)` follows the audit and its review, `go(route)` the address.
 * @param {string} auditId
 * @param {import("../review/work.js").Live} live
 * @param {{onSettled: () => void}} on when all that was asked for has come
 */
export function reportDesk(auditId, live, { onSettled }) {
  const said = el("p", { class: "desk-said", role: "status" });
  const paper = reportPaper(auditId);
  const places = reportPlaces(paper, {
    there: () => (open && report !== null && states !== null ? { states, findings } : null),
    onTold: tell,
  });
  const stateOf = (/** @type {string} */ id) => standingOf(live.now(), id).state;
  const lead = unlessWriting(goTo);
  const work = reviewWork(auditId, live, { onDecided: toNextOpen, onUndone: undone, onAdded: lead });
  const list = workList(auditId, work.node, {
    onChoose: (id) => (id === list.openEntry()?.id ? places.toFinding(id) : (location.hash = findingHref(auditId, id))),
    onPlace: (id) => places.toFinding(id),
    onHit: goTo,
    stateOf,
    hasNote: (id) => standingOf(live.now(), id).notes.length > 0,
    blocksOf: work.blocksOf,
    known: {
      hrefOf: (place) => placeHref(auditId, place),
      holdsAt: (place) => (states === null ? 0 : holdingAt(states, place)),
    },
  });
  const line = countLine({ onNext: toNext });
  const printed = printedFindings(live.now);
  const nodes = { list: list.node, paper: paper.node };
  const beside = besideReport(auditId, nodes, { take: work.report, say: work.say });
  const side = reportSide(auditId, paper, said, { onReport: beside.report });
  const node = el("section", { class: "desk", "aria-label": "Report and findings", hidden: true }, list.node, side);
  const leaveKeys = listKeys(list.node, {
    step: (by) => goTo(list.beside(by)),
    enter: () => onOpen(({ id }) => places.toFinding(id)),
    search: () => list.search.focus(),
    escape: paper.escape,
    accept: () => onOpen(work.accept),
    dismiss: () => onOpen((entry) => work.ask(entry, "dismiss")),
    note: () => onOpen((entry) => work.ask(entry, "note")),
    undo: work.undo,
    report: beside.report,
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
    if (states === null || state === null) return;
    line.update(states, state);
    printed.hear(findings, states);
    work.count(state, states);
    beside.update(report, states);
  }

  function forget() {
    [report, told, states] = [null, null, null];
    source.forget();
    line.update(null, null);
    beside.update(null, null);
  }

  /** Asks for what is not there yet and can be there by now. */
  function follow() {
    if (state === null || state.extracted === null) return tell();
    source.follow(state, open, [...ownFindings(live.now()).keys()].sort().join(" "));
    if (states !== null) line.update(states, state);
    return tell();
  }

  /** @param {Wire.Report} answer */
  function read(answer) {
    report = answer;
    paper.put(report);
    beside.update(report, states);
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
    if (report !== null) return setText(said, places.missed());
    if (state !== null && hasEnded(state) && state.extracted === null) return setText(said, "The report was not read.");
    return setText(said, "The report is being read …");
  }

  function settle() {
    tell();
    places.settle();
  }

  /** @param {string} id */
  function choose(id) {
    work.say("");
    beside.toFindings();
    places.toFinding(id, { stay: isStacked(), then: () => list.select(id) });
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
    if (entry === null) work.say("No finding is open: j opens the first, or choose one from the list.");
    else act(entry);
  }

  function doneWords() {
    const { decided, all } = workDone(live.now(), findings);
    return `${decided} of ${all} decided.`;
  }

  /** @param {string} id */
  function undone(id) {
    announce(`Taken back: ${work.titleOf(id)}. ${doneWords()}`);
    lead(id);
  }

  /** @param {string} decided */
  function toNextOpen(decided) {
    const next = list.nextOpen(decided);
    announce(`Saved. ${doneWords()}${next ? ` Next: ${work.titleOf(next)}` : ""}`);
    if (next !== list.openEntry()?.id) lead(next);
  }

  /** @param {Picture.FigureState} figureState */
  function toNext(figureState) {
    places.toNext(figureState);
    if (!open) location.hash = reportHref(auditId);
  }

  /** @param {import("../../router.js").AuditRoute} route */
  function go({ part, findingId, place }) {
    open = part === "report";
    show(node, open);
    if (!open) return;
    follow();
    if (findingId !== null) choose(findingId);
    else if (place !== null) places.toPlace(place);
    else settle();
  }

  const leave = () => {
    source.leave();
    leaveKeys();
    work.leave();
    paper.leave();
    printed.leave();
    list.leave();
    beside.leave();
  };
  return {
    node,
    line: line.node,
    printed: printed.node,
    update,
    go,
    titleOf: work.titleOf,
    connection: work.connection,
    isSettled: source.isSettled,
    leave,
  };
}
