/** The figure or the text of the report that a reader has chosen, to say something about it. */

import { placeOf, printedIn } from "./drawing.js";

/** @typedef {{place: Wire.ChosenPlace, text: string}} Chosen `text` is what is printed there, where that is short */

/**
 * What is selected in a text; or the figure that has the focus or is open; or the text that has the focus, is marked, or
 * was pressed last. Null where the reader has chosen nothing.
 * @param {HTMLElement} paper
 * @param {readonly Picture.FigureAt[]} places
 * @returns {Chosen | null}
 */
export function chosenPlace(paper, places) {
  const selection = document.getSelection();
  const anchor = selection && paper.contains(selection.anchorNode) ? textOf(selection.anchorNode) : null;
  if (selection && anchor && !selection.isCollapsed && anchor.contains(selection.focusNode))
    return stretchOf(anchor, selection.getRangeAt(0));
  const held = paper.contains(document.activeElement) ? document.activeElement : null;
  const figure = held?.closest(".fig");
  if (figure instanceof HTMLElement) return figureAt(figure, places);
  const text = textOf(held);
  if (text) return wholeText(text);
  const marked = paper.querySelector("[data-paragraph][aria-current]") ?? anchor;
  return openPlace(paper, places) ?? (marked && wholeText(marked));
}

/**
 * The figure that is open; null where none is.
 * @param {HTMLElement} paper
 * @param {readonly Picture.FigureAt[]} places
 * @returns {Chosen | null}
 */
export function openPlace(paper, places) {
  const open = paper.querySelector(".fig[aria-expanded]");
  return open instanceof HTMLElement ? figureAt(open, places) : null;
}

/**
 * @param {HTMLElement} figure
 * @param {readonly Picture.FigureAt[]} places
 * @returns {Chosen}
 */
function figureAt(figure, places) {
  return { place: { ...places[placeOf(figure)].place }, text: printedIn(figure) };
}

/**
 * @param {Element} text
 * @returns {Chosen}
 */
function wholeText(text) {
  return { place: { paragraph: paragraphOf(text) }, text: "" };
}

/**
 * @param {Node | null} node
 * @returns {Element | null}
 */
function textOf(node) {
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  return element?.closest("[data-paragraph]") ?? null;
}

/** @param {Element} text */
function paragraphOf(text) {
  return Number(text.getAttribute("data-paragraph"));
}

/**
 * The selected characters. Places count characters, a string of JavaScript half of some.
 * @param {Element} text
 * @param {Range} selected
 * @returns {Chosen}
 */
function stretchOf(text, selected) {
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(selected.startContainer, selected.startOffset);
  const start = Array.from(before.toString()).length;
  const words = selected.toString();
  return { place: { paragraph: paragraphOf(text), start, end: start + Array.from(words).length }, text: `“${words}”` };
}
