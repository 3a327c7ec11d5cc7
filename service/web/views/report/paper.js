/** The report as one long column, with its figures marked: any place can be reached, and relations are drawn in it. */

import { setAttribute } from "../../nodes.js";
import { holds } from "./blocks.js";
import { longColumn } from "./column.js";
import { placeOf, restateFigures } from "./drawing.js";
import { figureKeys } from "./figurekeys.js";
import { stickyHeads } from "./heads.js";
import { openedFigure } from "./opened.js";
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
  /** @type {import("./opened.js").States} */
  let states = UNMARKED;
  /** @type {import("./grid.js").Marks} */
  let marks = { ...placeIndex([]), places: [] };
  /** @type {Map<string, Wire.Finding>} */
  let findings = new Map();
  const opened = openedFigure(auditId, column.node, () => ({ report, states, findings }));
  const heads = stickyHeads(column.node);
  const original = originalPages(auditId, { onSee: lay });

  column.node.addEventListener("click", ({ target }) => {
    const figure = target instanceof Element ? target.closest(".fig") : null;
    if (figure) opened.choose(placeOf(figure));
  });
  figureKeys(column.node, { choose: opened.choose, leave: opened.leave });

  /** @param {Wire.Report} next */
  function put(next) {
    report = next;
    original.put(report);
    lay();
  }

  /** Shows the view that is chosen, with the figure that is open. */
  function lay() {
    const asked = opened.index();
    opened.close();
    if (original.shown()) chunks = original.chunks(dressed);
    else if (report) chunks = textChunks(report, dressed, () => marks);
    column.node.classList.toggle("is-original", original.shown());
    column.set(chunks);
    if (asked !== null) reach(asked);
  }

  /**
   * The first figure of a chunk, or its first text, can be reached with the tab key, the others from it with the arrows.
   * @param {HTMLElement[]} nodes
   */
  function dressed(nodes) {
    const first =
      nodes.map((node) => node.querySelector(".fig")).find(Boolean) ??
      nodes.find((node) => node.matches("[data-paragraph]"));
    if (first) setAttribute(first, "tabindex", 0);
    for (const node of nodes) opened.drawIn(node);
    heads.look(nodes);
    return nodes;
  }

  /**
   * @param {Picture.Figures} next
   * @param {Wire.Finding[]} found
   */
  function mark(next, found) {
    states = next;
    findings = new Map(found.map((finding) => [finding.id, finding]));
    marks = { ...placeIndex(next.places), places: next.places };
    const asked = opened.index();
    opened.close();
    original.mark(next.places);
    column.renew();
    if (asked !== null && states.places[asked]) opened.choose(asked);
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
    opened.restate();
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
    opened.choose(index, { number, intoSight: !stay });
    return true;
  }

  /**
   * The next place of a state, behind the one that is open, around the end; every state comes to all of its figures.
   * @param {Picture.FigureState} state
   */
  function next(state) {
    const from = opened.index() ?? -1;
    const all = states.places.map((_, index) => index).filter((index) => states.places[index].state === state);
    const index = all.find((one) => one > from) ?? all[0];
    if (index !== undefined) reach(index);
  }

  const leave = () => {
    column.leave();
    heads.leave();
    original.leave();
  };
  const { close, leave: escape } = opened;
  return { node: column.node, original, put, mark, restate, bring, reach, next, close, escape, leave };
}
