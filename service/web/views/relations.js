/** The relations that a finding breaks, in words; each figure in them leads to where it is printed. */

import { counted } from "../figures.js";
import { el } from "../nodes.js";
import { newRelations } from "./findingwords.js";
import { lineWords, tableWords } from "./placewords.js";

/** @typedef {import("./place.js").HrefOf} HrefOf */

const FIGURE = /\d(?:[\d.,]*\d)?/g;
const OF_A_DATE = /^, (?:19|20)\d\d/;
const LABEL = 30; // characters of a line's name by which it is known in a relation, which may cut it

/**
 * @param {Wire.Finding} finding
 * @param {HrefOf | undefined} hrefOf
 */
export function relationsView(finding, hrefOf) {
  const { shown, more } = newRelations(finding);
  if (shown.length === 0) return null;
  return el(
    "ul",
    { class: "relations", "aria-label": "Breaks" },
    ...shown.map((relation) => el("li", {}, ...relationNodes(relation, finding.locations ?? [], hrefOf))),
    more > 0 ? el("li", {}, `and ${counted(more, "more relation")}`) : null,
  );
}

/**
 * What stands in another table than the finding's own figure is followed by the table's number and name.
 * @param {string} relation
 * @param {Wire.Location[]} places
 * @param {HrefOf} [hrefOf]
 * @returns {(string | Node | null)[]}
 */
export function relationNodes(relation, places, hrefOf) {
  /** @type {Set<Wire.Location>} */
  const used = new Set();
  const nodes = [];
  let at = 0;
  for (const { 0: figure, index = 0 } of relation.matchAll(FIGURE)) {
    const end = index + figure.length;
    const place = OF_A_DATE.test(relation.slice(end)) ? undefined : placeOf(figure, relation, places, used);
    if (place === undefined) continue;
    used.add(place);
    nodes.push(relation.slice(at, index), figureNode(figure, place, hrefOf), tableNote(place, places[0]));
    at = end;
  }
  return [...nodes, relation.slice(at)];
}

/**
 * The place that prints a figure of a relation: one whose line the relation names goes before others.
 * @param {string} figure
 * @param {string} relation
 * @param {Wire.Location[]} places
 * @param {Set<Wire.Location>} used
 */
function placeOf(figure, relation, places, used) {
  const printing = places.filter((place) => !used.has(place) && figuresIn(place.quote).includes(figure));
  const isNamed = (/** @type {Wire.Location} */ { row_label: label }) =>
    Boolean(label) && relation.includes((label ?? "").slice(0, LABEL));
  return printing.find(isNamed) ?? printing[0];
}

/** @param {string | null | undefined} quote */
function figuresIn(quote) {
  return (quote ?? "").match(FIGURE) ?? [];
}

/**
 * @param {string} figure
 * @param {Wire.Location} place
 * @param {HrefOf} [hrefOf]
 */
function figureNode(figure, place, hrefOf) {
  const href = hrefOf?.(place) ?? null;
  return href === null ? figure : el("a", { href, class: "place-link", title: lineWords(place).join(", ") }, figure);
}

/**
 * @param {Wire.Location} place
 * @param {Wire.Location} own
 */
function tableNote({ table, table_title: title, section }, own) {
  if (typeof table !== "number" || table === own.table) return null;
  return el("span", { class: "relation-table" }, ` (${tableWords(table, title || section).replace("T", "t")})`);
}
