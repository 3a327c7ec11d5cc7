/** The list of audits, newest first: live, and fresh when the page comes into view. */

import { Problem, listAudits } from "../api.js";
import { el, follow, setText, show } from "../nodes.js";
import { SEVERITIES, severityName } from "../words.js";
import { rowDoing } from "./audits/doing.js";
import { listNews } from "./audits/news.js";
import { auditRow, fillRow } from "./audits/row.js";
import { auditSearch } from "./audits/search.js";

const PAGE = 25;
const MOST = 100; // rows asked for at once when the list is refreshed
const WITHOUT_NEWS_MS = 2_000; // how stale a running audit's row may be while no news of it arrive

export function auditList() {
  const search = auditSearch({ onChange: () => refresh() });
  const parts = skeleton(search.node);
  /** @type {Wire.Audit[]} */
  let rows = [];
  /** @type {string | null} */
  let next = null;
  /** @type {Wire.DamagedAudit[]} */
  let damaged = [];
  /** @type {number | undefined} */
  let timer;
  let asking = 0;
  let left = false;

  /**
   * @param {{limit: number, cursor?: string | null}} question
   * @param {(page: Wire.AuditPage) => void} merge
   * @returns {Promise<void>}
   */
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
    if (!document.hidden && !news.isLive() && rows.some(unfinished)) timer = setTimeout(refresh, WITHOUT_NEWS_MS);
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
      search.isUsed() ? "No audit matches." : "No audits yet. The first report you hand in appears here.",
    );
    show(parts.damaged, damaged.length > 0);
    setText(parts.damaged, damagedWords(damaged));
    show(parts.more, next !== null && next !== undefined);
    const firsts = firstOfFiles(rows);
    const items = rows.map((audit) => ({
      ...audit,
      sameAs: audit.document ? firsts.get(audit.document.sha256) : undefined,
    }));
    follow(parts.body, items, {
      key: (audit) => audit.audit_id,
      create: (audit) => auditRow(audit, doing),
      update: fillRow,
    });
  }

  /** @param {Problem} problem */
  function fail(problem) {
    show(parts.problem, true);
    setText(parts.problem, `The list could not be read. ${problem.title}. ${problem.detail}`.trim());
    timer = setTimeout(refresh, 2 * WITHOUT_NEWS_MS);
  }

  const whenSeen = () => document.hidden || refresh();
  parts.more.addEventListener("click", more);
  window.addEventListener("focus", whenSeen);
  document.addEventListener("visibilitychange", whenSeen);
  const doing = rowDoing({ onDone: refresh });
  const news = listNews({ onChange: refresh });
  refresh();

  const leave = () => {
    left = true;
    clearTimeout(timer);
    news.leave();
    doing.leave();
    window.removeEventListener("focus", whenSeen);
    document.removeEventListener("visibilitychange", whenSeen);
  };
  return { node: parts.node, refresh, leave };
}

/**
 * No audit is left out in silence: those that cannot be shown are named.
 * @param {Wire.DamagedAudit[]} audits
 */
function damagedWords(audits) {
  const one = (/** @type {Wire.DamagedAudit} */ { audit_id: id, problem }) =>
    `Audit ${id} is damaged and not shown: ${problem}. Run tickmark verify ${id} on the server.`;
  return audits.map(one).join(" ");
}

/**
 * The oldest audit of each file, among those that are listed.
 * @param {Wire.Audit[]} rows
 * @returns {Map<string, Wire.Audit>}
 */
function firstOfFiles(rows) {
  return new Map(rows.flatMap((audit) => (audit.document ? [[audit.document.sha256, audit]] : [])));
}

/** @param {Wire.Audit} audit */
function unfinished(audit) {
  return audit.status === "queued" || audit.status === "running";
}

/**
 * The roles say again what the elements are: on a narrow screen they are laid out as a grid, and would lose it.
 * @param {HTMLElement} search
 */
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
        el("th", { scope: "col", role: "columnheader" }, el("span", { class: "visually-hidden" }, "Actions")),
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
