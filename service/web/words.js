/** What the states of audits and agents are called on the page. Pure. */

import { counted, grouped, seconds } from "./figures.js";
import { findingsOf } from "./tally.js";

/** @typedef {{kind: string, headline: string, detail: string | null}} Standing */

/** @type {Wire.Severity[]} */
export const SEVERITIES = ["high", "medium", "low", "info"];

/**
 * "numeric_validation" as "Numeric validation".
 * @param {string} agentId
 */
export function agentName(agentId) {
  return spelled(agentId);
}

/**
 * "balance_sheet_balances" as "Balance sheet balances".
 * @param {string} test
 */
export function testName(test) {
  return spelled(test);
}

/**
 * What a severity is called where it heads a column: those of info are notes.
 * @param {Wire.Severity} severity
 */
export function severityName(severity) {
  return severity === "info" ? "Notes" : spelled(severity);
}

/** @param {string} identifier */
function spelled(identifier) {
  const words = identifier.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @type {{[status: string]: string}} */
const AUDIT_STATUS = {
  unknown: "Opening",
  queued: "Queued",
  running: "Running",
  complete: "Complete",
  failed: "Failed",
  cancelled: "Cancelled",
};

/** @param {string} status */
export function auditStatus(status) {
  return AUDIT_STATUS[status] ?? agentName(String(status));
}

/**
 * How an agent stands: `{kind, headline, detail}`. "Checked, nothing found", "could not check", "nothing to check" and
 * "not run" are four facts with four kinds; none of them stands in for another.
 * @param {Picture.Agent} agent
 * @returns {Standing}
 */
export function agentStanding(agent) {
  return (STANDINGS[agent.status] ?? unheardOf)(agent);
}

/** @type {{[status: string]: (agent: Picture.Agent) => Standing}} */
const STANDINGS = {
  waiting: (agent) => ({
    kind: "waiting",
    headline: "Waiting",
    detail: agent.interrupted ? "It was interrupted and will run again." : "",
  }),
  running: (agent) => ({ kind: "running", headline: "Running", detail: attemptWords(agent.attempt) }),
  complete: completed,
  skipped: (agent) => ({ kind: "not-run", headline: "Not run", detail: agent.reason }),
  retrying: (agent) => ({ kind: "retrying", headline: retryWords(agent), detail: errorWords(agent) }),
  error: (agent) => ({ kind: "error", headline: "Error: the checks did not finish", detail: errorWords(agent) }),
  not_run: () => ({ kind: "not-run", headline: "Not run", detail: "The audit ended before this agent started." }),
  stopped: () => ({ kind: "error", headline: "Not finished", detail: "The audit ended before this agent was done." }),
};

/**
 * @param {Picture.Agent} agent
 * @returns {Standing}
 */
function completed(agent) {
  const { passed = 0, failed = 0, not_possible: notPossible = 0 } = agent.checks ?? {};
  const left = notPossible ? `${counted(notPossible, "check")} could not be made.` : "";
  const found = findingsOf(agent);
  if (found > 0) return { kind: "findings", headline: counted(found, "finding"), detail: left };
  const noted = agent.findings.filter(({ check }) => check !== "rounding").length; // what rounds has passed
  if (noted > 0) return { kind: "noted", headline: counted(noted, "note"), detail: left };
  if (passed > 0 && notPossible > passed) {
    const made = `${grouped(String(passed))} of ${counted(passed + notPossible, "check")}`;
    return { kind: "partly", headline: "Most could not be checked", detail: `Nothing was found in ${made}.` };
  }
  if (passed > 0) return { kind: "clean", headline: "Checked, nothing found", detail: left };
  if (failed > 0) return { kind: "findings", headline: `${counted(failed, "check")} failed`, detail: left };
  if (notPossible > 0) return { kind: "unable", headline: "Could not check", detail: left };
  return { kind: "nothing", headline: "Nothing to check", detail: "The report has nothing that this agent checks." };
}

/**
 * @param {Picture.Agent} agent
 * @returns {Standing}
 */
function unheardOf(agent) {
  return { kind: "waiting", headline: agentName(String(agent.status)), detail: "" };
}

/** @param {Picture.Agent} agent */
function errorWords({ error, attempt }) {
  const where = attempt ? ` (attempt ${attempt})` : "";
  return error ? `${error.message || error.type}${where}` : "";
}

/**
 * How long until the next attempt, as its event said; events of schema version 1 did not say.
 * @param {Picture.Agent} agent
 */
function retryWords({ error }) {
  const after = error?.retryAfterMs ?? null;
  return after === null ? "Error, will try again" : `Error, tries again in ${seconds(after)}`;
}

/** @param {number | null} attempt */
function attemptWords(attempt) {
  return attempt !== null && attempt > 1 ? `Attempt ${attempt}` : "";
}

/**
 * What a model was asked for an agent: "12 questions to a model, 34,000 tokens"; empty where it was asked nothing.
 * @param {Picture.Usage} usage
 */
export function usageWords({ questions, tokens, estimated }) {
  if (questions === 0) return "";
  return `${counted(questions, "question")} to a model, ${estimated ? "about " : ""}${counted(tokens, "token")}`;
}

/** @type {Wire.PerEvent<[], string>} */
const EVENT_WORDS = {
  audit_created: (event) => event.document?.filename ?? "",
  audit_started: (event) => `attempt ${event.attempt}`,
  audit_resumed: (event) => `attempt ${event.attempt}: ${event.reason}`,
  extraction_progress: (event) => `page ${event.completed} of ${event.total} read`,
  document_extracted: (event) =>
    `${counted(event.tables ?? 0, "table")}, ${counted(event.paragraphs ?? 0, "paragraph")}`,
  agent_started: (event) => `${agentName(event.agent_id)}, attempt ${event.attempt}`,
  agent_progress: (event) => `${agentName(event.agent_id)}: ${event.completed} of ${event.total}`,
  source_asked: ({ agent_id: agent, source, error }) => `${agentName(agent)}: ${source} ${error ?? "has answered"}`,
  agent_completed: (event) => `${agentName(event.agent_id)}: ${counted(event.findings_total ?? 0, "finding")}`,
  agent_skipped: (event) => `${agentName(event.agent_id)}: ${event.reason}`,
  agent_error: (event) => `${agentName(event.agent_id)}, attempt ${event.attempt}${againWords(event)}: ${event.error}`,
  model_answered: (event) => `${agentName(event.agent_id)}: ${event.model} answered: ${event.purpose}`,
  model_failed: (event) =>
    `${agentName(event.agent_id)}: ${event.model} did not answer: ${event.purpose}: ${event.error}`,
  audit_complete: (event) => counted(event.findings_total ?? 0, "finding"),
  audit_failed: (event) => event.error,
  audit_cancelled: (event) => event.reason,
};

/** @param {Wire.AgentError} event */
function againWords({ will_retry: again, retry_after_ms: after = null }) {
  if (!again) return "";
  return after !== null ? `, tries again in ${seconds(after)}` : ", will try again";
}

/**
 * One line about an event, for the log; empty for a type that is not known.
 * @param {Wire.Event} event
 * @returns {string}
 */
export function eventWords(event) {
  /** @type {((event: any) => string) | null} */
  const wordsOf = Object.hasOwn(EVENT_WORDS, event.type) ? EVENT_WORDS[event.type] : null;
  return wordsOf?.(event) ?? "";
}
