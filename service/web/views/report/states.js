/** What the states of figures are called, and the index from a place in the report to the figure there. Pure. */

import { counted, grouped } from "../../figures.js";

/** @typedef {{index: number, start: number, end: number}} Span */
/**
 * @typedef {{inCell(table: number, row: number, column: number): number | undefined,
 *   inText(key: string): Span[]}} PlaceIndex
 */

/**
 * In the order in which the header counts them.
 * @type {Picture.FigureState[]}
 */
const STATES = ["holds", "finding", "fails", "dismissed", "untested", "unrelated"];
/** Those that only a report with findings has: with none of their figures they are not told of. */
const TOLD_IF_ANY = new Set(["fails", "dismissed"]);

/**
 * Those that are counted.
 * @param {Pick<Picture.Figures, "counts">} figures
 */
export function statesOf({ counts }) {
  return STATES.filter((state) => !TOLD_IF_ANY.has(state) || counts[state] > 0);
}

const WORDS = {
  holds: "holds",
  finding: "named by a finding",
  fails: "in a relation that fails",
  dismissed: "in a dismissed finding",
  untested: "could not be checked",
  unrelated: "in no relation",
};

/** @type {{[State in Picture.FigureState]: (count: number) => string}} */
const COUNTED = {
  holds: (count) => (count === 1 ? "holds" : "hold"),
  finding: (count) => (count === 1 ? "named by a finding" : "named by findings"),
  fails: (count) => (count === 1 ? "in a relation that fails" : "in relations that fail"),
  dismissed: (count) => (count === 1 ? "in a dismissed finding" : "in dismissed findings"),
  untested: () => "could not be checked",
  unrelated: () => "in no relation",
};

/**
 * A figure's state in words; "no figure" for a dash or an empty cell that only takes part in a relation.
 * @param {Picture.FigureState | undefined} state
 * @param {boolean} accepted
 */
export function stateWords(state, accepted = false) {
  if (accepted) return state === "fails" ? "in a relation that fails, accepted" : "named by an accepted finding";
  return (state && WORDS[state]) ?? "no figure is printed here";
}

/**
 * @param {Picture.FigureState} state
 * @param {number} count
 */
export function countWords(state, count) {
  return `${grouped(String(count))} ${COUNTED[state](count)}`;
}

/** @param {number} count */
export function figuresWords(count) {
  return counted(count, "figure");
}

/**
 * Finds figures by where they stand: `inCell(table, row, column)` gives the index of the cell's figure, or undefined;
 * `inText(key)` those among the characters of a text, in order, as `{index, start, end}`.
 * @param {readonly Picture.FigureAt[]} places
 * @returns {PlaceIndex}
 */
export function placeIndex(places) {
  /** @type {Map<string, number>} */
  const cells = new Map();
  /** @type {Map<string, Span[]>} */
  const texts = new Map();
  places.forEach(({ place }, index) => {
    const key =
      place.paragraph === undefined ? cellKey(place.table, place.row, place.column) : textKey(place.paragraph);
    if (place.start === undefined || place.end === undefined) cells.set(key, index);
    else texts.set(key, [...(texts.get(key) ?? []), { index, start: place.start, end: place.end }]);
  });
  return {
    inCell: (table, row, column) => cells.get(cellKey(table, row, column)),
    inText: (key) => texts.get(key) ?? [],
  };
}

/**
 * @param {number} table
 * @param {number} row
 * @param {number} column
 */
export function cellKey(table, row, column) {
  return `${table}/${row}/${column}`;
}

/** @param {number} paragraph */
export function textKey(paragraph) {
  return `p${paragraph}`;
}

/**
 * Why a figure that stands in these relations could not be checked; empty of one that was.
 * @param {Pick<Picture.Figures, "relations">} figures
 * @param {readonly number[]} own
 */
export function reasonOf({ relations }, own) {
  return own.map((number) => relations[number]).find(({ kind }) => kind === "untested")?.words ?? "";
}

/**
 * How many relations hold of the figure that is printed in a cell.
 * @param {Picture.Figures} states
 * @param {Wire.Location} cell
 */
export function holdingAt({ places, relations }, { table, row, column }) {
  const at = places.find(({ place }) => place.table === table && place.row === row && place.column === column);
  return (at?.relations ?? []).filter((number) => ["holds", "rounded"].includes(relations[number].kind)).length;
}

/**
 * The index of the place that a finding is about; undefined where it names none.
 * @param {Pick<Picture.Figures, "relations">} states
 * @param {string} findingId
 */
export function placeOfFinding(states, findingId) {
  return states.relations.find(({ finding }) => finding === findingId)?.places[0];
}
