/** What a closed stream means for its reader, and how long to wait before the next attempt. Pure. */

export const FIRST_DELAY_MS = 400;
export const LONGEST_DELAY_MS = 15_000; // a server that is back is noticed within this time

export const ERASED = 4410;

export const OTHER_LOG = "The server's log is not the one read before. Read again from the start.";

const REFUSED = new Map([
  [1008, "The server does not allow this connection."],
  [4400, "The server did not understand where to continue from."],
  [4401, "The server needs credentials for this audit."],
  [4403, "This page may not read the audit: the server does not allow its origin or credentials."],
  [4404, "There is no such audit."],
  [ERASED, "This audit has been erased."],
  [4500, "This audit is damaged: what is kept of it is not what was written. Run tickmark verify on the server."],
]);

const COME_BACK = new Map([
  [1001, "The server is going away."],
  [1006, "The connection was lost."],
  [1011, "The server had an internal error."],
  [1012, "The server restarts."],
  [1013, "The page fell behind the stream."],
]);

/**
 * What to do after a close: `{then: "ended" | "reconnect" | "restart" | "refused", words}`.
 *
 * `terminal` says whether the audit's last event has arrived: only with it is a normal close the end of the story.
 * @param {number} code
 * @param {{cursor: number, terminal: boolean}} read
 * @returns {{then: "ended" | "reconnect" | "restart" | "refused", words: string}}
 */
export function afterClose(code, { cursor, terminal }) {
  if (terminal && code !== ERASED) return { then: "ended", words: "The audit has ended." };
  if (code === 4409 && cursor > 0) {
    return { then: "restart", words: OTHER_LOG };
  }
  const refusal = REFUSED.get(code);
  if (refusal !== undefined) return { then: "refused", words: refusal };
  // Codes from 4000 are the application's verdicts: asking again would only get the same answer.
  if (code >= 4000) return { then: "refused", words: `The server refused the connection with code ${code}.` };
  return { then: "reconnect", words: COME_BACK.get(code) ?? "The connection was closed before the audit ended." };
}

/**
 * Milliseconds to wait before attempt number `attempt` (from 1). Half of it is jitter, so that readers who lost the
 * server together do not come back together; a time the server asked for is never undercut.
 * @param {number} attempt
 * @param {number | null} [askedMs]
 * @param {() => number} [random]
 */
export function delayBefore(attempt, askedMs = null, random = Math.random) {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  const own = ceiling / 2 + (random() * ceiling) / 2;
  return askedMs === null ? own : Math.max(own, askedMs + random() * FIRST_DELAY_MS);
}
