/** The way to a place in the report: a figure that is opened, or a text that is marked, as soon as the report is there. */

import { passage } from "./passage.js";
import { placeOfFinding } from "./states.js";

/** @typedef {{states: Picture.Figures, findings: Wire.Finding[]}} There */

const NO_FINDING = "There is no such finding in this audit: it may have been withdrawn, or its agent is not done yet.";
const STACKED = "(max-width: 60rem)"; // as in desk.css

/** Whether the report stands below its findings, so that going to a place in it leaves them. */
export function isStacked() {
  return window.matchMedia(STACKED).matches;
}

/**
 * `toFinding`, `toPlace` and `toNext` show what they are asked for at once, or by `settle()` once `there()` is no longer
 * null: the report is shown, and the states of its figures are known. `missed()` are the words for what was asked for last
 * and is not there, empty where it is; `onTold()` whenever they may have changed.
 * @param {ReturnType<typeof import("./paper.js").reportPaper>} paper
 * @param {{there: () => There | null, onTold: () => void}} on
 */
export function reportPlaces(paper, { there, onTold }) {
  const text = passage(paper);
  let missed = "";
  /** @type {((there: There) => void) | null} */
  let pending = null;

  /** @param {string} words */
  function say(words) {
    missed = words;
    onTold();
  }

  function settle() {
    const known = there();
    if (pending === null || known === null) return;
    const shown = pending;
    pending = null;
    shown(known);
  }

  /** @param {(there: There) => void} shown */
  function whenThere(shown) {
    pending = shown;
    settle();
  }

  /**
   * Opens a finding's place and brings it into sight, unless the reader is to `stay` where they are; `then` once it is.
   * @param {string} id
   * @param {{stay?: boolean, then?: () => void}} how
   */
  function toFinding(id, { stay = false, then = () => {} } = {}) {
    whenThere(({ states, findings }) => {
      const index = placeOfFinding(states, id);
      const number = states.relations.findIndex(({ finding }) => finding === id);
      text.leave();
      const isShown = index !== undefined && paper.reach(index, number, { stay });
      const finding = findings.find((one) => one.id === id);
      const places = finding?.locations ?? [];
      const inWords = places.find(({ paragraph }) => typeof paragraph === "number");
      const isThere = isShown || (inWords !== undefined && text.show(inWords, { stay }));
      const isNone = finding === undefined ? NO_FINDING : "This finding names no place in the report.";
      say(isThere ? "" : isNone);
      then();
    });
  }

  /**
   * A place that an address names.
   * @param {Picture.Spot} spot
   */
  function toPlace(spot) {
    whenThere(({ states }) => {
      text.leave();
      const index = states.places.findIndex(({ place }) => isAt(place, spot));
      const isThere = (index >= 0 && paper.reach(index)) || text.show(spot, { stay: false });
      say(isThere ? "" : "The report has no such place.");
    });
  }

  /**
   * The next figure of a state.
   * @param {Picture.FigureState} state
   */
  function toNext(state) {
    say("");
    whenThere(() => paper.next(state));
  }

  return { toFinding, toPlace, toNext, settle, missed: () => missed };
}

/**
 * Whether a figure stands at a place: in its cell, or at those characters of its text.
 * @param {Wire.FigurePlace} place
 * @param {Picture.Spot} spot
 */
function isAt({ table, row, column, paragraph, start }, spot) {
  const from = spot.start ?? undefined;
  if (paragraph !== undefined) return paragraph === spot.paragraph && start === from;
  return table === spot.table && row === spot.row && column === spot.column && (from === undefined || from === start);
}
