/** A place in the report, as a reader would look it up: table, row, column, section, page, and what is printed there. */

import { isWhole, pageWords } from "../figures.js";
import { el, thereAre } from "../nodes.js";
import { shortText } from "../shortened.js";
import { lineIn, lineWords, tableWords } from "./placewords.js";

/** @typedef {(place: Wire.Location) => string | null} HrefOf where the place can be gone to */

const SHORT = 40; // characters of a quote that fits behind its path: a figure, a label
const PART = 70; // of a part of the path

/**
 * A link where `hrefOf` knows the way; what stands in the table of the place `own` is named without it.
 * @param {Wire.Location} place
 * @param {{hrefOf?: HrefOf, own?: Wire.Location}} how
 */
export function placeView(place, { hrefOf, own } = {}) {
  const { quote } = place;
  const path = pathOf(place, own);
  const where = whereOf(place, own);
  const href = hrefOf?.(place) ?? null;
  const inline = quote && quote.length <= SHORT && path.length > 0;
  const parts = [
    ...path.map((part) => el("span", { class: "place-part" }, shortText(part, PART))),
    inline ? el("q", { class: "place-figure" }, quote) : null,
  ];
  const linked = (/** @type {(Node | null)[]} */ ...nodes) =>
    href === null ? nodes : [el("a", { href, class: "place-link" }, ...nodes)];
  return el(
    "div",
    { class: "place" },
    path.length > 0 ? el("p", { class: "place-path" }, ...linked(...parts)) : null,
    quote && !inline ? el("q", { class: "place-quote" }, quote) : null,
    where.length > 0
      ? el(
          "p",
          { class: "place-where" },
          ...(path.length > 0 ? [where.join(", ")] : linked(el("span", {}, where.join(", ")))),
        )
      : null,
  );
}

/**
 * From the section inwards. Names where the report gives them; people count from one where it gives none.
 * @param {Wire.Location} place
 * @param {Wire.Location | undefined} own
 * @returns {string[]}
 */
function pathOf(place, own) {
  const { section, table, table_title: title } = place;
  if (own && isWhole(table) && table === own.table) return thereAre([lineIn(place, own)]);
  return thereAre([
    section === title ? null : section,
    isWhole(table) ? tableWords(table, title) : title,
    ...lineWords(place),
  ]);
}

/**
 * @param {Wire.Location} place
 * @param {Wire.Location | undefined} own
 * @returns {string[]}
 */
function whereOf({ page, page_label: label, paragraph, table }, own) {
  return thereAre([
    page && page !== own?.page ? pageWords(page, label) : null,
    isWhole(paragraph) && !isWhole(table) ? `paragraph ${paragraph + 1}` : null,
  ]);
}
