/** What a place in the report is called where it is far away: on the card of another figure. Pure. */

import { thereAre } from "../../nodes.js";
import { letterOf } from "./grid.js";

const WORDS = 50; // characters of a name

/**
 * "Total assets, table 4", or how the text begins.
 * @param {Wire.Report} report
 * @param {Wire.FigurePlace} place
 */
export function nameOf(report, { table, row, column, paragraph }) {
  if (paragraph !== undefined) return `the text “${report.paragraphs[paragraph].text.slice(0, WORDS)}…”`;
  const { cells, sheet } = report.tables[table];
  const line = cells.find((cell) => cell.row === row && cell.text && !cell.number)?.text.slice(0, WORDS);
  const address = sheet ? `${sheet}!${letterOf(column)}${row + 1}` : `table ${table + 1}`;
  return [line ?? `row ${row + 1}`, address].join(", ");
}

/**
 * "36,116, Total assets, table 4": a line has several figures.
 * @param {Wire.Report} report
 * @param {Wire.FigurePlace} place
 */
export function figureNameOf(report, place) {
  const cells = place.table === undefined ? [] : report.tables[place.table].cells;
  const printed = cells.find((cell) => cell.row === place.row && cell.column === place.column)?.number?.text;
  return thereAre([printed, nameOf(report, place)]).join(", ");
}
