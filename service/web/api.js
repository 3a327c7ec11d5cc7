/** The HTTP calls of the page. Every failure is a Problem that can be shown to the reader as it is. */

import { Problem, call, jsonOf, refusalOf, unreachable } from "./requests.js";

export { Problem, refusalOf };

const PREFIX = "/api/v1";

/**
 * What is asked of an audit; what is left out or empty is left to the service.
 * @typedef {{name?: string, agents?: string[], materiality?: string, framework?: string, ignore?: string[]}} Wish
 */

/**
 * `{audits, next}`: one page of audits, newest first; with `words` or `status` only those asked for.
 * @param {{cursor?: string | null, limit?: number, words?: string, status?: string}} asked
 * @returns {Promise<Wire.AuditPage>}
 */
export function listAudits({ cursor = null, limit = 25, words = "", status = "" } = {}) {
  const query = new URLSearchParams({ limit: String(limit) });
  if (cursor) query.set("cursor", cursor);
  if (words) query.set("q", words);
  if (status) query.set("status", status);
  return call(`${PREFIX}/audits?${query}`);
}

/** Where it is told which audits of the list have changed. */
export function listStreamAddress() {
  return `${PREFIX}/audits/stream`;
}

/**
 * How many processes run audits; null where that cannot be told.
 * @returns {Promise<number | null>}
 */
export async function countWorkers() {
  return (await call("/readyz")).workers ?? null;
}

/**
 * The ids of the agents that can be asked for.
 * @returns {Promise<string[]>}
 */
export async function listAgents() {
  return (await call(`${PREFIX}/agents`)).agents.map((/** @type {{agent_id: string}} */ { agent_id: id }) => id);
}

/**
 * The rules that can be applied, each with its `id`, `title` and whether it `always` is.
 * @returns {Promise<Wire.Rule[]>}
 */
export async function listRules() {
  return (await call(`${PREFIX}/rules`)).rules;
}

/**
 * Sends a report; `wish` says its `name`, `agents`, `materiality`, `framework` and the rules to `ignore`, where they are
 * not left to the service. The same `key` makes a repeated request answer with the first audit instead of a second one.
 * `onSent(share)` is told what share of the bytes has left; `signal` calls it off, which rejects with its reason.
 * @param {File} file
 * @param {string} key
 * @param {{wish?: Wish, onSent?: (share: number) => void, signal?: AbortSignal | null}} how
 * @returns {Promise<Wire.Accepted>}
 */
export function createAudit(file, key, { wish = {}, onSent = () => {}, signal = null } = {}) {
  const body = new FormData();
  body.append("file", file, file.name);
  if (wish.name) body.append("name", wish.name);
  if (wish.framework) body.append("framework", wish.framework);
  if (wish.materiality) body.append("materiality", wish.materiality);
  for (const agent of wish.agents ?? []) body.append("agents", agent);
  for (const rule of wish.ignore ?? []) body.append("ignore", rule);
  return new Promise((accept, refuse) => {
    const request = new XMLHttpRequest(); // fetch does not tell how much of a body has been sent
    request.open("POST", `${PREFIX}/audits`);
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 1);
    request.onload = () =>
      accept(new Response(request.response, { status: request.status, statusText: request.statusText }));
    request.onerror = () => refuse(unreachable());
    request.onabort = () => refuse(signal?.reason);
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  }).then(jsonOf);
}

/**
 * Ends an audit that is queued or running; a Problem if it has ended already.
 * @param {string} auditId
 */
export function cancelAudit(auditId) {
  return call(`${auditAddress(auditId)}/cancel`, { method: "POST" });
}

/**
 * A new audit of the same report, `{audit_id}`, in which only what did not complete runs; a Problem if nothing failed.
 * @param {string} auditId
 * @returns {Promise<Wire.Accepted>}
 */
export function retryAudit(auditId) {
  return call(`${auditAddress(auditId)}/retry`, { method: "POST" });
}

/**
 * Erases an audit with its report, for good; a Problem if that has been done already.
 * @param {string} auditId
 */
