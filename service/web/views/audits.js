/** The list of audits, newest first. Fresh when the page comes into view, after an upload, and while one is running. */

import { Problem, listAudits } from "../api.js";
import { moment } from "../figures.js";
import { el, follow, setAttribute, setText, show } from "../nodes.js";
import { auditHref } from "../router.js";
import { auditSearch } from "./audits/search.js";
import { SEVERITIES, auditStatus, severityName } from "../words.js";

const PAGE = 25;
const MOST = 100; // rows asked for at once when the list is refreshed
const WHILE_RUNNING_MS = 2_000; // how stale a running audit's row may be

export function auditList() {
  const search = auditSearch({ onChange: () => refresh() });
  const parts = skeleton(search.node);
  let rows = [];
  let next = null;
  let damaged = [];
  let timer = null;
  let asking = 0;
  let left = false;

  async function load(question, merge) {
    const ticket = ++asking;
    clearTimeout(timer);
    try {
      const page = await listAudits({ ...question, ...search.asked() });
      if (left || ticket !== asking) return;
      merge(page);
      render();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (!left && ticket === asking) fail(problem);
    }
    if (left) return;
    // A page of a search can be short or empty although more is to be found behind it.
    if (search.isUsed() && next && rows.length < PAGE && ticket === asking) return more();
    if (!document.hidden && rows.some(unfinished)) timer = setTimeout(refresh, WHILE_RUNNING_MS);
  }

  // Rows that the reader has opened beyond the fresh ones stay, if they still join on without a gap.
  const refresh = () =>
    load({ limit: Math.min(Math.max(rows.length, PAGE), MOST) }, (page) => {
      const last = page.audits.at(-1)?.audit_id;
      const joint = rows.findIndex((audit) => audit.audit_id === last);
      const older = page.next && joint >= 0 ? rows.slice(joint + 1) : [];
      if (older.length === 0) next = page.next;
      rows = [...page.audits, ...older];
      damaged = page.damaged ?? []; // an older server does not say
    });

  const more = () =>
    load({ limit: PAGE, cursor: next }, (page) => {
      const known = new Set(rows.map((audit) => audit.audit_id));
      rows = [...rows, ...page.audits.filter((audit) => !known.has(audit.audit_id))];
      next = page.next;
      const told = new Set(damaged.map((audit) => audit.audit_id));
      damaged = [...damaged, ...(page.damaged ?? []).filter((audit) => !told.has(audit.audit_id))];
    });

  function render() {
    show(parts.problem, false);
    show(parts.table, rows.length > 0);
    show(parts.empty, rows.length === 0 && damaged.length === 0);
    setText(
      parts.empty,
      search.isUsed() ? "No audit is like this." : "No audits yet. The first report you hand in appears here.",
    );
    show(parts.damaged, damaged.length > 0);
    setText(parts.damaged, damagedWords(damaged));
    show(parts.more, next !== null && next !== undefined);
    const firsts = firstOfFiles(rows);
    const items = rows.map((audit) => ({ ...audit, sameAs: firsts.get(audit.document?.sha256) }));
    follow(parts.body, items, { key: (audit) => audit.audit_id, create: row, update: fill });
  }

  function fail(problem) {
    show(parts.problem, true);
    setText(parts.problem, `The list could not be read. ${problem.title}. ${problem.detail}`.trim());
    timer = setTimeout(refresh, 2 * WHILE_RUNNING_MS);
  }

  const whenSeen = () => document.hidden || refresh();
  parts.more.addEventListener("click", more);
  window.addEventListener("focus", whenSeen);
  document.addEventListener("visibilitychange", whenSeen);
  refresh();

  const leave = () => {
    left = true;
    clearTimeout(timer);
    window.removeEventListener("focus", whenSeen);
    document.removeEventListener("visibilitychange", whenSeen);
  };
  return { node: parts.node, refresh, leave };
}

/** No audit is left out in silence: those that cannot be shown are named. */
function damagedWords(audits) {
  const one = ({ audit_id: id, problem }) =>
    `Audit ${id} is damaged and not shown: ${problem}. Run tickmark verify ${id} on the server.`;
  return audits.map(one).join(" ");
}

/** The oldest audit of each file, among those that are listed. */
function firstOfFiles(rows) {
  return new Map(rows.filter((audit) => audit.document).map((audit) => [audit.document.sha256, audit]));
}

