/** What has changed between two pictures of an audit, in sentences for the polite live region. Pure. */

import { agentName, agentStanding, auditStatus } from "../words.js";

const WORTH_TELLING = new Set(["complete", "error", "skipped", "retrying"]);

/**
 * @param {Picture.Audit} before
 * @param {Picture.Audit} after
 */
export function laneNews(before, after) {
  return after.agents
    .filter((agent, index) => before.agents[index]?.status !== agent.status && WORTH_TELLING.has(agent.status))
    .map((agent) => `${agentName(agent.agentId)}: ${agentStanding(agent).headline}.`);
}

/**
 * @param {Picture.Audit} before
 * @param {Picture.Audit} after
 */
export function auditNews(before, after) {
  const resumed = after.notes.length > before.notes.length ? ["The audit was resumed."] : [];
  const changed = before.status !== after.status ? [`The audit is ${auditStatus(after.status).toLowerCase()}.`] : [];
  return [...resumed, ...changed];
}
