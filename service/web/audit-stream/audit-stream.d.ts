/** One event stream of an audit: every event once, in order, across any number of disconnects. */

/** An event of the log, in the shape that docs/protocol.md gives for its `type` and `schema_version`. */
export interface AuditEvent {
  readonly seq: number;
  readonly audit_id: string;
  readonly type: string;
  readonly schema_version: number;
  readonly timestamp: string;
  readonly prev: string | null;
  readonly [field: string]: unknown;
}

export type Phase = "connecting" | "catching_up" | "live" | "waiting" | "ended" | "refused";

export interface Connection {
  readonly phase: Phase;
  /** What a reader is told about it; empty where the phase says it all. */
  readonly words: string;
  /** The close code behind it; null where there was none. */
  readonly code: number | null;
  /** The server's own words for it. */
  readonly reason: string;
  /** When the next attempt begins (milliseconds since 1970), while `phase` is "waiting". */
  readonly retryAt: number | null;
}

export interface Handlers {
  /** Each event once, in order. */
  onEvent(event: AuditEvent): void;
  /** Every change of the connection. */
  onConnection(connection: Connection): void;
  /** All events so far are void: another log follows from its first event, or the audit has been erased. */
  onRestart(words: string): void;
}

export interface Options {
  /** The address of the server, where it is not the page's own. It must allow the page's origin. */
  readonly server?: string;
  /** Which stream of the audit: its own, or what people have decided about its findings. */
  readonly stream?: "audit" | "review";
}

export class AuditStream {
  constructor(auditId: string, handlers: Handlers, options?: Options);
  /** The stored text of each event: `texts[seq - 1]`. */
  readonly texts: string[];
  /** The seq of the last event; 0 before the first. */
  readonly cursor: number;
  start(): void;
  stop(): void;
  /** Does not wait out the pause; does nothing unless the stream is waiting. */
  reconnectNow(): void;
}
