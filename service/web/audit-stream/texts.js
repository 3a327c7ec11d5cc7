/** The texts of a stream: what they say, and the hash that the next one must name. Pure. */

/** @typedef {import("./audit-stream.js").AuditEvent} AuditEvent */
/**
 * A message that is no event of the log: it has no `seq`.
 * @typedef {{type: "caught_up" | "heartbeat", head: number, hash: string | null}
 *   | {type: "server_closing", reconnect_after_ms: number}} Control
 */

/**
 * What a text says; null if it is no message.
 * @param {string} text
 * @returns {AuditEvent | Control | null}
 */
export function parsed(text) {
  try {
    const message = JSON.parse(text);
    return typeof message === "object" ? message : null;
  } catch {
    return null;
  }
}

/**
 * @param {AuditEvent | Control} message
 * @returns {message is AuditEvent}
 */
export function isEvent(message) {
  return "seq" in message && Number.isInteger(message.seq);
}

/**
 * The SHA-256 of a text, in hex; null where there is no text, or no cryptography (a page over plain HTTP).
 * @param {string | undefined} text
 * @returns {Promise<string | null>}
 */
export async function hashOf(text) {
  if (text === undefined || !globalThis.crypto?.subtle) return null;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
