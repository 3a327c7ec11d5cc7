/** What is drawn on the figures of the paper: the relation that a reader looks at, and the card below one of them. */

import { setAttribute } from "../../nodes.js";
import { stateAttributes } from "./figure.js";

/**
 * The relation that is drawn: the indices of what it is about, and of what gives it.
 * @typedef {{result?: number, terms: number[]}} Drawn
 */

const CARD_PX = 400;

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
 * @param {{index: number, drawn: Drawn} | null} open
 */
export function draw(node, open) {
  const { result, terms } = open?.drawn ?? { terms: [] };
  for (const figure of node.querySelectorAll(".fig")) {
    const index = placeOf(figure);
    const part = index === result ? "result" : terms.includes(index) ? "term" : null;
    setAttribute(figure, "data-part", part);
    setAttribute(figure, "aria-expanded", index === open?.index && "true");
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
    const said = stateAttributes(text, places[placeOf(figure)].state);
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
 * Puts the card just below its figure, within the width of the paper.
 * @param {Element} figure
 * @param {HTMLElement} card
 */
export function putBelow(figure, card) {
  const chunk = figure.closest(".chunk");
  if (chunk === null) return;
  const [at, around] = [figure.getBoundingClientRect(), chunk.getBoundingClientRect()];
  card.style.top = `${at.bottom - around.top + 6}px`;
  card.style.left = `${Math.max(0, Math.min(at.left - around.left, around.width - CARD_PX))}px`;
  chunk.append(card);
}
