/** The figure that is open: its relation is drawn on the paper, and its card stands beside, which is the first to be closed. */

import { placeHref, routeOf } from "../../router.js";
import { figureCard } from "./card.js";
import { bringIntoSight, draw, drawnOf, place, printedIn } from "./drawing.js";
import { nameOf, partsOf } from "./names.js";
import { placeOfFinding } from "./states.js";

/** @typedef {Pick<Picture.Figures, "places" | "relations">} States */
/**
 * What the paper knows by now.
 * @typedef {{report: Wire.Report | null, states: States, findings: ReadonlyMap<string, Wire.Finding>}} Known
 */

/**
 * `choose(index)` opens a figure of `paper`; `restate()` after a decision; `leave()` closes the card, and once that is
 * closed takes the marks away; `close()` both. `known()` is read each time.
 * @param {string} auditId
 * @param {HTMLElement} paper
 * @param {() => Known} known
 */
export function openedFigure(auditId, paper, known) {
  /** @type {{index: number, card: HTMLElement | null, drawn: import("./drawing.js").Drawn} | null} */
  let open = null;

  /**
   * `number` is the relation to draw; with `intoSight` the page goes there.
   * @param {number} index
   * @param {{number?: number, intoSight?: boolean}} how
   */
  function choose(index, { number, intoSight = false } = {}) {
    close();
    const node = figureOf(index);
    if (node === null) return;
    const { states } = known();
    const card = cardOf(index, node);
    open = { index, card, drawn: drawnOf(states.relations[number ?? states.places[index].relations[0]]) };
    draw(paper, open);
    place(paper, node, card);
    if (!intoSight) return;
    bringIntoSight(paper, node, card);
    node.focus({ preventScroll: true });
  }

  /**
   * @param {number} index
   * @param {HTMLElement} node
   */
  function cardOf(index, node) {
    const { report, states } = known();
    const { place: own, state, accepted, relations } = states.places[index];
    const figure = {
      index,
      state,
      accepted,
      text: printedIn(node),
      name: report ? nameOf(report, own) : "",
      relations: relations.map(relationOf),
    };
    const card = figureCard(auditId, figure, {
      draw: redraw,
      partsOf: ({ places }) => {
        const others = places.filter((other) => other !== index);
        return report ? partsOf(report, others.map(placed), own) : [];
      },
      hrefOf: (other) => placeHref(auditId, states.places[other].place),
      back: history.state?.cameFrom ? () => history.back() : null,
      close: leave,
    });
    card.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest(".place-link")) remember(index);
    });
    return card;
  }

  /** @param {number} index */
  const placed = (index) => ({ index, place: known().states.places[index].place });

  /**
   * @param {number} number
   * @returns {import("./card.js").Related}
   */
  function relationOf(number) {
    const { states, findings } = known();
    const relation = states.relations[number];
    return { ...relation, number, found: findings.get(relation.finding ?? "") };
  }

  /** @param {number} number */
  function redraw(number) {
    const node = open && figureOf(open.index);
    if (open === null || open.card === null || node === null) return;
    open.drawn = drawnOf(known().states.relations[number]);
    draw(paper, open);
    place(paper, node, open.card);
  }

  /**
   * Whoever goes on from a figure comes back to it: the address that is left is to name it.
   * @param {number} index
   */
  function remember(index) {
    const { states } = known();
    const here = placeHref(auditId, states.places[index].place);
    const { findingId } = { findingId: null, ...routeOf(location.hash) };
    const isNamed = findingId !== null && placeOfFinding(states, findingId) === index;
    if (here !== null && !isNamed) history.replaceState(history.state, "", here);
  }

  /** The same figure and its relations after a decision; whoever is reading there is not disturbed. */
  function restate() {
    const node = open && figureOf(open.index);
    if (open === null || open.card === null || node === null) return;
    const before = open.card;
    open.card = cardOf(open.index, node);
    open.card.style.cssText = before.style.cssText;
    before.replaceWith(open.card);
  }

  /** Returns whether there was anything to close. */
  function leave() {
    if (open === null) return false;
    if (open.card === null) close();
    else {
      open.card.remove();
      open.card = null;
      draw(paper, open);
      figureOf(open.index)?.focus({ preventScroll: true });
    }
    return true;
  }

  function close() {
    open?.card?.remove();
    open = null;
    draw(paper, open);
  }

  /**
   * @param {number} index
   * @returns {HTMLElement | null}
   */
  function figureOf(index) {
    return paper.querySelector(`.fig[data-place="${index}"]`);
  }

  const drawIn = (/** @type {Element} */ node) => draw(node, open);
  return { choose, restate, leave, close, drawIn, index: () => open?.index ?? null };
}
