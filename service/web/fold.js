/**
 * The state of one audit, folded from its events by seq. Pure: no DOM, no clock, no network.
 *
 * Whoever folds the same events gets the same state, however often the stream was interrupted in between: an event
 * at or below the cursor changes nothing, and an event beyond the next one is refused instead of guessed around.
 * States share what did not change, so a view may compare by identity.
 */

import { standing } from "./audit-stream/order.js";
import { asked, interrupted, waiting, withAgent } from "./fold-agents.js";

/** @type {Picture.Audit} */
export const START = Object.freeze({
  cursor: 0,
  auditId: null,
  name: null,
  document: null,
  retryOf: null,
  status: "unknown",
  createdAt: null,
  startedAt: null,
  endedAt: null,
  reading: null,
  extracted: null,
  agents: Object.freeze([]),
  summary: null,
  failure: null,
  cancelled: null,
  notes: Object.freeze([]),
});

/** @param {Picture.Audit} state */
export function hasEnded(state) {
  return state.endedAt !== null;
}

/**
 * The state after `event`. Throws RangeError when events before it are missing.
 * @param {Picture.Audit} state
 * @param {Wire.Event} event
 * @returns {Picture.Audit}
 */
export function fold(state, event) {
  const where = standing(state.cursor, event.seq);
  if (where === "seen") return state;
  if (where === "gap") throw new RangeError(`event ${event.seq} cannot follow ${state.cursor}`);
  const step = stepOf(event);
  // A type that this page does not know yet still takes its place: additions to the log must not stop the picture.
  return { ...(step ? step(state, event) : state), cursor: event.seq };
}

/**
 * @param {Picture.Audit} state
 * @param {Wire.Event} event
 * @param {Picture.Said} said
 * @returns {Picture.Audit}
 */
function withNote(state, event, said) {
  return { ...state, notes: [...state.notes, { seq: event.seq, timestamp: event.timestamp, ...said }] };
}

/**
 * How an agent stands that had not finished when its audit ended.
 * @type {{[status: string]: Picture.AgentStatus}}
 */
const UNFINISHED = { waiting: "not_run", running: "stopped", retrying: "stopped" };

/**
 * Once an audit has ended, no agent waits or runs any more; what had not finished is not "checked".
 * @param {Picture.Audit} state
 * @param {Wire.Event} event
 * @param {Picture.Status} status
 * @param {Partial<Picture.Audit>} more
 * @returns {Picture.Audit}
 */
function ended(state, event, status, more) {
  const agents = state.agents.map((agent) => {
    const last = UNFINISHED[agent.status];
    return last ? { ...agent, status: last, progress: null } : agent;
  });
  return { ...state, ...more, agents, reading: null, status, endedAt: event.timestamp };
}

/**
 * @param {Wire.Event} event
 * @returns {((state: Picture.Audit, event: any) => Picture.Audit) | null}
 */
function stepOf({ type }) {
  return Object.hasOwn(STEPS, type) ? STEPS[type] : null;
}

/** @type {Wire.PerEvent<[Picture.Audit], Picture.Audit>} */
const STEPS = {
  audit_created: (state, event) => ({
    ...state,
    auditId: event.audit_id,
    name: event.name ?? null,
    document: event.document ?? null,
    retryOf: event.retry_of ?? null,
    status: "queued",
    createdAt: event.timestamp,
    agents: (event.agents ?? []).map(waiting),
  }),

  audit_started: (state, event) => ({
    ...state,
    status: "running",
    startedAt: state.startedAt ?? event.timestamp,
  }),

  audit_resumed(state, event) {
    // The process that ran it is gone, and what its agents had counted with it: they start again, or end in error.
    const agents = state.agents.map((agent) => (agent.status === "running" ? interrupted(agent) : agent));
    const startedAt = state.startedAt ?? event.timestamp;
    const text = { attempt: event.attempt ?? null, reason: event.reason ?? "" };
    return withNote({ ...state, reading: null, status: "running", startedAt, agents }, event, {
      kind: "resumed",
      text,
    });
  },

  extraction_progress: (state, event) => ({
    ...state,
    reading: { completed: event.completed, total: event.total },
  }),

  document_extracted(state, event) {
    const extracted = {
      sections: event.sections ?? null,
      paragraphs: event.paragraphs ?? null,
      tables: event.tables ?? null,
      pages: event.pages ?? null,
    };
    const read = { ...state, extracted, reading: null };
    return event.notes?.length ? withNote(read, event, { kind: "read", text: { notes: event.notes } }) : read;
  },

  agent_started: (state, event) =>
    withAgent(state, event.agent_id, {
      status: "running",
      attempt: event.attempt ?? null,
      producer: event.producer ?? null,
      progress: null,
      interrupted: false,
    }),

  agent_progress: (state, event) =>
    withAgent(state, event.agent_id, {
      progress: { completed: event.completed, total: event.total, message: event.message ?? "" },
    }),
  source_asked: (state) => state,

  agent_completed: (state, event) =>
    withAgent(state, event.agent_id, {
      status: "complete",
      progress: null,
      findings: event.findings ?? [],
      findingsTotal: event.findings_total ?? (event.findings ?? []).length,
      basis: event.basis ?? [],
      tests: event.tests ?? [],
      bySeverity: event.by_severity ?? null,
      artifact: event.artifact ?? null,
      carriedFrom: event.carried_from ?? null,
      ticks: event.ticks ?? null,
      checks: event.checks ?? null,
      durationMs: event.duration_ms ?? null,
      error: null,
      interrupted: false,
    }),

  agent_skipped: (state, event) =>
    withAgent(state, event.agent_id, { status: "skipped", progress: null, reason: event.reason ?? "" }),

  agent_error: (state, event) =>
    withAgent(state, event.agent_id, {
      status: event.will_retry ? "retrying" : "error",
      attempt: event.attempt ?? null,
      progress: null,
      error: {
        message: event.error ?? "",
        type: event.error_type ?? "",
        willRetry: event.will_retry === true,
        retryAfterMs: event.retry_after_ms ?? null,
      },
      interrupted: false,
    }),

  model_answered: asked,
  model_failed: asked,

  audit_complete: (state, event) =>
    ended(state, event, "complete", {
      summary: {
        findingsTotal: event.findings_total ?? null,
        bySeverity: event.by_severity ?? null,
        agentsFailed: event.agents_failed ?? null,
      },
    }),

  audit_failed: (state, event) =>
    ended(state, event, "failed", { failure: { message: event.error ?? "", type: event.error_type ?? "" } }),

  audit_cancelled: (state, event) => ended(state, event, "cancelled", { cancelled: event.reason ?? "" }),
};
