/**
 * The head of an audit: which document, how it stands, how long it took, and the state of the connection. Beside the
 * report it is one line, and the rest is there when it is asked for.
 */

import { between, counted, duration, grouped, moment, size } from "../figures.js";
import { hasEnded } from "../fold.js";
import { formatName } from "../formats.js";
import { el, follow, setAttribute, setText, show, thereAre } from "../nodes.js";
import { ownFindings } from "../review/fold.js";
import { auditHref } from "../router.js";
import { findingsSoFar, severitiesSoFar } from "../tally.js";
import { SEVERITIES, agentStanding, auditStatus } from "../words.js";
import { auditActions } from "./actions.js";
import { signOffStamp } from "./review/stamp.js";

/** @param {HTMLElement} connection */
export function auditHeader(connection) {
  const title = el("h1", {}, "Opening the audit …");
  const facts = el("p", { class: "facts" });
  const status = el("span", { class: "status status-large" });
  const timing = el("span", { class: "timing" });
  const total = el("p", { class: "total" });
  const tally = el("ul", { class: "tally", "aria-label": "Findings by severity", hidden: true });
  const verdict = el("p", { class: "verdict", hidden: true });
  const stamp = signOffStamp();
  const origin = el("p", { class: "facts", hidden: true }, "A retry of ");
  const actions = auditActions();
  const print = el("button", { type: "button", class: "quiet", on: { click: () => window.print() } }, "Print");
  const more = el(
    "button",
    { type: "button", class: "quiet head-more", "aria-expanded": "false", on: { click: unfold } },
    "Details",
  );
  const node = el(
    "header",
    { class: "audit-head" },
    el("nav", { "aria-label": "Way back" }, el("a", { href: "#/", class: "back" }, "All audits")),
    el("div", { class: "audit-title" }, title, connection),
    facts,
    origin,
    el(
      "div",
      { class: "audit-line" },
      el("div", { class: "audit-state" }, el("p", {}, status, timing), actions.node),
      el("div", { class: "sum" }, total, tally),
      el("div", { class: "head-buttons" }, print, more),
    ),
    actions.problem,
    stamp.node,
    verdict,
  );

  function unfold() {
    const isOpen = node.classList.toggle("is-unfolded");
    setAttribute(more, "aria-expanded", String(isOpen));
  }

  /**
   * `now` is what the log says by now, where `state` is a moment of its past; a review is always that of now.
   * @param {Picture.Audit} state
   * @param {Picture.Audit} now
   * @param {Picture.Review} review
   */
  function update(state, now, review) {
    const name = review.name || state.name || state.document?.filename;
    stamp.update(review);
    if (name) setText(title, name);
    setAttribute(title, "title", name);
    document.title = name ? `${name}: ${auditStatus(state.status).toLowerCase()} – Tickmark` : "Tickmark";
    setText(facts, factsOf(state, name).join(" · "));
    setText(status, auditStatus(state.status));
    setAttribute(status, "data-status", state.status);
    setText(timing, timingOf(state));
    const own = state === now ? [...ownFindings(review).values()] : []; // a moment of the past had none of them
    setText(total, totalOf(state, own.length));
    tallyOf(tally, state, own);
    show(verdict, Boolean(verdictOf(state)));
    setText(verdict, verdictOf(state));
    actions.update(now);
    if (state.retryOf && origin.hidden) {
      origin.append(el("a", { href: auditHref(state.retryOf) }, "an earlier audit"));
      show(origin, true);
    }
  }

  return { node, update };
}

/**
 * @param {Picture.Audit} state
 * @param {string | null | undefined} name
 * @returns {string[]}
 */
function factsOf({ document: file, extracted, reading }, name) {
  if (!file) return [];
  const format = formatName(file.media_type);
  const filename = name && name !== file.filename ? file.filename : null;
  const parts = extracted
    ? [
        extracted.pages ? counted(extracted.pages, "page") : null,
        extracted.tables === null ? null : counted(extracted.tables, "table"),
        extracted.paragraphs === null ? null : counted(extracted.paragraphs, "paragraph"),
      ]
    : [reading ? `page ${grouped(String(reading.completed))} of ${grouped(String(reading.total))} read` : null];
  return thereAre([filename, format, size(file.size_bytes), ...parts]);
}

/** @param {Picture.Audit} state */
function timingOf({ createdAt, startedAt, endedAt }) {
  if (!createdAt) return "";
  if (endedAt) return `${moment(createdAt)}, took ${duration(between(startedAt ?? createdAt, endedAt))}`;
  return startedAt ? `started ${moment(startedAt)}` : `handed in ${moment(createdAt)}`;
}

/**
 * @param {Picture.Audit} state
 * @param {number} own findings that people have added
 */
function totalOf(state, own) {
  const reported = state.agents.some((agent) => agent.findingsTotal !== null);
  if (!reported) return "";
  const total = counted(findingsSoFar(state) + own, "finding");
  return hasEnded(state) ? total : `${total} so far`;
}

/**
 * @param {HTMLElement} list
 * @param {Picture.Audit} state
 * @param {Picture.Added[]} own
 */
function tallyOf(list, state, own) {
  const counts = { ...severitiesSoFar(state) };
  for (const { severity } of own) counts[severity] = (counts[severity] ?? 0) + 1;
  const items = SEVERITIES.map((severity) => ({ severity, count: counts[severity] ?? 0 })).filter(({ count }) => count);
  show(list, items.length > 0);
  follow(list, items, {
    key: (item) => `${item.severity} ${item.count}`,
    create: ({ severity, count }) => el("li", { class: `severity severity-${severity}` }, tallied(severity, count)),
  });
}

/**
 * @param {Wire.Severity} severity
 * @param {number} count
 */
function tallied(severity, count) {
  return severity === "info" ? counted(count, "note") : `${grouped(String(count))} ${severity}`;
}

/** What no reader need be warned of: an agent that is not run (it does not apply, or is not enabled) says so itself. */
const NO_SHORTCOMING = new Set(["clean", "findings", "noted", "partly", "nothing", "not-run"]);

/**
 * What the end means. "Nothing found" is said only where every agent has checked.
 * @param {Picture.Audit} state
 */
function verdictOf(state) {
  if (state.status === "failed") return `The report could not be audited. ${state.failure?.message ?? ""}`;
  if (state.status === "cancelled") return `The audit ended early: ${state.cancelled}`;
  if (state.status !== "complete") return "";
  const kinds = state.agents.map((agent) => agentStanding(agent).kind);
  if (kinds.every((kind) => kind === "nothing" || kind === "not-run"))
    return "No agent found anything to check in this report.";
  const partly = kinds.filter((kind) => kind === "partly").length;
  const unchecked = kinds.filter((kind) => !NO_SHORTCOMING.has(kind)).length;
  const all = counted(state.agents.length, "agent");
  return [
    unchecked > 0 ? `${unchecked} of ${all} did not check this report; each says why below.` : "",
    partly > 0 ? `${partly} of ${all} could make fewer than half of the checks; nothing found says little there.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}
