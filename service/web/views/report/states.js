/** What the states of figures are called, and the index from a place in the report to the figure there. Pure. */

import { counted, grouped } from "../../figures.js";

/** In the order in which the header counts them. */
export const STATES = ["holds", "finding", "untested", "unrelated"];

const WORDS = {
  holds: "holds",
  finding: "in a finding",
  untested: "could not be checked",
  unrelated: "in no relation",
};

const COUNTED = {
  holds: (count) => (count === 1 ? "holds" : "hold"),
  finding: (count) => (count === 1 ? "in a finding" : "in findings"),
  untested: () => "could not be checked",
  unrelated: () => "in no relation",
};

/** A figure's state in words; "no figure" for a dash or an empty cell that only takes part in a relation. */
export function stateWords(state) {
  return WORDS[state] ?? "no figure is printed here";
}

export function countWords(state, count) {
  return `${grouped(String(count))} ${COUNTED[state](count)}`;
}

export function figuresWords(count) {
  return counted(count, "figure");
}

/**
 * Finds figures by where they stand: `inCell(table, row, column)` gives the index of the cell's figure, or undefined;
 * `inText(key)` those among the characters of a text, in order, as `{index, start, end}`.
 */
export function placeIndex(places) {
  const cells = new Map();
  const texts = new Map();
  places.forEach(({ place }, index) => {
    if (place.start === undefined) return cells.set(cellKey(place.table, place.row, place.column), index);
    const key =
      place.paragraph === undefined ? cellKey(place.table, place.row, place.column) : textKey(place.paragraph);
    if (!texts.has(key)) texts.set(key, []);
    return texts.get(key).push({ index, start: place.start, end: place.end });
  });
  return {
    inCell: (table, row, column) => cells.get(cellKey(table, row, column)),
    inText: (key) => texts.get(key) ?? [],
  };
}

export function cellKey(table, row, column) {
  return `${table}/${row}/${column}`;
}

export function textKey(paragraph) {
  return `p${paragraph}`;
}

/** The index of the place that a finding is about; undefined where it names none. */
export function placeOfFinding(states, findingId) {
  return states.relations.find(({ finding }) => finding === findingId)?.places[0];
}
