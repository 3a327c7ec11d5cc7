/** What places in the report are called where they are told of: on the card of a figure. Pure. */

import { thereAre } from "../../nodes.js";
import { shortened } from "../../shortened.js";
import { tableWords } from "../placewords.js";
import { letterOf } from "./grid.js";

/** @typedef {{index: number, place: Wire.FigurePlace}} Placed */
/** @typedef {{index: number, figure: string, name: string}} Part a figure of a relation, and what it is called there */
/** @typedef {{where: string, parts: Part[]}} PartsOfTable `where` is empty in the table of the figure that was asked for */

const WORDS = 60; // characters of a line's name, or of a text

/**
 * "Total assets, 2024 · Table 25, Balance sheets", or how the text begins.
 * @param {Wire.Report} report
 * @param {Wire.FigurePlace} place
 */
export function nameOf(report, place) {
  const name = lineName(report, place);
  return place.table === undefined ? name : `${name} · ${whereName(report, place)}`;
}

/**
 * The figures of a relation, those of one table together, in the table of the figure `own` first.
 * @param {Wire.Report} report
 * @param {readonly Placed[]} placed
 * @param {Wire.FigurePlace} own
 * @returns {PartsOfTable[]}
 */
export function partsOf(report, placed, own) {
  /** @type {Map<number | undefined, Placed[]>} */
  const tables = new Map();
  for (const one of placed) tables.set(one.place.table, [...(tables.get(one.place.table) ?? []), one]);
  const groups = [...tables].sort(([one], [other]) => Number(other === own.table) - Number(one === own.table));
  return groups.map(([table, some]) => {
    const isOwn = table !== undefined && table === own.table;
    const places = isOwn ? [own, ...some.map(({ place }) => place)] : some.map(({ place }) => place);
    return {
      where: isOwn ? "" : whereName(report, some[0].place),
      parts: some.map(({ index, place }) => ({
        index,
        figure: figureIn(report, place),
        name: lineName(report, place, places),
      })),
    };
  });
}

/**
 * @param {Wire.Report} report
 * @param {Wire.FigurePlace} place
 */
function whereName(report, { table }) {
  if (table === undefined) return "In the text";
  const { title, sheet } = report.tables[table];
  return sheet ? `Sheet ${sheet}` : tableWords(table, title);
}

/**
 * A line and its column; of several in one line only the columns, in one column only the lines.
 * @param {Wire.Report} report
 * @param {Wire.FigurePlace} place
 * @param {readonly Wire.FigurePlace[]} among
 */
function lineName(report, place, among = [place]) {
  const { table, row, column } = place;
  if (table === undefined) return `“${shortened(report.paragraphs[place.paragraph].text, WORDS)}”`;
  const { sheet } = report.tables[table];
  if (sheet) return thereAre([rowName(report, place), `${letterOf(column)}${row + 1}`]).join(", ");
  const several = among.length > 1;
  const oneRow = several && among.every((other) => other.row === row);
  const oneColumn = several && new Set(among.map((other) => headOf(report, other))).size === 1;
  const line = oneRow ? "" : rowName(report, place) || `row ${row + 1}`;
  return thereAre([line, oneColumn && line ? "" : headOf(report, place)]).join(", ") || `column ${column + 1}`;
}

/**
 * @param {Wire.Report} report
 * @param {Wire.FigurePlace} place
 */
function rowName(report, { table, row }) {
  if (table === undefined) return "";
  const named = report.tables[table].cells.find(
    (cell) => cell.row === row && cell.text && (cell.kind ?? "text") === "text" && !cell.reference,
  );
  return shortened(named?.text ?? "", WORDS);
}

/**
 * What stands above a column of figures.
 * @param {Wire.Report} report
 * @param {Wire.FigurePlace} place
 */
function headOf(report, { table, column }) {
  if (table === undefined) return "";
  const columns = report.tables[table].columns ?? [];
  return shortened(columns.find((one) => one.columns.includes(column))?.label ?? "", WORDS);
}

/**
 * @param {Wire.Report} report
 * @param {Wire.FigurePlace} place
 */
function figureIn(report, { table, row, column, paragraph, start, end }) {
  const cell =
    table === undefined ? null : report.tables[table].cells.find((one) => one.row === row && one.column === column);
  const text = paragraph === undefined ? (cell?.number?.text ?? cell?.text ?? "") : report.paragraphs[paragraph].text;
  return start === undefined ? text : Array.from(text).slice(start, end).join("");
}
