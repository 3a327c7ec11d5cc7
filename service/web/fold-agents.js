/** The agents of an audit's state. Pure, as the fold that they are a part of. */

/** @type {Picture.Usage} */
const NOTHING_ASKED = Object.freeze({ questions: 0, tokens: 0, estimated: false });

/**
 * @param {string} agentId
 * @returns {Picture.Agent}
 */
export function waiting(agentId) {
  return {
    agentId,
    status: "waiting",
    attempt: null,
    producer: null,
    progress: null,
    checks: null,
    findings: [],
    findingsTotal: null,
    basis: [],
    tests: [],
    bySeverity: null,
    artifact: null,
    carriedFrom: null,
    ticks: null,
    durationMs: null,
    reason: null,
    error: null,
    usage: NOTHING_ASKED,
    interrupted: false,
  };
}

/**
 * @param {Picture.Audit} state
 * @param {string} agentId
 * @param {Partial<Picture.Agent>} change
 * @returns {Picture.Audit}
 */
export function withAgent(state, agentId, change) {
  const known = state.agents.some((agent) => agent.agentId === agentId);
  const agents = known ? state.agents : [...state.agents, waiting(agentId)];
  return {
    ...state,
    agents: agents.map((agent) => (agent.agentId === agentId ? { ...agent, ...change } : agent)),
  };
}

/**
 * @param {Picture.Agent} agent
 * @returns {Picture.Agent}
 */
export function interrupted(agent) {
  return { ...agent, status: "waiting", progress: null, interrupted: true };
}

/**
 * A model was asked for an agent. What nobody in the picture asked (the look at the file before all agents) is in no lane.
 * @param {Picture.Audit} state
 * @param {Wire.ModelAnswered | Wire.ModelFailed} event
 * @returns {Picture.Audit}
 */
export function asked(state, event) {
  const agent = state.agents.find(({ agentId }) => agentId === event.agent_id);
  if (!agent) return state;
  const { input_tokens: read = 0, output_tokens: written = 0, estimated = false } = event.usage ?? {};
  const usage = {
    questions: agent.usage.questions + 1,
    tokens: agent.usage.tokens + read + written,
    estimated: agent.usage.estimated || estimated,
  };
  return withAgent(state, event.agent_id, { usage });
}
