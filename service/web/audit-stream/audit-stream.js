/**
 * One event stream of an audit: every event once, in order, across any number of disconnects. Any front end can import it;
 * it needs nothing of the page. It goes on from its cursor after a jittered pause, at once when the machine is online
 * again or the page comes back into view, and over server-sent events where WebSockets are blocked. If the server's log
 * turns out to be another one (4409, or by its hashes), it starts again from the first event.
 *
 * Keeps the raw text of each event (`texts[seq - 1]`), because the stored text, not its parsed form, is what the
 * log's hash chain covers.
 */

import { isTerminal, standing } from "./order.js";
import { afterClose, delayBefore, ERASED, OTHER_LOG } from "./reconnect.js";
import { hashOf, isEvent, parsed } from "./texts.js";
import { openEvents, openSocket, sourceOf } from "./transports.js";

/** @typedef {import("./audit-stream.js").Connection} Connection */

const SOCKETS_TRIED = 2; // that never opened, before server-sent events are tried: some proxies let no socket through
const SILENCE_MS = 60_000; // several heartbeats: a connection this quiet is dead, even if nobody closed it

export class AuditStream {
  /** @type {string[]} */
  texts = [];
  cursor = 0;
  /** @type {import("./transports.js").Link | null} */
  #link = null; // the open connection: `close()`, and whether its heartbeats can be heard
  /** @type {number | undefined} */
  #timer;
  /** @type {number | undefined} */
  #watchdog;
  #attempt = 0;
  #terminal = false;
  #stopped = false;
  /** @type {number | null} */
  #askedMs = null;
  /** @type {string | null} */
  #due = null; // the hash that must come first on a connection taken up at the cursor
  #unopened = 0; // sockets in a row that were closed before they were open
  #handlers;
  #source;

  /**
   * `onEvent(event)` gets each event once; `onConnection(connection)` every change of
   * `{phase, words, code, retryAt}`, phase one of connecting, catching_up, live, waiting, ended, refused;
   * `onRestart()` says that all earlier events are void. `server` is the address of another server than the page's own;
   * `stream` names another stream of the audit than its own: "review", which never ends while the audit is kept.
   * @param {string} auditId
   * @param {import("./audit-stream.js").Handlers} handlers
   * @param {import("./audit-stream.js").Options} options
   */
  constructor(auditId, handlers, { server = location.href, stream = "audit" } = {}) {
    this.#handlers = handlers;
    this.#source = sourceOf(new URL(server), auditId, stream);
  }

