/** A place in the report, as a reader would look it up: table, row, column, section, page, and what is printed there. */

import { isWhole, pageWords } from "../figures.js";
import { el, thereAre } from "../nodes.js";

const SHORT = 40; // characters of a quote that fits behind its path: a figure, a label

/** @param {Wire.Location} place */
export function placeView(place) {
  const { quote } = place;
  const path = pathOf(place);
  const where = whereOf(place);
  const inline = quote && quote.length <= SHORT && path.length > 0;
  return el(
    "div",
    { class: "place" },
    path.length > 0
      ? el(
          "p",
          { class: "place-path" },
          ...path.map((part) => el("span", { class: "place-part" }, part)),
          inline ? el("q", { class: "place-figure" }, quote) : null,
        )
      : null,
    quote && !inline ? el("q", { class: "place-quote" }, quote) : null,
    where.length > 0 ? el("p", { class: "place-where" }, where.join(", ")) : null,
  );
}

/**
 * From the section inwards. Names where the report gives them; people count from one where it gives none.
 * @param {Wire.Location} place
 * @returns {string[]}
 */
function pathOf({ section, table, table_title: title, row, row_label: rowLabel, column, column_label: columnLabel }) {
  return thereAre([
    section === title ? null : section,
    title || (isWhole(table) ? `Table ${table + 1}` : null),
    rowLabel || (isWhole(row) ? `row ${row + 1}` : null),
    columnLabel || (isWhole(column) ? `column ${column + 1}` : null),
  ]);
}

/**
 * @param {Wire.Location} place
 * @returns {string[]}
 */
function whereOf({ page, page_label: label, paragraph, table }) {
  return thereAre([
    page ? pageWords(page, label) : null,
    isWhole(paragraph) && !isWhole(table) ? `paragraph ${paragraph + 1}` : null,
  ]);
}
