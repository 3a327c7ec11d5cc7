/** What stands on the paper: what was audited, by whom and with which result, the tests, and every finding in full. */

import { capitalised, counted, dated } from "../../figures.js";
import { hasEnded } from "../../fold.js";
import { el, thereAre } from "../../nodes.js";
import { agentName, agentStanding, auditStatus, severityName, SEVERITIES, testName } from "../../words.js";
import { findingView } from "../finding.js";
import { decidedLines, signedLines } from "./decided.js";
import { countWords, figuresWords, statesOf } from "../report/states.js";

/** @typedef {{findings: Wire.Finding[], states: Picture.Figures}} Heard */

/**
 * `heard` is what all agents said whole; without it, there are the findings that fit into events.
 * @param {Picture.Audit} state
 * @param {Heard | null} heard
 * @param {Picture.Review} review
 * @returns {HTMLElement[]}
 */
export function paperOf(state, heard, review) {
  const findings = heard ? heard.findings : state.agents.flatMap((agent) => agent.findings);
  return thereAre([
    el("h1", {}, review.name || state.name || state.document?.filename || "An audit"),
    el("dl", { class: "printed-facts" }, ...factsOf(state)),
    heard ? el("p", { class: "printed-count" }, countOf(heard.states)) : null,
    ...signedLines(review).map((line) => el("p", { class: "printed-decided" }, line)),
    el("h2", {}, "What was checked"),
    el("ul", { class: "printed-agents" }, ...state.agents.map(agentLine)),
    testsOf(state),
    ...findingsOf(findings, state, review),
    el("p", { class: "printed-end" }, endOf(findings, state)),
  ]);
}

/** @param {Picture.Audit} state */
function factsOf({ document: file, status, createdAt, endedAt }) {
  const facts = [
    ["File", file?.filename],
    ["SHA-256", file?.sha256],
    ["Handed in", createdAt && dated(createdAt)],
    [auditStatus(status), endedAt && dated(endedAt)],
  ];
  return facts.flatMap(([name, fact]) => (name && fact ? [el("div", {}, el("dt", {}, name), el("dd", {}, fact))] : []));
}

/** @param {Picture.Figures} states */
function countOf(states) {
  const parts = statesOf(states).map((state) => countWords(state, states.counts[state]));
  return `${figuresWords(states.figures)}: ${parts.join(", ")}.`;
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

/** @param {Picture.Audit} state */
function testsOf({ agents }) {
  const tests = agents.flatMap((agent) => agent.tests);
  if (tests.length === 0) return null;
  const lines = tests.map(({ test, state, reason }) =>
    el("li", {}, el("strong", {}, testName(test)), `: ${state.replaceAll("_", " ")}. ${capitalised(reason)}`),
  );
  return el("section", {}, el("h2", {}, "The tests that every reader expects"), el("ul", {}, ...lines));
}

/**
 * Gravest first, under a heading for each severity.
 * @param {Wire.Finding[]} findings
 * @param {Picture.Audit} state
 * @param {Picture.Review} review
 */
function findingsOf(findings, state, review) {
  if (findings.length === 0) return [el("h2", {}, hasEnded(state) ? "No findings" : "No findings so far")];
  return SEVERITIES.map((severity) => ({ severity, some: findings.filter((one) => one.severity === severity) }))
    .filter(({ some }) => some.length > 0)
    .map(({ severity, some }) =>
      el(
        "section",
        {},
        el("h2", {}, `${severityName(severity)}: ${counted(some.length, severity === "info" ? "note" : "finding")}`),
        el("ul", { class: "printed-findings" }, ...some.map((one) => printedFinding(one, review))),
      ),
    );
}

/**
 * @param {Wire.Finding} finding
 * @param {Picture.Review} review
 */
function printedFinding(finding, review) {
  const node = findingView(finding, { whole: true });
  const lines = decidedLines(review, finding).map((line) => el("p", { class: "printed-decided" }, line));
  node.querySelector(".finding-text")?.append(...lines);
  return node;
}

/**
 * A paper that has not everything says so.
 * @param {Wire.Finding[]} findings
 * @param {Picture.Audit} state
 */
function endOf(findings, state) {
  const all = state.agents.reduce((sum, agent) => sum + (agent.findingsTotal ?? 0), 0);
  if (findings.length < all) return `${findings.length} of ${all} are printed: open the report, then print again.`;
  return hasEnded(state) ? "End of the findings." : "The audit has not ended: more may come.";
}