export function eraseAudit(auditId) {
  return call(auditAddress(auditId), { method: "DELETE" });
}

/**
 * Who erased an audit and when; null where that cannot be learnt.
 * @param {string} auditId
 * @returns {Promise<{by: string, at: string} | null>}
 */
export async function erasureOf(auditId) {
  const refusal = await refusalOf(auditAddress(auditId));
  const { erased_by: by, erased_at: at } = refusal?.members ?? {};
  return typeof by === "string" && typeof at === "string" ? { by, at } : null;
}

/**
 * All findings of one agent, also those that did not fit into its event.
 * @param {string} auditId
 * @param {string} agentId
 * @returns {Promise<Wire.Finding[]>}
 */
export async function listFindings(auditId, agentId) {
  return (await call(findingsAddress(auditId, agentId))).findings;
}

/**
 * @param {string} auditId
 * @param {string} agentId
 */
export function findingsAddress(auditId, agentId) {
  return `${auditAddress(auditId)}/findings?agent=${encodeURIComponent(agentId)}`;
}

/**
 * What one agent checked and found to hold, and what it could not check: `{tables, left_out}`.
 * @param {string} auditId
 * @param {string} agentId
 * @returns {Promise<Wire.TickList>}
 */
export async function listTicks(auditId, agentId) {
  const answer = await call(`${auditAddress(auditId)}/ticks?agent=${encodeURIComponent(agentId)}`);
  /** @type {{agent_id: string, ticks: Wire.TickList | null}[]} */
  const agents = answer.agents;
  return agents.find(({ agent_id: listed }) => listed === agentId)?.ticks ?? { tables: [], left_out: 0 };
}

/**
 * The report as it was read: `{format, sections, paragraphs, tables}`. A Problem until it has been.
 * @param {string} auditId
 * @returns {Promise<Wire.Report>}
 */
export function readReport(auditId) {
  return call(`${auditAddress(auditId)}/document`);
}

/**
 * The state of every figure: `{agents, figures, counts, places, relations}`. A Problem until the report has been read.
 * @param {string} auditId
 * @returns {Promise<Wire.FigureStates>}
 */
export function figureStates(auditId) {
  return call(`${auditAddress(auditId)}/figures`);
}

/**
 * A rule in the server's words; null where there is none of that id: an agent of another package has its own.
 * @param {string} id
 * @returns {Promise<Wire.Rule | null>}
 */
export async function readRule(id) {
  try {
    return await call(`${PREFIX}/rules/${encodeURIComponent(id)}`);
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 404) return null;
    throw problem;
  }
}

/**
 * Where the file is that was handed in.
 * @param {string} auditId
 */
export function originalAddress(auditId) {
  return `${auditAddress(auditId)}/document/original`;
}

/**
 * Where a page of the file is as a picture.
 * @param {string} auditId
 * @param {number} page
 * @param {number} scale pixels a point
 */
export function pageAddress(auditId, page, scale) {
  return `${auditAddress(auditId)}/document/pages/${page}?scale=${scale}`;
}

/**
 * The findings of all agents that have completed.
 * @param {string} auditId
 * @returns {Promise<Wire.Finding[]>}
 */
export async function allFindings(auditId) {
  return (await call(`${auditAddress(auditId)}/findings`)).findings;
}

/**
 * Appends a decision to an audit's review, after the event `expected_seq`; a Problem with the review's `actual` head
 * where that is no longer the last one.
 * @param {string} auditId
 * @param {Wire.Decision & {by: string, expected_seq: number}} decision
 * @returns {Promise<Wire.ReviewEvent>}
 */
export function decide(auditId, decision) {
  return call(`${auditAddress(auditId)}/review`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(decision),
  });
}

/** @param {string} auditId */
function auditAddress(auditId) {
  return `${PREFIX}/audits/${encodeURIComponent(auditId)}`;
}

/** 128 random bits; crypto.randomUUID exists only on secure origins, and a service on a LAN may not be one. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
