/** How many findings a picture of an audit has, by severity too. Pure. */

/**
 * Findings so far: the log's own total once the audit is complete, else what its agents have reported. Notes (severity
 * info) need no action and are not counted.
 * @param {Picture.Audit} state
 */
export function findingsSoFar(state) {
  if (state.summary) return (state.summary.findingsTotal ?? 0) - notesIn(state.summary);
  return state.agents.reduce((total, agent) => total + findingsOf(agent), 0);
}

/**
 * How many findings one agent has reported, its notes left out.
 * @param {Picture.Agent} agent
 */
export function findingsOf(agent) {
  return (agent.findingsTotal ?? 0) - notesIn(agent);
}

/** @param {{bySeverity: Wire.BySeverity | null}} counted */
function notesIn({ bySeverity }) {
  return bySeverity?.info ?? 0;
}

/**
 * The same by severity; only severities that have a finding are there.
 * @param {Picture.Audit} state
 */
export function severitiesSoFar(state) {
  if (state.summary?.bySeverity) return state.summary.bySeverity;
  /** @type {Wire.BySeverity} */
  const sums = {};
  for (const agent of state.agents) {
    for (const [name, count] of Object.entries(agent.bySeverity ?? {})) {
      const severity = /** @type {Wire.Severity} */ (name);
      sums[severity] = (sums[severity] ?? 0) + count;
    }
  }
  return sums;
}
