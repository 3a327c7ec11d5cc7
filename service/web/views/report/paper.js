/** The report as one long column, with its figures marked: any place can be reached, and relations are drawn in it. */

import { el, setAttribute } from "../../nodes.js";
import { blocksOf, chunksOf, holds } from "./blocks.js";
import { figureCard } from "./card.js";
import { longColumn } from "./column.js";
import { textNodes } from "./figure.js";
import { gridView, letterOf } from "./grid.js";
import { placeIndex, textKey } from "./states.js";

const UNMARKED = { places: [], relations: [] };
const CARD_PX = 400;
const WORDS = 50; // characters of a name

/** `put(report)` shows a report, `mark(states, findings)` its figures' states, `reach(index)` opens a place. */
export function reportPaper(auditId) {
  const column = longColumn({ class: "paper", "aria-label": "The report", role: "region" });
  let report = null;
  let chunks = [];
  let states = UNMARKED;
  let marks = { ...placeIndex([]), places: [] };
  let differences = new Map(); // by finding
  let open = null; // {index, card, drawn}: the figure that was asked for, and the relation that is drawn
  let way = []; // the places that were left by "Go to"

  column.node.addEventListener("click", ({ target }) => {
    const figure = target.closest(".fig");
    if (figure) choose(Number(figure.dataset.place));
  });
  column.node.addEventListener("keydown", keyed);

  function put(next) {
    report = next;
    const levels = new Map(report.sections.map(({ paragraph, level }) => [paragraph, level]));
    chunks = chunksOf(blocksOf(report)).map(({ height, blocks }) => ({
      height,
      blocks,
      make: () => dressed(blocks.map((block) => blockView(block, levels))),
    }));
    column.set(chunks);
  }

  function blockView(block, levels) {
    if (block.kind === "page") return el("p", { class: "page-mark" }, `Page ${block.page}`);
    if (block.kind === "table") return gridView(block, marks);
    const { index, text, heading } = block.paragraph;
    if (!heading)
      return el("p", { class: "paper-text" }, ...textNodes(text, marks.inText(textKey(index)), marks.places));
    const level = Math.min(levels.get(index) ?? 3, 4);
    return el("p", { class: "paper-heading", role: "heading", "aria-level": level + 1, "data-level": level }, text);
  }

  /** The first figure of a chunk can be reached with the tab key, the others from it with the arrows. */
  function dressed(nodes) {
    const first = nodes.map((node) => node.querySelector(".fig")).find(Boolean);
    if (first) first.tabIndex = 0;
    for (const node of nodes) draw(node);
    return nodes;
  }

  function mark(next, findings) {
    states = next;
    differences = new Map(findings.map(({ id, difference }) => [id, difference]));
    marks = { ...placeIndex(next.places), places: next.places };
    const asked = open?.index ?? null;
    close();
    column.renew();
    if (asked !== null && states.places[asked]) choose(asked);
  }

  /** Draws the open relation into `node`: what it is about, and what gives it. */
  function draw(node) {
    const { result = null, terms = [] } = open?.drawn ?? {};
    for (const figure of node.querySelectorAll(".fig")) {
      const index = Number(figure.dataset.place);
      const part = index === result ? "result" : terms.includes(index) ? "term" : null;
      setAttribute(figure, "data-part", part);
      setAttribute(figure, "aria-expanded", index === open?.index && "true");
    }
  }

  function choose(index, number = states.places[index].relations[0]) {
    close();
    const node = figureOf(index);
    if (!node) return;
    open = { index, card: null, drawn: drawnOf(number) };
    draw(column.node);
    showCard(node);
  }

  /** What could not be checked has no result: its figures are only shown together. */
  function drawnOf(number) {
    const { kind, places } = states.relations[number] ?? { places: [] };
    const [result, ...terms] = places;
    return kind === "untested" ? { terms: places } : { result, terms };
  }

  function showCard(node) {
    const { index } = open;
    const { state, relations } = states.places[index];
    const figure = {
      index,
      state,
      text: node.textContent.trim(),
      name: nameOf(index),
      relations: relations.map((number) => relationOf(number)),
    };
    open.card = figureCard(auditId, figure, ({ places }) => endsOf(places, index), {
      draw: (number) => {
        open.drawn = drawnOf(number);
        draw(column.node);
      },
      go: (other) => {
        way.push(index);
        reach(other);
      },
      back: way.length > 0 ? () => reach(way.pop()) : null,
      close: () => {
        close();
        node.focus({ preventScroll: true });
      },
    });
    const chunk = node.closest(".chunk");
    const [at, around] = [node.getBoundingClientRect(), chunk.getBoundingClientRect()];
    open.card.style.top = `${at.bottom - around.top + 6}px`;
    open.card.style.left = `${Math.max(0, Math.min(at.left - around.left, around.width - CARD_PX))}px`;
    chunk.append(open.card);
  }

  function relationOf(number) {
    const relation = states.relations[number];
    return { ...relation, number, difference: differences.get(relation.finding) ?? null };
  }

  /** The places of a relation that stand in other blocks than the figure that was asked for. */
  function endsOf(places, index) {
    const own = blockOf(states.places[index].place);
    return places
      .filter((other) => blockOf(states.places[other].place) !== own)
      .map((other) => ({ index: other, name: endName(other) }));
  }

  function blockOf(place) {
    for (const { blocks } of chunks) for (const block of blocks) if (holds(block, place)) return block;
    return null;
  }

  /** "Total assets, table 4", or how the text begins. */
  function nameOf(index) {
    const { table, row, column: at, paragraph } = states.places[index].place;
    if (paragraph !== undefined) return `the text “${report.paragraphs[paragraph].text.slice(0, WORDS)}…”`;
    const { cells, sheet } = report.tables[table];
    const line = cells.find((cell) => cell.row === row && cell.text && !cell.number)?.text.slice(0, WORDS);
    const address = sheet ? `${sheet}!${letterOf(at)}${row + 1}` : `table ${table + 1}`;
    return [line ?? `row ${row + 1}`, address].join(", ");
  }

  /** "36,116, Total assets, table 4": a line has several figures. */
  function endName(index) {
    const { table, row, column: at } = states.places[index].place;
    const printed = report.tables[table]?.cells.find((cell) => cell.row === row && cell.column === at)?.number?.text;
    return [printed, nameOf(index)].filter(Boolean).join(", ");
  }

  function figureOf(index) {
    return column.node.querySelector(`.fig[data-place="${index}"]`);
  }

  function close() {
    open?.card?.remove();
    open = null;
    draw(column.node);
  }

  /** Brings a place into sight and opens it; `number` is the relation to draw. Returns whether there is such a place. */
  function reach(index, number) {
    const place = states.places[index]?.place;
    const at = place ? chunks.findIndex(({ blocks }) => blocks.some((block) => holds(block, place))) : -1;
    if (at < 0) return false;
    column.reach(at);
    const node = figureOf(index);
    node?.scrollIntoView({ block: "center", inline: "center" });
    choose(index, number);
    node?.focus({ preventScroll: true });
    return true;
  }

  /** The next place of a state, behind the one that is open, around the end; every state comes to all of its figures. */
  function next(state) {
    const from = open?.index ?? -1;
    const all = states.places.map((_, index) => index).filter((index) => states.places[index].state === state);
    const index = all.find((one) => one > from) ?? all[0];
    way = [];
    if (index !== undefined) reach(index);
  }

  function keyed(event) {
    if (event.key === "Escape" && open) {
      const node = figureOf(open.index);
      close();
      node?.focus({ preventScroll: true });
      return;
    }
    if (!event.target.classList.contains("fig")) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Enter" || event.key === " ") choose(Number(event.target.dataset.place));
    else if (step) beside(event.target, step)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function beside(figure, step) {
    const all = [...column.node.querySelectorAll(".fig")];
    return all[all.indexOf(figure) + step];
  }

  return { node: column.node, put, mark, reach, next, close, leave: column.leave };
}
