/** The order of a stream's events, and which of them end it. Pure. */

/**
 * Where an event stands after `cursor`: "seen", "next" or "gap".
 * @param {number} cursor
 * @param {number} seq
 * @returns {"seen" | "next" | "gap"}
 */
export function standing(cursor, seq) {
  if (seq <= cursor) return "seen";
  return seq === cursor + 1 ? "next" : "gap";
}

/** @param {string} type */
export function isTerminal(type) {
  return type === "audit_complete" || type === "audit_failed" || type === "audit_cancelled";
}
