/** What is drawn on the figures of the paper: the relation that a reader looks at, and the card beside one of them. */

import { setAttribute } from "../../nodes.js";
import { stateAttributes } from "./figure.js";
import { GAP, roomFor } from "./room.js";

/**
 * The relation that is drawn: the indices of what it is about, and of what gives it.
 * @typedef {{result?: number, terms: number[]}} Drawn
 */

/**
 * What could not be checked has no result: its figures are only shown together.
 * @param {Wire.Relation | undefined} relation
 * @returns {Drawn}
 */
export function drawnOf(relation) {
  if (relation === undefined) return { terms: [] };
  const [result, ...terms] = relation.places;
  return relation.kind === "untested" ? { terms: relation.places } : { result, terms };
}

/**
 * Draws a relation into `node`: what it is about, what gives it, and the figure that is `open`.
 * @param {Element} node
 * @param {{index: number, drawn: Drawn, card: HTMLElement | null} | null} open
 */
export function draw(node, open) {
  const { result, terms } = open?.drawn ?? { terms: [] };
  for (const figure of node.querySelectorAll(".fig")) {
    const index = placeOf(figure);
    const part = index === result ? "result" : terms.includes(index) ? "term" : null;
    setAttribute(figure, "data-part", part);
    setAttribute(figure, "aria-expanded", index === open?.index && open.card !== null && "true");
  }
}

/**
 * The index of the place that a figure's node is for.
 * @param {Element} figure
 */
export function placeOf(figure) {
  return Number(figure.getAttribute("data-place"));
}

/**
 * What a figure's node is marked on: its text, also where that stands in the picture of a page.
 * @param {HTMLElement} figure
 */
export function printedIn(figure) {
  return figure.dataset.printed ?? (figure.textContent ?? "").trim();
}

/**
 * Shows other states of the figures in `node`, which stay as they are.
 * @param {Element} node
 * @param {readonly Picture.FigureAt[]} places
 */
export function restateFigures(node, places) {
  for (const figure of node.querySelectorAll(".fig")) {
    const text = printedIn(/** @type {HTMLElement} */ (figure)) || "nothing";
    const said = stateAttributes(text, places[placeOf(figure)]);
    for (const [name, value] of Object.entries(said)) setAttribute(figure, name, value);
  }
}

/**
 * The figure that is `step` figures behind one in `node`; null beyond the ends.
 * @param {Element} node
 * @param {Element} figure
 * @param {number} step
 */
export function beside(node, figure, step) {
  const all = [...node.querySelectorAll(".fig")];
  const other = all[all.indexOf(figure) + step];
  return other instanceof HTMLElement ? other : null;
}

/**
 * Puts the card, which is in `node`, where it covers none of the figures that are drawn, if there is any room.
 * @param {HTMLElement} node
 * @param {Element} figure
 * @param {HTMLElement} card
 */
export function place(node, figure, card) {
  const chunk = figure.closest(".chunk");
  if (chunk === null) return;
  if (card.parentNode !== chunk) chunk.append(card);
  card.style.maxHeight = "";
  const [around, paper] = [chunk.getBoundingClientRect(), node.getBoundingClientRect()];
  const taken = drawnIn(node).map((one) => one.getBoundingClientRect());
  const view = {
    left: Math.max(paper.left, 0) + GAP,
    right: Math.min(paper.right, document.documentElement.clientWidth) - GAP,
    top: GAP,
    bottom: window.innerHeight - GAP,
  };
  const own = figure.getBoundingClientRect();
  const table = figure.closest("table")?.getBoundingClientRect() ?? own;
  const size = { width: card.offsetWidth, height: card.offsetHeight };
  const { left, top, height } = roomFor({ view, figure: own, table, taken: [own, ...taken], ...size });
  card.style.left = `${left - around.left}px`;
  card.style.top = `${top - around.top}px`;
  card.style.maxHeight = `${height}px`;
}

/**
 * Scrolls so that a figure, the drawn figures of its table and the card are in sight together, as far as they can be.
 * @param {HTMLElement} node
 * @param {Element} figure
 * @param {HTMLElement} card
 */
export function bringIntoSight(node, figure, card) {
  figure.scrollIntoView({ block: "center", inline: "center" });
  const block = figure.closest(".grid, .sheet, .paper-text") ?? figure;
  const boxes = [figure, ...drawnIn(block)].map((one) => one.getBoundingClientRect());
  const top = Math.min(...boxes.map((box) => box.top));
  const bottom = Math.max(...boxes.map((box) => box.bottom)) + card.offsetHeight + GAP;
  if (bottom - top < window.innerHeight - 4 * GAP) window.scrollBy(0, (top + bottom - window.innerHeight) / 2);
  place(node, figure, card);
}

/** @param {Element} node */
function drawnIn(node) {
  return [...node.querySelectorAll(".fig[data-part]")];
}
