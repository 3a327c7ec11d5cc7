/** The tests that every reader of accounts expects, a line each: holds, broken, or not found and why. */

import { el, follow, show } from "../nodes.js";

const STATES = { holds: "holds", broken: "broken", not_found: "not found" };

/** `update(state)` shows those of all agents that have completed; until one has, there is no such part. */
export function testList() {
  const list = el("ul");
  const node = el("section", { class: "tests", "aria-label": "The tests that every reader expects", hidden: true }, list);

  function update({ agents }) {
    const items = agents.flatMap((agent) => agent.tests.map((test) => ({ ...test, agentId: agent.agentId })));
    show(node, items.length > 0);
    follow(list, items, { key: keyOf, create: line });
  }

  return { node, update };
}

/** A result that is carried over or made anew is another line. */
function keyOf({ agentId, test, state, reason }) {
  return [agentId, test, state, reason].join(" ");
}

function line({ test, state, reason }) {
  return el(
    "li",
    { "data-state": state },
    el("span", { class: "test-name" }, test.replaceAll("_", " ")),
    el("span", { class: "test-state" }, STATES[state] ?? state),
    el("span", { class: "test-reason" }, reason),
  );
}