  start() {
    this.#stopped = false;
    window.addEventListener("online", this.reconnectNow);
    document.addEventListener("visibilitychange", this.#seen);
    this.#open();
  }

  stop() {
    this.#stopped = true;
    window.removeEventListener("online", this.reconnectNow);
    document.removeEventListener("visibilitychange", this.#seen);
    this.#abandon();
  }

  /** Does not wait out the backoff; does nothing unless the stream is waiting. */
  reconnectNow = () => {
    if (this.#timer !== undefined) this.#open();
  };

  #seen = () => {
    if (!document.hidden) this.reconnectNow();
  };

  #open() {
    this.#abandon();
    this.#say({ phase: "connecting", words: this.cursor ? `Connecting, to continue after event ${this.cursor}.` : "" });
    const ready = hashOf(this.texts.at(-1)).then((hash) => {
      if (link === this.#link) this.#due = hash;
    });
    // A connection that was given up still delivers what was under way; only the current one may speak.
    /**
     * @template {unknown[]} Said
     * @param {(...said: Said) => void} handle
     * @returns {(...said: Said) => void}
     */
    const current =
      (handle) =>
      (...said) =>
        ready.then(() => link === this.#link && handle(...said));
    // By turns from then on: a server that was only down has its socket back, a proxy that blocks them never has.
    const open = this.#unopened >= SOCKETS_TRIED && this.#unopened % 2 === 0 ? openEvents : openSocket;
    const link = open(this.#source, this.cursor, {
      onOpen: current(() => this.#opened()),
      onText: current((text) => this.#received(text)),
      onClose: current((code, reason) => this.#closed(code, reason)),
    });
    this.#link = link;
    this.#unopened += 1;
    this.#listenForSilence();
  }

  #opened() {
    if (this.#link?.beats) this.#unopened = 0;
    this.#say({ phase: "catching_up", words: "" });
  }

  /** @param {string} text */
  #received(text) {
    this.#listenForSilence();
    const message = parsed(text);
    if (message === null) return this.#lost("The server sent something that is not an event.");
    if (!isEvent(message)) return this.#control(message);
    const where = standing(this.cursor, message.seq);
    if (where === "next" && !this.#continues(message.prev)) return this.#otherLog();
    if (where === "gap") return this.#lost(`Event ${message.seq} came where ${this.cursor + 1} was due.`);
    if (where === "next") this.#accept(message, text);
    return undefined;
  }

  /**
   * @param {import("./audit-stream.js").AuditEvent} event
   * @param {string} text
   */
  #accept(event, text) {
    this.texts.push(text);
    this.cursor = event.seq;
    this.#attempt = 0;
    this.#terminal = isTerminal(event.type);
    this.#handlers.onEvent(event);
  }

  /** @param {import("./texts.js").Control} message */
  #control(message) {
    if (message.type === "caught_up") {
      if (message.head > this.cursor) return this.#lost(`Events up to ${message.head} were due.`);
      if (message.head === this.cursor && !this.#continues(message.hash)) return this.#otherLog();
      this.#attempt = 0;
      this.#say({ phase: "live", words: "" });
    } else if (message.type === "server_closing") {
      this.#askedMs = Number.isFinite(message.reconnect_after_ms) ? message.reconnect_after_ms : null;
    }
    return undefined;
  }

  /**
   * Whether what was read before this connection ends with the text of that hash; asked once for each.
   * @param {string | null} hash
   */
  #continues(hash) {
    const due = this.#due;
    this.#due = null;
    return due === null || hash === due;
  }

  /** A log that was restored or rewritten can be as long as the cursor: only the chain of hashes tells. */
  #otherLog() {
    this.#abandon();
    this.#restart(OTHER_LOG, null);
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #closed(code, reason) {
    const verdict = afterClose(code, { cursor: this.cursor, terminal: this.#terminal });
    this.#abandon();
    if (verdict.then === "reconnect") return this.#wait(verdict.words, code);
    if (verdict.then === "restart") return this.#restart(verdict.words, code);
    if (code === ERASED) this.#forget(verdict.words);
    this.#say({ phase: verdict.then, words: verdict.words, code, reason });
    return undefined;
  }

  /**
   * @param {string} words
   * @param {number | null} code
   */
  #restart(words, code) {
    this.#forget(words);
    this.#wait(words, code);
  }

  /** @param {string} words */
  #forget(words) {
    this.texts = [];
    this.cursor = 0;
    this.#handlers.onRestart(words);
  }

  /**
   * The connection cannot be trusted any more: leave it and continue from the cursor.
   * @param {string} words
   */
  #lost(words) {
    this.#abandon();
    this.#wait(words, null);
  }

  /**
   * @param {string} words
   * @param {number | null} code
   */
  #wait(words, code) {
    this.#attempt += 1;
    const delay = delayBefore(this.#attempt, this.#askedMs);
    this.#askedMs = null;
    this.#timer = setTimeout(() => this.#open(), delay);
    this.#say({ phase: "waiting", words, code, retryAt: Date.now() + delay });
  }

  #abandon() {
    clearTimeout(this.#timer);
    clearTimeout(this.#watchdog);
    this.#timer = undefined;
    this.#due = null;
    const link = this.#link;
    this.#link = null;
    link?.close();
  }

  #listenForSilence() {
    clearTimeout(this.#watchdog);
    if (!this.#link?.beats) return;
    this.#watchdog = setTimeout(() => this.#lost("The connection went silent."), SILENCE_MS);
  }

  /** @param {Partial<Connection> & Pick<Connection, "phase" | "words">} connection */
  #say(connection) {
    if (!this.#stopped) this.#handlers.onConnection({ code: null, reason: "", retryAt: null, ...connection });
  }
}
