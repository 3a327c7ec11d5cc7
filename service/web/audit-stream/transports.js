/**
 * The two ways in which a stream comes: a WebSocket, and server-sent events where sockets are blocked. Both say
 * `onOpen()`, `onText(text)` for each message as the WebSocket sends it, and once `onClose(code, reason)`.
 */

/** @typedef {{onOpen: () => void, onText: (text: string) => void, onClose: (code: number, reason: string) => void}} Told */
/** @typedef {{close: () => void, beats: boolean}} Link */
/**
 * Where a stream is: the address of its socket, and of its events over HTTP.
 * @typedef {{socket: string, events: string}} Source
 */

const LOST = 1006;

/**
 * @param {URL} server
 * @param {string} auditId
 * @param {"audit" | "review"} stream
 * @returns {Source}
 */
export function sourceOf({ protocol, host, origin }, auditId, stream) {
  const scheme = protocol === "https:" ? "wss:" : "ws:";
  const path = stream === "audit" ? encodeURIComponent(auditId) : `${encodeURIComponent(auditId)}/${stream}`;
  return { socket: `${scheme}//${host}/ws/audit/${path}`, events: `${origin}/api/v1/audits/${path}/events` };
}

/**
 * `{close()}`. A close code is that of the server; 1006 where the connection was lost.
 * @param {Source} source
 * @param {number} after
 * @param {Told} told
 * @returns {Link}
 */
export function openSocket(source, after, { onOpen, onText, onClose }) {
  const socket = new WebSocket(`${source.socket}?after=${after}`);
  socket.onopen = () => onOpen();
  socket.onmessage = ({ data }) => onText(data);
  socket.onclose = ({ code, reason }) => onClose(code, reason);
  return { close: () => socket.close(), beats: true };
}

/**
 * The same over HTTP. Heartbeats are comments that no page can see, so silence means nothing here. Why a stream ended is
 * not told either: it is asked for, and given as the close code that a WebSocket would have had.
 * @param {Source} source
 * @param {number} after
 * @param {Told} told
 * @returns {Link}
 */
export function openEvents({ events }, after, { onOpen, onText, onClose }) {
  const source = new EventSource(`${events}/stream?after=${after}`);
  const asking = new AbortController();
  /**
   * @param {string} type
   * @returns {(event: MessageEvent) => void}
   */
  const control = (type) => (event) => onText(JSON.stringify({ type, ...JSON.parse(event.data) }));
  source.onopen = () => onOpen();
  source.onmessage = ({ data }) => onText(data);
  source.addEventListener("caught_up", control("caught_up"));
  source.addEventListener("server_closing", control("server_closing"));
  source.onerror = async () => {
    source.close(); // its own way back does not know what has been read
    const code = await endOf(events, after, asking.signal);
    if (code !== null) onClose(code, "");
  };
  const close = () => {
    asking.abort();
    source.close();
  };
  return { close, beats: false };
}

const CODES = new Map([
  [403, 4403],
  [404, 4404],
  [410, 4410],
  [422, 4400],
]);

/**
 * The code for what the server says of the audit now; null if nobody wants to know any more.
 * @param {string} events
 * @param {number} after
 * @param {AbortSignal} signal
 * @returns {Promise<number | null>}
 */
async function endOf(events, after, signal) {
  try {
    const answer = await fetch(`${events}?after=${after}&limit=1`, { signal });
    if (!answer.ok) return CODES.get(answer.status) ?? LOST;
    return (await answer.json()).head < after ? 4409 : LOST;
  } catch {
    return signal.aborted ? null : LOST;
  }
}
