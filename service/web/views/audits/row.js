/** One audit in the list: its report, how it stands, and how many findings of each severity it has. */

import { moment } from "../../figures.js";
import { el, setAttribute, setText } from "../../nodes.js";
import { auditHref } from "../../router.js";
import { SEVERITIES, auditStatus, severityName } from "../../words.js";

/**
 * An audit, and the oldest one of the same file.
 * @typedef {Wire.Audit & {sameAs: Wire.Audit | undefined}} Row
 */

/** @param {Row} audit */
export function auditRow(audit) {
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
  return Object.assign(node, { parts: { link, sub, status, note, counts } });
}

/**
 * @param {ReturnType<typeof auditRow>} node
 * @param {Row} audit
 */
export function fillRow(node, audit) {
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

/**
 * Files of one name are told apart: another audit of the same bytes says which came first.
 * @param {Row} row
 */
function sameWords({ audit_id: id, sameAs }) {
  return sameAs && sameAs.audit_id !== id ? `, the same file as ${moment(sameAs.created_at)}` : "";
}

/**
 * What the status alone would hide: why it failed, or that agents did not check. No row may look clean by omission.
 * @param {Wire.Audit} audit
 */
function beyondStatus(audit) {
  if (audit.status === "failed") return audit.error ?? "";
  if (audit.status !== "complete") return "";
  const agents = audit.agents ?? [];
  const idle = agents.filter(checkedNothing);
  const unable = idle.filter(({ checks }) => checks && checks.not_possible > 0).length;
  const told = [
    { words: "in error", count: agents.filter(({ status }) => status === "error").length },
    { words: "not run", count: agents.filter(({ status }) => status === "skipped").length },
    { words: "could not check", count: unable },
    { words: "with nothing to check", count: idle.length - unable },
  ];
  const parts = told.filter(({ count }) => count > 0).map(({ words, count }) => `${count} ${words}`);
  return parts.length ? `of ${agents.length} agents ${parts.join(", ")}` : "";
}

/** @param {Wire.AuditAgent} agent */
function checkedNothing({ status, checks }) {
  return status === "complete" && checks !== null && checks.passed + checks.failed === 0;
}
