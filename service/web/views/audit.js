/**
 * One audit: its header, and under it either how it runs (a lane for each agent, the notes, the event log) or the report
 * beside its findings; all from one fold.
 */

import { announce } from "../announcer.js";
import { AuditStream } from "../audit-stream/audit-stream.js";
import { ERASED } from "../audit-stream/reconnect.js";
import { START, fold, hasEnded } from "../fold.js";
import { soon } from "../frame.js";
import { el, follow, show } from "../nodes.js";
import { liveReview } from "../review/live.js";
import { connectionBadge } from "./connection.js";
import { eventLog } from "./eventlog.js";
import { auditHeader } from "./header.js";
import { laneView } from "./lane.js";
import { auditNews, laneNews } from "./news.js";
import { noteItem } from "./notes.js";
import { auditParts } from "./parts.js";
import { replayBar } from "./replay/bar.js";
import { opening } from "./opening.js";
import { refusedNotice } from "./refused.js";
import { reportDesk } from "./report/desk.js";
import { reviewNews } from "./review/news.js";
import { agentStrip } from "./strip.js";
import { testList } from "./tests.js";
import { waitingNotice } from "./waiting.js";

/** @typedef {import("../audit-stream/audit-stream.js").Connection} Connection */
/** @typedef {import("../router.js").AuditRoute} AuditRoute */
/** @typedef {{auditId: string, agent: Picture.Agent}} LaneItem */

/**
 * Fills `root`; `go(route)` shows another part of the same audit, `leave()` takes it down again.
 * @param {HTMLElement} root
 * @param {AuditRoute} route
 */
export function auditView(root, route) {
  const { auditId } = route;
  /** @type {Picture.Audit} */
  let state = START;
  /** @type {Picture.Audit} */
  let shown = START;
  let live = false;
  let gone = false; // to a part of it
  /** @type {Connection | null} */
  let connection = null;
  /** @type {Connection | null} */
  let reviewConnection = null;
  /** @type {(() => void) | null} */
  let scheduled = null;

  const stream = new AuditStream(auditId, {
    onEvent(event) {
      state = fold(state, /** @type {any} */ (event)); // the stream knows no type of event, the fold skips what it does not
      schedule();
    },
    onConnection(now) {
      live = live || now.phase === "live" || now.phase === "ended";
      connection = now;
      // A refusal that takes the picture away is an alert of its own.
      const isNews = now.phase === "refused" ? state !== START : now.phase === "waiting" && live && !hasEnded(state);
      if (isNews) announce(now.words);
      schedule();
    },
    onRestart: forget,
  });

  function forget() {
    state = START;
    log.clear();
    replay.restart();
    schedule();
  }

  // The stream of an audit that has ended is closed: that it was erased since is heard from its review.
  const review = liveReview(auditId, {
    onChange: schedule,
    onConnection(now) {
      reviewConnection = now;
      desk.connection(now);
      others.connection(now);
      schedule();
      if (now.code !== ERASED || connection?.code === ERASED) return;
      stream.stop();
      connection = now;
      forget();
    },
  });
  const others = reviewNews();

  const badge = connectionBadge({ onRetry: stream.reconnectNow });
  const header = auditHeader(badge.node);
  const notes = el("ul", { class: "notes", hidden: true });
  const lanes = el("div", { class: "lanes" });
  /** @type {Map<unknown, ReturnType<typeof laneView>>} */
  let lanesShown = new Map();
  const log = eventLog(stream);
  const refused = refusedNotice(auditId);
  const strip = agentStrip({ onChoose: (agentId) => lanesShown.get(agentId)?.reveal() });
  const tests = testList();
  const replay = replayBar({ texts: () => stream.texts, onMoment: schedule });
  const running = el("div", {}, replay.node, tests.node, notes, strip.node, lanes, log.node);
  const desk = reportDesk(auditId, review, { onSettled: schedule });
  const parts = auditParts(auditId);
  const waiting = waitingNotice();
  const body = el("div", { class: "audit-body" }, parts.node, desk.line, running, desk.node);
  const put = opening(root);
  root.append(header.node, refused.node, waiting.node, body, desk.printed);

  /** A replay of thousands of events is one update of the page, not thousands. */
  function schedule() {
    scheduled ??= soon(() => {
      scheduled = null;
      render();
    });
  }

  /**
   * Now, or the moment of the past that the reader has gone to; what can be done is always done now. The state of the
   * connection is shown with the events that came before it: "Ended" never stands over a picture without its end.
   */
  function render() {
    if (connection) connectionView(connection);
    replay.update();
    const picture = replay.picture() ?? state;
    header.update(picture, state, review.now());
    tests.update(picture);
    show(notes, picture.notes.length > 0);
    follow(notes, picture.notes, { key: (note) => note.seq, create: noteItem });
    const items = picture.agents.map((agent) => laneItem(agent));
    lanesShown = follow(lanes, items, {
      key: (item) => item.agent.agentId,
      create: laneView,
      update: (node, item) => node.lane(item),
    });
    strip.update(picture);
    log.update();
    desk.update(state, picture === state);
    others.update(review.now(), desk.titleOf);
    waiting.update(state);
    put.update(hasReplayed(connection) && hasReplayed(reviewConnection) && desk.isSettled());
    tell();
    shown = state;
  }

  /** @type {Map<string, LaneItem>} */
  const items = new Map();

  /**
   * The same agent is the same item, so that a lane is touched only when its own agent has changed.
   * @param {Picture.Agent} agent
   * @returns {LaneItem}
   */
  function laneItem(agent) {
    const before = items.get(agent.agentId);
    if (before?.agent === agent) return before;
    const item = { auditId, agent };
    items.set(agent.agentId, item);
    return item;
  }

  /** News is for what happens while the reader is here; what was replayed is told in one sentence. */
  function tell() {
    const news = live && shown !== START ? [...laneNews(shown, state), ...auditNews(shown, state)] : [];
    if (news.length > 0) announce(news.join(" "));
  }

  /** @param {Connection} now */
  function connectionView(now) {
    badge.update(now);
    const gone = now.phase === "refused" && state === START;
    refused.update(gone ? now : null);
    for (const node of [header.node, body, desk.printed]) show(node, !gone);
  }

  /** @param {AuditRoute} route */
  function go(route) {
    const { part, place } = route;
    // Who was here before comes back to where they were.
    if (gone && place !== null && history.state === null) history.replaceState({ cameFrom: true }, "");
    gone = true;
    parts.choose(part);
    show(running, part === "agents");
    root.classList.toggle("wide", part === "report");
    desk.go(route);
  }

  header.update(state, state, review.now());
  go(route);
  stream.start();
  review.start();
  const leave = () => {
    stream.stop();
    review.stop();
    badge.leave();
    replay.leave();
    put.leave();
    waiting.leave();
    desk.leave();
    scheduled?.();
  };
  return { go, leave };
}

/**
 * Whether all that there was has come, or will not for now.
 * @param {Connection | null} connection
 */
function hasReplayed(connection) {
  return connection !== null && connection.phase !== "connecting" && connection.phase !== "catching_up";
}
