/** What a sign-off is about: the figures in each state, and what was not checked and why; counted, and in words. Pure. */

import { counted, grouped } from "../../figures.js";
import { thereAre } from "../../nodes.js";
import { agentName, testName } from "../../words.js";
import { countWords, figuresWords, reasonOf } from "../report/states.js";

const MOST_REASONS = 5; // as the service keeps them

/** @type {(keyof Wire.Scope["counts"])[]} */
const STATES = ["holds", "finding", "dismissed", "untested", "unrelated"];

/**
 * What a sign-off would be about now; the service says the same once it is made.
 * @param {Picture.Audit} audit
 * @param {Picture.Figures} figures after what people decided
 * @returns {Wire.Scope}
 */
export function scopeOf({ agents }, figures) {
  /** @type {Map<string, number>} */
  const reasons = new Map();
  for (const { state, relations } of figures.places) {
    if (state !== "untested") continue;
    const reason = reasonOf(figures, relations);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const largest = [...reasons].sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
  const named = largest.slice(0, MOST_REASONS).map(([reason, count]) => ({ reason, figures: count }));
  const { holds, finding, fails, dismissed, untested, unrelated } = figures.counts;
  const idsOf = (/** @type {Picture.AgentStatus} */ status) =>
    agents.filter((agent) => agent.status === status).map(({ agentId }) => agentId);
  return {
    figures: figures.figures,
    counts: { holds, finding: finding + fails, dismissed, untested, unrelated },
    reasons: named,
    other_reasons: untested - named.reduce((sum, one) => sum + one.figures, 0),
    tests_not_made: agents
      .flatMap(({ tests }) => tests.filter(({ state }) => state === "not_found"))
      .map(({ test }) => test),
    agents_failed: idsOf("error"),
    agents_not_run: idsOf("skipped"),
  };
}

/**
 * The same in words, a line for each kind of thing that there is.
 * @param {Wire.Scope} scope
 * @returns {string[]}
 */
export function scopeLines(scope) {
  const { counts, reasons, other_reasons: others, tests_not_made: tests } = scope;
  const states = STATES.filter((state) => state !== "dismissed" || counts.dismissed > 0);
  const named = reasons.map(({ reason, figures }) => `${grouped(String(figures))}: ${reason}`);
  const rest = others > 0 ? [`${grouped(String(others))}: for other reasons`] : [];
  const list = (/** @type {string} */ what, /** @type {string[]} */ names) =>
    names.length > 0 && `${what}: ${names.join(", ")}.`;
  return thereAre([
    `${figuresWords(scope.figures)}: ${states.map((state) => stateCount(state, counts[state])).join(", ")}.`,
    named.length > 0 && `Could not be checked: ${[...named, ...rest].join("; ")}.`,
    list("Tests not made", tests.map(testName)),
    list("Agents that failed", scope.agents_failed.map(agentName)),
    list("Agents that were not run", scope.agents_not_run.map(agentName)),
  ]);
}

/**
 * A sign-off counts as the service does: what findings name and what their relations hold are one.
 * @param {keyof Wire.Scope["counts"]} state
 * @param {number} count
 */
function stateCount(state, count) {
  return state === "finding" ? `${grouped(String(count))} in findings or their relations` : countWords(state, count);
}

/**
 * "with 310 of 1,733 figures not checked"; empty where every figure was.
 * @param {Wire.Scope | null} scope
 */
export function uncheckedWords(scope) {
  if (scope === null) return "";
  const unchecked = scope.counts.untested + scope.counts.unrelated;
  return unchecked > 0 ? `with ${grouped(String(unchecked))} of ${counted(scope.figures, "figure")} not checked` : "";
}
