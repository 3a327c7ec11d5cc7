/** What a place in the report is called, in one line: table, line, column and page, as a reader would look it up. Pure. */

import { isWhole, pageWords } from "../figures.js";
import { thereAre } from "../nodes.js";
import { shortened } from "../shortened.js";

const TITLE = 70; // characters of a table's title, where it stands among other words
const QUOTE = 60; // of a sentence

/**
 * "Table 25, Balance sheets": tables are numbered for people from one, everywhere.
 * @param {number} table
 * @param {string | null | undefined} title
 */
export function tableWords(table, title) {
  return thereAre([`Table ${table + 1}`, title && shortened(title, TITLE)]).join(", ");
}

/**
 * Line and column: names where the report gives them, numbers where it gives none.
 * @param {Wire.Location} place
 * @returns {string[]}
 */
export function lineWords({ row, row_label: rowLabel, column, column_label: columnLabel }) {
  return thereAre([
    rowLabel || (isWhole(row) ? `row ${row + 1}` : null),
    columnLabel || (isWhole(column) ? `column ${column + 1}` : null),
  ]);
}

/**
 * All of it: "Table 25, Balance sheets, page 33: Total assets, 2024".
 * @param {Wire.Location} place
 */
export function placeWords(place) {
  const { table, table_title: title, section, page, page_label: label, paragraph } = place;
  const inTable = isWhole(table);
  const where = thereAre([
    inTable ? tableWords(table, title || section) : section,
    page ? pageWords(page, label) : null,
    isWhole(paragraph) && !inTable ? `paragraph ${paragraph + 1}` : null,
  ]).join(", ");
  return thereAre([where, lineWords(place).join(", ") || quoted(place)]).join(": ");
}

/**
 * As short as it can be told from another place: "211,993 (Total non-current assets)" in its table, with the table
 * elsewhere.
 * @param {Wire.Location} place
 * @param {Wire.Location | undefined} own
 */
export function placeName(place, own) {
  const { table, table_title: title, section, quote } = place;
  if (!isWhole(table)) return thereAre([quoted(place), section]).join(", ");
  const elsewhere = table === own?.table ? null : tableWords(table, title || section);
  const inside = thereAre([lineIn(place, own), elsewhere]).join(", ");
  return quote ? `${quote} (${inside})` : inside;
}

/**
 * A line by its column where it is the line of the other place, and else by its name.
 * @param {Wire.Location} place
 * @param {Wire.Location | undefined} own
 */
export function lineIn(place, own) {
  const { table, row, row_label: rowLabel, column, column_label: columnLabel } = place;
  const isOther = table !== own?.table;
  const line = isOther || row !== own?.row ? { row, row_label: rowLabel } : {};
  const isBelow = column === own?.column || (columnLabel && columnLabel === own?.column_label);
  const head = isOther || !isBelow;
  return lineWords(head ? { ...line, column, column_label: columnLabel } : line).join(", ");
}

/** @param {Wire.Location} place */
function quoted({ quote }) {
  return quote ? `“${shortened(quote, QUOTE)}”` : "";
}
