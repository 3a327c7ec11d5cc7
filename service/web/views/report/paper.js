/** The report as one long column, with its figures marked: any place can be reached, and relations are drawn in it. */

import { setAttribute } from "../../nodes.js";
import { holds } from "./blocks.js";
import { figureCard } from "./card.js";
import { longColumn } from "./column.js";
import { draw, drawnOf, placeOf, printedIn, putBelow, restateFigures } from "./drawing.js";
import { figureKeys } from "./figurekeys.js";
import { figureNameOf, nameOf } from "./names.js";
import { originalPages } from "./original/pages.js";
import { placeIndex } from "./states.js";
import { textChunks } from "./texts.js";

/** @typedef {import("./column.js").Chunk & {blocks: import("./blocks.js").Block[]}} Chunk */

const UNMARKED = { places: [], relations: [] };

/**
 * `put(report)` shows a report, `mark(states, findings)` its figures' states, `restate(states)` those after a decision, `reach(index)` opens a place, `bring(place)`
 * draws what is there; `original` are the pages of a PDF, which can be shown instead of what was read of them.
 * @param {string} auditId
 */
export function reportPaper(auditId) {
  const column = longColumn({ class: "paper", "aria-label": "The report", role: "region" });
  /** @type {Wire.Report | null} */
  let report = null;
  /** @type {Chunk[]} */
  let chunks = [];
  /** @type {Pick<Picture.Figures, "places" | "relations">} */
  let states = UNMARKED;
  /** @type {import("./grid.js").Marks} */
  let marks = { ...placeIndex([]), places: [] };
  /** @type {Map<string, string | null | undefined>} */
  let differences = new Map(); // by finding
  /**
   * The figure that was asked for, its card, and the relation that is drawn.
   * @type {{index: number, card: HTMLElement, drawn: import("./drawing.js").Drawn} | null}
   */
  let open = null;
  /** @type {number[]} */
  let way = []; // the places that were left by "Go to"
  const original = originalPages(auditId, { onSee: lay });

  column.node.addEventListener("click", ({ target }) => {
    const figure = target instanceof Element ? target.closest(".fig") : null;
    if (figure) choose(placeOf(figure));
  });
  figureKeys(column.node, { choose, leave: () => open !== null && leaveCard(figureOf(open.index)) });

  /** @param {Wire.Report} next */
  function put(next) {
    report = next;
    original.put(report);
    lay();
  }

  /** Shows the view that is chosen, with the figure that is open. */
  function lay() {
    const asked = open?.index ?? null;
    close();
    if (original.shown()) chunks = original.chunks(dressed);
    else if (report) chunks = textChunks(report, dressed, () => marks);
    column.node.classList.toggle("is-original", original.shown());
    column.set(chunks);
    if (asked !== null) reach(asked);
  }

  /**
   * The first figure of a chunk can be reached with the tab key, the others from it with the arrows.
   * @param {HTMLElement[]} nodes
   */
  function dressed(nodes) {
    const first = nodes.map((node) => node.querySelector(".fig")).find(Boolean);
    if (first) setAttribute(first, "tabindex", 0);
    for (const node of nodes) draw(node, open);
    return nodes;
  }

  /**
   * @param {Picture.Figures} next
   * @param {Wire.Finding[]} findings
   */
  function mark(next, findings) {
    states = next;
    differences = new Map(findings.map(({ id, difference }) => [id, difference]));
    marks = { ...placeIndex(next.places), places: next.places };
    const asked = open?.index ?? null;
    close();
    original.mark(next.places);
    column.renew();
    if (asked !== null && states.places[asked]) choose(asked);
  }

  /**
   * The same figures and relations after a decision: what is drawn stays, and so does who is reading there.
   * @param {Picture.Figures} next
   */
  function restate(next) {
    states = next;
    marks = { ...marks, places: next.places };
    original.restate(next.places);
    restateFigures(column.node, next.places);
    const node = open && figureOf(open.index);
    if (open === null || node === null) return;
    const before = open.card;
    open.card = cardOf(open.index, node);
    open.card.style.cssText = before.style.cssText;
    before.replaceWith(open.card);
  }

  /**
   * @param {number} index
   * @param {number} [number]
   */
  function choose(index, number = states.places[index].relations[0]) {
    close();
    const node = figureOf(index);
    if (!node) return;
    const card = cardOf(index, node);
    open = { index, card, drawn: drawnOf(states.relations[number]) };
    draw(column.node, open);
    putBelow(node, card);
  }

  /**
   * @param {number} index
   * @param {HTMLElement} node
   */
  function cardOf(index, node) {
    const { place, state, relations } = states.places[index];
    const figure = {
      index,
      state,
      text: printedIn(node),
      name: report ? nameOf(report, place) : "",
      relations: relations.map((number) => relationOf(number)),
    };
    const before = way.at(-1);
    return figureCard(auditId, figure, ({ places }) => endsOf(places, index), {
      draw: (number) => {
        if (open) open.drawn = drawnOf(states.relations[number]);
        draw(column.node, open);
      },
      go: (other) => {
        way.push(index);
        reach(other);
      },
      back: before === undefined ? null : () => reach(/** @type {number} */ (way.pop())),
      close: () => leaveCard(node),
    });
  }

  /**
   * @param {number} number
   * @returns {import("./card.js").Related}
   */
  function relationOf(number) {
    const relation = states.relations[number];
    return { ...relation, number, difference: differences.get(relation.finding ?? "") ?? null };
  }

  /**
   * The places of a relation that stand in other blocks than the figure that was asked for.
   * @param {number[]} places
   * @param {number} index
   */
  function endsOf(places, index) {
    const own = blockOf(states.places[index].place);
    return places
      .map((other) => ({ index: other, place: states.places[other].place }))
      .filter(({ place }) => blockOf(place) !== own)
      .map(({ index: other, place }) => ({ index: other, name: report ? figureNameOf(report, place) : "" }));
  }

  /** @param {Wire.FigurePlace} place */
  function blockOf(place) {
    for (const { blocks } of chunks) for (const block of blocks) if (holds(block, place)) return block;
    return null;
  }

  /**
   * @param {number} index
   * @returns {HTMLElement | null}
   */
  function figureOf(index) {
    return column.node.querySelector(`.fig[data-place="${index}"]`);
  }

  /**
   * Closes the card, with its figure to go on from.
   * @param {HTMLElement | null} figure
   */
  function leaveCard(figure) {
    close();
    figure?.focus({ preventScroll: true });
    return true;
  }

  function close() {
    open?.card.remove();
    open = null;
    draw(column.node, open);
  }

  /**
   * Puts a place on the page; returns whether there is such a place in the report.
   * @param {Wire.FigurePlace} place
   */
  function bring(place) {
    const at = () => chunks.findIndex(({ blocks }) => blocks.some((block) => holds(block, place)));
    if (at() < 0 && original.shown()) original.see("read"); // there everything has its place
    return column.reach(at()) !== null;
  }

  /**
   * Opens a place and brings it into sight, unless the reader is to `stay`; `number` is the relation to draw. Returns
   * whether there is such a place.
   * @param {number} index
   * @param {number} [number]
   * @param {{stay: boolean}} how
   */
  function reach(index, number, { stay } = { stay: false }) {
    const place = states.places[index]?.place;
    if (!place || !bring(place)) return false;
    const node = figureOf(index);
    if (!stay) node?.scrollIntoView({ block: "center", inline: "center" });
    choose(index, number);
    if (!stay) node?.focus({ preventScroll: true });
    return true;
  }

  /**
   * The next place of a state, behind the one that is open, around the end; every state comes to all of its figures.
   * @param {Picture.FigureState} state
   */
  function next(state) {
    const from = open?.index ?? -1;
    const all = states.places.map((_, index) => index).filter((index) => states.places[index].state === state);
    const index = all.find((one) => one > from) ?? all[0];
    way = [];
    if (index !== undefined) reach(index);
  }

  const leave = () => {
    column.leave();
    original.leave();
  };
  return { node: column.node, original, put, mark, restate, bring, reach, next, close, leave };
}
