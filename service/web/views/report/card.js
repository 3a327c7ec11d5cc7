/** What is known of a figure: its state, its relations, the places of each, and the way back from where one was gone to. */

import { offBy } from "../../amounts.js";
import { ruleName } from "../../rules.js";
import { el } from "../../nodes.js";
import { findingHref } from "../../router.js";
import { agentName } from "../../words.js";
import { causeWords } from "../findingwords.js";
import { foldedList } from "../folded.js";
import { stateWords } from "./states.js";

/** @typedef {Picture.Relation & {number: number, found?: Wire.Finding}} Related */
/** @typedef {{index: number, name: string, text: string, state?: Picture.FigureState, accepted?: boolean,
 *   relations: Related[]}} Figure */
/**
 * What the reader does, and what is known of places: `partsOf(relation)` are its other figures, `hrefOf(index)` leads there.
 * @typedef {{draw(number: number): void, back: (() => void) | null, close(): void, hrefOf(index: number): string | null,
 *   partsOf(relation: Related): import("./names.js").PartsOfTable[]}} Doing
 */

const SHOWN = 8; // relations at once; a total of a long report stands in dozens

/**
 * `figure` is `{index, name, text, state, relations}`, each relation with its `number`. `on.back` is null where there is
 * no way back.
 * @param {string} auditId
 * @param {Figure} figure
 * @param {Doing} on
 */
export function figureCard(auditId, figure, on) {
  const { relations } = figure;
  const words = stateWords(figure.state, figure.accepted);
  const list = el("ul", { class: "card-relations" });
  const rest = relations.length - SHOWN;
  const more =
    rest > 0 ? el("button", { type: "button", class: "quiet", on: { click: all } }, `Show ${rest} more`) : null;
  /** @param {Related[]} some */
  const put = (some) => list.append(...some.map((relation) => relationItem(auditId, relation, on)));

  function all() {
    more?.remove();
    put(relations.slice(SHOWN));
  }

  put(relations.slice(0, SHOWN));
  return el(
    "div",
    { class: "card", role: "dialog", "aria-label": `${figure.text || "Empty cell"}: ${words}` },
    el(
      "p",
      { class: "card-head" },
      el("strong", {}, figure.text || "Empty cell"),
      el(
        "span",
        { class: "card-state", "data-state": figure.state ?? "none", "data-accepted": figure.accepted },
        words,
      ),
      on.back ? el("button", { type: "button", class: "quiet card-back", on: { click: on.back } }, "Back") : null,
      el("button", { type: "button", class: "quiet card-close", "aria-label": "Close", on: { click: on.close } }, "×"),
    ),
    el("p", { class: "card-name" }, figure.name),
    relations.length > 0 ? list : el("p", {}, "No agent found a relation that this figure stands in."),
    more,
    el("button", { type: "button", class: "quiet card-report", "aria-keyshortcuts": "e" }, "Report an error here"),
  );
}

/**
 * @param {string} auditId
 * @param {Related} relation
 * @param {Doing} on
 */
function relationItem(auditId, relation, on) {
  const { number, kind, words, check, agent_id: agent, finding, found, dismissed, accepted } = relation;
  const decided = dismissed ? "dismissed" : accepted ? "accepted" : null;
  const why = [agentName(agent), ruleName(check)].filter(Boolean).join(", ");
  const off = found && offBy(found);
  const cause = found && causeWords(found);
  return el(
    "li",
    { "data-kind": decided ?? kind },
    el("button", { type: "button", class: "card-words", on: { click: () => on.draw(number) } }, words),
    off ? el("strong", { class: "card-off" }, off) : null,
    cause ? el("span", { class: "card-cause" }, cause) : null,
    ...on.partsOf(relation).map((group) => partsView(group, on)),
    el("span", { class: "card-why" }, why),
    decided ? el("span", { class: "card-why" }, decided) : null,
    finding ? el("a", { href: findingHref(auditId, finding) }, "Open the finding") : null,
  );
}

/**
 * @param {import("./names.js").PartsOfTable} group
 * @param {Doing} on
 */
function partsView({ where, parts }, { hrefOf }) {
  const list = foldedList(
    { class: "card-parts", "aria-label": where || "In this table" },
    parts,
    ({ index, figure, name }) => {
      const href = hrefOf(index);
      const words = [el("span", { class: "card-figure" }, figure || "nothing"), ` ${name}`];
      return href === null ? words : [el("a", { href, class: "place-link" }, ...words)];
    },
  );
  return el("div", { class: "card-group" }, where ? el("span", { class: "card-where" }, where) : null, list);
}
