/** The report as one long column, with its figures marked: any place can be reached, and relations are drawn in it. */

import { setAttribute } from "../../nodes.js";
import { holds } from "./blocks.js";
import { figureCard } from "./card.js";
import { longColumn } from "./column.js";
import { beside, draw, drawnOf, placeOf, putBelow } from "./drawing.js";
import { figureNameOf, nameOf } from "./names.js";
import { originalPages } from "./original/pages.js";
import { placeIndex } from "./states.js";
import { textChunks } from "./texts.js";

/** @typedef {import("./column.js").Chunk & {blocks: import("./blocks.js").Block[]}} Chunk */

const UNMARKED = { places: [], relations: [] };
/** @type {{[key: string]: number}} */
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * `put(report)` shows a report, `mark(states, findings)` its figures' states, `reach(index)` opens a place, `bring(place)`
 * draws what is there; `original` are the pages of a PDF, which can be shown instead of what was read of them.
 * @param {string} auditId
 */
export function reportPaper(auditId) {
  const column = longColumn({ class: "paper", "aria-label": "The report", role: "region" });
  /** @type {Wire.Report | null} */
  let report = null;
  /** @type {Chunk[]} */
  let chunks = [];
  /** @type {Pick<Wire.FigureStates, "places" | "relations">} */
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
  column.node.addEventListener("keydown", keyed);

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
   * @param {Wire.FigureStates} next
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
      text: node.dataset.printed ?? (node.textContent ?? "").trim(),
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
      back: before === undefined ? null : () => back(before),
      close: () => {
        close();
        node.focus({ preventScroll: true });
      },
    });
  }

  /** @param {number} before */
  function back(before) {
    way.pop();
    reach(before);
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
   * Brings a place into sight and opens it; `number` is the relation to draw. Returns whether there is such a place.
   * @param {number} index
   * @param {number} [number]
   */
  function reach(index, number) {
    const place = states.places[index]?.place;
    if (!place || !bring(place)) return false;
    const node = figureOf(index);
    node?.scrollIntoView({ block: "center", inline: "center" });
    choose(index, number);
    node?.focus({ preventScroll: true });
    return true;
  }

  /**
   * The next place of a state, behind the one that is open, around the end; every state comes to all of its figures.
   * @param {Wire.FigureState} state
   */
  function next(state) {
    const from = open?.index ?? -1;
    const all = states.places.map((_, index) => index).filter((index) => states.places[index].state === state);
    const index = all.find((one) => one > from) ?? all[0];
    way = [];
    if (index !== undefined) reach(index);
  }

  /** @param {KeyboardEvent} event */
  function keyed(event) {
    if (event.key === "Escape" && open) {
      const node = figureOf(open.index);
      close();
      node?.focus({ preventScroll: true });
      return;
    }
    const { target } = event;
    if (!(target instanceof Element) || !target.classList.contains("fig")) return;
    const step = STEPS[event.key];
    if (event.key === "Enter" || event.key === " ") choose(placeOf(target));
    else if (step) beside(column.node, target, step)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const leave = () => {
    column.leave();
    original.leave();
  };
  return { node: column.node, original, put, mark, bring, reach, next, close, leave };
}