/** Files of one name are told apart: another audit of the same bytes says which came first. */
function sameWords({ audit_id: id, sameAs }) {
  return sameAs && sameAs.audit_id !== id ? `, the same file as ${moment(sameAs.created_at)}` : "";
}

function unfinished(audit) {
  return audit.status === "queued" || audit.status === "running";
}

/** The roles say again what the elements are: on a narrow screen they are laid out as a grid, and would lose it. */
function skeleton(search) {
  const heads = SEVERITIES.map((severity) =>
    el("th", { scope: "col", role: "columnheader", class: "figure" }, severityName(severity)),
  );
  const body = el("tbody", { role: "rowgroup" });
  const table = el(
    "table",
    { class: "audits", role: "table", hidden: true },
    el(
      "thead",
      { role: "rowgroup" },
      el(
        "tr",
        { role: "row" },
        el("th", { scope: "col", role: "columnheader" }, "Report"),
        el("th", { scope: "col", role: "columnheader" }, "Status"),
        ...heads,
      ),
    ),
    body,
  );
  const empty = el("p", { class: "empty", hidden: true }, "No audits yet. The first report you hand in appears here.");
  const problem = el("p", { class: "notice notice-error", role: "alert", hidden: true });
  const damaged = el("p", { class: "notice notice-error", role: "alert", hidden: true });
  const more = el("button", { type: "button", class: "more", hidden: true }, "Show older audits");
  const node = el(
    "section",
    { "aria-labelledby": "audits-title" },
    el("div", { class: "audits-head" }, el("h2", { id: "audits-title" }, "Audits"), search),
    problem,
    damaged,
    table,
    empty,
    more,
  );
  return { node, table, body, empty, problem, damaged, more };
}

function row(audit) {
  const link = el("a", { href: auditHref(audit.audit_id), class: "row-link" });
  const sub = el("span", { class: "row-sub" });
  const status = el("span", { class: "status" });
  const note = el("span", { class: "row-sub" });
  const counts = SEVERITIES.map((severity) =>
    el("td", {
      role: "cell",
      class: `figure count count-${severity}`,
      "data-called": severityName(severity).toLowerCase(),
    }),
  );
  const node = el(
    "tr",
    { role: "row" },
    el("th", { scope: "row", role: "rowheader" }, link, sub),
    el("td", { role: "cell", class: "state" }, status, note),
    ...counts,
  );
  node.parts = { link, sub, status, note, counts };
  return node;
}

function fill(node, audit) {
  const { link, sub, status, note, counts } = node.parts;
  setText(link, audit.name || audit.filename || audit.audit_id);
  const filename = audit.filename && audit.filename !== audit.name && audit.name ? `${audit.filename}, ` : "";
  setText(sub, filename + moment(audit.created_at) + sameWords(audit));
  setText(status, auditStatus(audit.status));
  setAttribute(status, "data-status", audit.status);
  setText(note, beyondStatus(audit));
  // A report that could not be audited has no counts; a zero would say that it was found clean.
  const known = audit.status === "complete" || audit.status === "running";
  const found = SEVERITIES.some((severity) => severity !== "info" && audit.by_severity?.[severity]);
  node.classList.toggle("clean", known && !found);
  counts.forEach((cell, index) => {
    const count = known ? (audit.by_severity?.[SEVERITIES[index]] ?? 0) : null;
    setText(cell, count === null ? "–" : String(count));
    cell.classList.toggle("zero", !count);
  });
}

/** What the status alone would hide: why it failed, or that agents did not check. No row may look clean by omission. */
function beyondStatus(audit) {
  if (audit.status === "failed") return audit.error ?? "";
  if (audit.status !== "complete") return "";
  const agents = audit.agents ?? [];
  const told = [
    ["in error", (agent) => agent.status === "error"],
    ["not run", (agent) => agent.status === "skipped"],
    ["could not check", ({ status, checks }) => checkedNothing(status, checks) && checks.not_possible > 0],
    ["with nothing to check", ({ status, checks }) => checkedNothing(status, checks) && checks.not_possible === 0],
  ].map(([words, which]) => [words, agents.filter(which).length]);
  const parts = told.filter(([, count]) => count > 0).map(([words, count]) => `${count} ${words}`);
  return parts.length ? `of ${agents.length} agents ${parts.join(", ")}` : "";
}

function checkedNothing(status, checks) {
  return status === "complete" && checks && checks.passed + checks.failed === 0;
}
