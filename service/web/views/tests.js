/** The tests that every reader of accounts expects, a line each: holds, broken, or not found and why. */

import { el, follow, setText, show } from "../nodes.js";
import { testName } from "../words.js";

/** @type {{[state: string]: string}} */
const STATES = { holds: "holds", broken: "broken", not_found: "not found" };

/** `update(state)` shows those of all agents that have completed; until one has, there is no such part. */
export function testList() {
  const list = el("ul");
  const none = el("p", { class: "tests-none", hidden: true });
  const label = "The tests that every reader expects";
  const node = el("section", { class: "tests", "aria-label": label, hidden: true }, none, list);

  /** @param {Picture.Audit} state */
  function update({ agents }) {
    const items = agents.flatMap((agent) => agent.tests.map((test) => ({ ...test, agentId: agent.agentId })));
    const applies = items.some(hasFigures);
    show(node, items.length > 0);
    show(none, !applies);
    setText(
      none,
      `None of the ${items.length} tests that every reader expects applies: no figures that they are about were found.`,
    );
    follow(list, applies ? items : [], { key: keyOf, create: line });
  }

  return { node, update };
}

/**
 * Whether a test was made, or at least found figures that it is about; of a letter, say, none does.
 * @param {Wire.NamedTest} test
 */
function hasFigures({ state, locations }) {
  return state !== "not_found" || (locations ?? []).length > 0;
}

/**
 * A result that is carried over or made again is another line.
 * @param {Wire.NamedTest & {agentId: string}} test
 */
function keyOf({ agentId, test, state, reason }) {
  return [agentId, test, state, reason].join(" ");
}

/** @param {Wire.NamedTest} test */
function line({ test, state, reason }) {
  return el(
    "li",
    { "data-state": state },
    el("span", { class: "test-name" }, testName(test)),
    el("span", { class: "test-state" }, STATES[state] ?? state),
    el("span", { class: "test-reason" }, reason),
  );
}
