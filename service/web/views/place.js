/** A place in the report, as a reader would look it up: table, row, column, section, page, and what is printed there. */

import { el } from "../nodes.js";

export function placeView(place) {
  const path = pathOf(place);
  const where = whereOf(place);
  return el(
    "div",
    { class: "place" },
    path.length > 0 ? el("p", { class: "place-path" }, ...path.map((part) => el("span", { class: "place-part" }, part))) : null,
    place.quote ? el("q", { class: "place-quote" }, place.quote) : null,
    where.length > 0 ? el("p", { class: "place-where" }, where.join(", ")) : null,
  );
}

/** Names where the report gives them; people count from one where it gives none. */
function pathOf({ table, table_title: title, row, row_label: rowLabel, column, column_label: columnLabel }) {
  const isNumber = Number.isInteger;
  return [
    title || (isNumber(table) ? `Table ${table + 1}` : null),
    rowLabel || (isNumber(row) ? `row ${row + 1}` : null),
    columnLabel || (isNumber(column) ? `column ${column + 1}` : null),
  ].filter(Boolean);
}

function whereOf({ section, page, paragraph, table }) {
  return [
    section ? `in “${section}”` : null,
    page ? `page ${page}` : null,
    Number.isInteger(paragraph) && !Number.isInteger(table) ? `paragraph ${paragraph + 1}` : null,
  ].filter(Boolean);
}
