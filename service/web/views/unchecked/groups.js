/** The figures that were not checked, table by table, with the reasons; those of the text by its sections. Pure. */

import { pageWords } from "../../figures.js";
import { thereAre } from "../../nodes.js";
import { reasonOf } from "../report/states.js";

/** @typedef {"untested" | "unrelated"} Unchecked */
/** @typedef {{index: number, place: Wire.FigurePlace, text: string, line: string}} Figure */
/** @typedef {{state: Unchecked, reason: string, figures: Figure[]}} Reason */
/**
 * `counts` has how many of its figures are in each state, those included that were checked.
 * @typedef {{name: string, where: string, place: Picture.Spot, figures: number,
 *   counts: {[State in Picture.FigureState]: number}, reasons: Reason[]}} Group
 */

/** @type {Unchecked[]} */
export const UNCHECKED = ["untested", "unrelated"];
const NO_RELATION = "no relation was found for them";

/**
 * The groups with figures in one of `wanted` states, in the order of the report.
 * @param {Wire.Report} report
 * @param {Picture.Figures} figures
 * @param {ReadonlySet<Unchecked>} wanted
 * @returns {Group[]}
 */
export function uncheckedGroups(report, figures, wanted) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  const texts = textsOf(report);
  const sectionAt = sectionsOf(report);
  figures.places.forEach(({ place, state, relations }, index) => {
    if (state === undefined) return;
    const group = groupOf(groups, report, place, sectionAt);
    group.figures += 1;
    group.counts[state] += 1;
    if (state !== "untested" && state !== "unrelated") return;
    if (!wanted.has(state)) return;
    const reason = state === "untested" ? reasonOf(figures, relations) : NO_RELATION;
    const own = group.reasons.find((one) => one.state === state && one.reason === reason);
    const figure = { index, place, ...texts(place) };
    if (own) own.figures.push(figure);
    else group.reasons.push({ state, reason, figures: [figure] });
  });
  const some = [...groups.values()].filter(({ reasons }) => reasons.length > 0);
  for (const { reasons } of some) reasons.sort((one, other) => rank(one) - rank(other));
  return some;
}

/** @param {Reason} reason */
function rank({ state, figures }) {
  return UNCHECKED.indexOf(state) * 1e9 - figures.length;
}

/**
 * @param {Map<string, Group>} groups
 * @param {Wire.Report} report
 * @param {Wire.FigurePlace} place
 * @param {(paragraph: number) => {name: string, paragraph: number}} sectionAt
 * @returns {Group}
 */
function groupOf(groups, report, place, sectionAt) {
  const section = place.table === undefined ? sectionAt(place.paragraph) : null;
  const key = section ? `p${section.paragraph}` : `t${place.table}`;
  const known = groups.get(key);
  if (known) return known;
  const counts = { holds: 0, finding: 0, fails: 0, dismissed: 0, untested: 0, unrelated: 0 };
  const head = section ? headOfText(report, section) : headOfTable(report.tables[place.table ?? 0], report);
  const group = { ...head, figures: 0, counts, reasons: [] };
  groups.set(key, group);
  return group;
}

/**
 * @param {Wire.Table} table
 * @param {Wire.Report} report
 */
function headOfTable({ index, title, sheet, page }, { shown = [] }) {
  const name = thereAre([`Table ${index + 1}`, sheet && `sheet ${sheet}`, title]).join(", ");
  return { name, where: page ? pageWords(page, shown[page - 1]?.label) : "", place: { table: index } };
}

/**
 * @param {Wire.Report} report
 * @param {{name: string, paragraph: number}} section
 */
function headOfText({ paragraphs, shown = [] }, { name, paragraph }) {
  const page = paragraphs[paragraph]?.page;
  return {
    name: name ? `Text of “${name}”` : "Text",
    where: page ? pageWords(page, shown[page - 1]?.label) : "",
    place: { paragraph },
  };
}

/**
 * The section that a paragraph stands in, with the paragraph of its heading.
 * @param {Wire.Report} report
 */
function sectionsOf({ sections, paragraphs }) {
  const starts = sections.map(({ paragraph }) => paragraph).sort((one, other) => one - other);
  return (/** @type {number} */ paragraph) => {
    const at = starts.filter((start) => start <= paragraph).at(-1);
    return at === undefined ? { name: "", paragraph: 0 } : { name: paragraphs[at].text, paragraph: at };
  };
}

/**
 * What is printed at a place, and the words of its line.
 * @param {Wire.Report} report
 * @returns {(place: Wire.FigurePlace) => {text: string, line: string}}
 */
function textsOf(report) {
  /** @type {Map<number, {cells: Map<string, Wire.Cell>, lines: Map<number, string>}>} */
  const tables = new Map(); // looked through once each: a filing has tables of thousands of cells
  const tableOf = (/** @type {number} */ number) => {
    const known = tables.get(number) ?? indexed(report.tables[number]);
    tables.set(number, known);
    return known;
  };
  return ({ table, row, column, paragraph, start, end }) => {
    const cell = table === undefined ? null : tableOf(table).cells.get(`${row}/${column}`);
    const whole = paragraph === undefined ? (cell?.text ?? "") : report.paragraphs[paragraph].text;
    const text = start === undefined ? (cell?.number?.text ?? whole) : Array.from(whole).slice(start, end).join("");
    return { text, line: table === undefined ? "" : (tableOf(table).lines.get(row) ?? "") };
  };
}

/** @param {Wire.Table} table */
function indexed({ cells }) {
  const lines = new Map();
  for (const { row, text, number, reference } of cells)
    if (text && !number && !reference && !lines.has(row)) lines.set(row, text);
  return { cells: new Map(cells.map((cell) => [`${cell.row}/${cell.column}`, cell])), lines };
}
