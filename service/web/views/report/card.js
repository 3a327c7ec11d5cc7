/** What is known of a figure: its state, its relations, and the way to their other ends and back. */

import { grouped } from "../../figures.js";
import { ruleName } from "../../rules.js";
import { el } from "../../nodes.js";
import { findingHref } from "../../router.js";
import { agentName } from "../../words.js";
import { stateWords } from "./states.js";

/** @typedef {Picture.Relation & {number: number, difference: string | null}} Related */
/** @typedef {{index: number, name: string, text: string, state?: Picture.FigureState, relations: Related[]}} Figure */
/** @typedef {{index: number, name: string}} End */
/**
 * What the reader does.
 * @typedef {{draw(number: number): void, go(index: number): void, back: (() => void) | null, close(): void}} Doing
 */

const SHOWN = 8; // relations at once; a total of a long report stands in dozens
const ENDS = 4; // other ends of one relation that are named

/**
 * `figure` is `{index, name, text, state, relations}`, each relation with its `number`; `ends(relation)` lists
 * `{index, name}` of its places elsewhere. `on` says what the reader does: `draw(number)`, `go(index)`, `back()` (null
 * where there is no way back), `close()`.
 * @param {string} auditId
 * @param {Figure} figure
 * @param {(relation: Related) => End[]} ends
 * @param {Doing} on
 */
export function figureCard(auditId, figure, ends, on) {
  const { relations } = figure;
  const list = el("ul", { class: "card-relations" });
  const rest = relations.length - SHOWN;
  const more =
    rest > 0 ? el("button", { type: "button", class: "quiet", on: { click: all } }, `Show ${rest} more`) : null;
  /** @param {Related[]} some */
  const put = (some) => list.append(...some.map((relation) => relationItem(auditId, relation, ends(relation), on)));

  function all() {
    more?.remove();
    put(relations.slice(SHOWN));
  }

  put(relations.slice(0, SHOWN));
  return el(
    "div",
    { class: "card", role: "dialog", "aria-label": `${figure.text || "Empty cell"}: ${stateWords(figure.state)}` },
    el(
      "p",
      { class: "card-head" },
      el("strong", {}, figure.text || "Empty cell"),
      el("span", { class: "card-state", "data-state": figure.state ?? "none" }, stateWords(figure.state)),
      on.back ? el("button", { type: "button", class: "quiet card-back", on: { click: on.back } }, "Back") : null,
      el("button", { type: "button", class: "quiet card-close", "aria-label": "Close", on: { click: on.close } }, "×"),
    ),
    el("p", { class: "card-name" }, figure.name),
    relations.length > 0 ? list : el("p", {}, "No agent found a relation that this figure stands in."),
    more,
  );
}

/**
 * @param {string} auditId
 * @param {Related} relation
 * @param {End[]} ends
 * @param {Doing} on
 */
function relationItem(auditId, relation, ends, on) {
  const { number, kind, words, check, agent_id: agent, finding, difference, dismissed } = relation;
  const why = [agentName(agent), ruleName(check)].filter(Boolean).join(", ");
  return el(
    "li",
    { "data-kind": dismissed ? "dismissed" : kind },
    el("button", { type: "button", class: "card-words", on: { click: () => on.draw(number) } }, words),
    difference ? el("strong", { class: "card-off" }, `off by ${grouped(difference)}`) : null,
    el("span", { class: "card-why" }, why),
    dismissed ? el("span", { class: "card-why" }, "dismissed") : null,
    finding ? el("a", { href: findingHref(auditId, finding) }, "Open the finding") : null,
    ...ends
      .slice(0, ENDS)
      .map(({ index, name }) =>
        el("button", { type: "button", class: "quiet card-end", on: { click: () => on.go(index) } }, `Go to ${name}`),
      ),
  );
}
