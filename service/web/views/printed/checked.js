/** What was checked, on paper: each agent with its counts, and the tests that every reader expects, those that hold in a line. */

import { capitalised, counted } from "../../figures.js";
import { el, thereAre } from "../../nodes.js";
import { agentName, agentStanding, testName } from "../../words.js";

/** @type {{[state: string]: string}} */
const STATES = { holds: "Hold", broken: "Broken", not_found: "Not found" };

/**
 * @param {Picture.Audit} state
 * @returns {HTMLElement[]}
 */
export function checkedSections({ agents }) {
  const tests = agents.flatMap((agent) => agent.tests);
  return thereAre([
    el("section", {}, el("h2", {}, "What was checked"), el("ul", { class: "printed-lines" }, ...agents.map(agentLine))),
    tests.length > 0 ? testsOf(tests) : null,
  ]);
}

/** @param {Picture.Agent} agent */
function agentLine(agent) {
  const { headline, detail } = agentStanding(agent);
  const passed = agent.checks ? `${counted(agent.checks.passed, "check")} passed.` : null;
  return el(
    "li",
    {},
    el("strong", {}, agentName(agent.agentId)),
    `: ${thereAre([`${headline}.`, passed, detail && capitalised(detail)]).join(" ")}`,
  );
}

/**
 * Those of one state together; what breaks a test is among the findings, so that only what was not found says why.
 * @param {Wire.NamedTest[]} tests
 */
function testsOf(tests) {
  const states = [...new Set(tests.map(({ state }) => state))];
  const lines = states.map((state) => {
    const some = tests.filter((one) => one.state === state);
    const words = some.map(({ test, reason }) =>
      state === "not_found" ? `${testName(test)}: ${reason}` : testName(test),
    );
    return el(
      "li",
      {},
      el("strong", {}, STATES[state] ?? capitalised(state.replaceAll("_", " "))),
      state === "not_found" ? el("ul", {}, ...words.map((one) => el("li", {}, one))) : `: ${words.join(", ")}.`,
    );
  });
  return el(
    "section",
    {},
    el("h2", {}, "The tests that every reader expects"),
    el("ul", { class: "printed-lines" }, ...lines),
  );
}
