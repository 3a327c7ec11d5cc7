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
  const around = chunk.getBoundingClientRect();
  const taken = drawnIn(node).map((one) => one.getBoundingClientRect());
  const own = figure.getBoundingClientRect();
  const view = viewOf(node, figure, own);
  const table = figure.closest("table")?.getBoundingClientRect() ?? own;
  const size = { width: card.offsetWidth, height: card.offsetHeight };
  const { left, top, height } = roomFor({ view, figure: own, table, taken: [own, ...taken], ...size });
  card.style.left = `${left - around.left}px`;
  card.style.top = `${top - around.top}px`;
  card.style.maxHeight = `${height}px`;
}

/**
 * What is seen of the paper; or what will be, once the reader goes to a figure that is out of sight.
 * @param {HTMLElement} node
 * @param {Element} figure
 * @param {DOMRect} own
 */
function viewOf(node, figure, own) {
  const paper = node.getBoundingClientRect();
  const [high, wide] = [window.innerHeight, document.documentElement.clientWidth];
  const isSeen = own.top >= 0 && own.bottom <= high;
  const top = isSeen ? 0 : (own.top + own.bottom - high) / 2;
  return {
    left: Math.max(paper.left, 0) + GAP,
    right: Math.min(paper.right, wide) - GAP,
    top: Math.max(top + headHeight(figure), paper.top) + GAP,
    bottom: top + high - GAP,
  };
}

/**
 * How much of the window the heads of its table take.
 * @param {Element} figure
 */
function headHeight(figure) {
  const head = figure.closest(".is-fitting")?.querySelector("thead");
  return head instanceof HTMLElement ? head.offsetHeight : 0;
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
  const head = headHeight(figure);
  const room = window.innerHeight - head;
  if (bottom - top < room - 4 * GAP) window.scrollBy(0, (top + bottom - room) / 2 - head);
  place(node, figure, card);
}

/** @param {Element} node */
function drawnIn(node) {
  return [...node.querySelectorAll(".fig[data-part]")];
}
