/** One audit in the list: its report, how it stands, and how many findings of each severity it has. */

import { moment, size } from "../../figures.js";
import { el, setAttribute, setText, thereAre } from "../../nodes.js";
import { auditHref } from "../../router.js";
import { SEVERITIES, auditStatus, severityName } from "../../words.js";

/**
 * An audit, and the oldest one of the same file.
 * @typedef {Wire.Audit & {sameAs: Wire.Audit | undefined}} Row
 */

/**
 * What can be done with an audit from its row.
 * @typedef {{rename: (node: AuditRow) => void, erase: (node: AuditRow) => void}} Doing
 */
/** @typedef {ReturnType<typeof auditRow>} AuditRow */

/**
 * @param {Row} audit
 * @param {Doing} on
 */
export function auditRow(audit, on) {
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
  const signed = el("span", { class: "row-signed" });
  const said = el("span", { class: "row-said", role: "alert", hidden: true });
  const rename = el("button", { type: "button", class: "quiet" }, "Rename");
  const erase = el("button", { type: "button", class: "quiet" }, "Erase");
  const node = el(
    "tr",
    { role: "row" },
    el("th", { scope: "row", role: "rowheader" }, link, sub, said),
    el("td", { role: "cell", class: "state" }, status, signed, note),
    ...counts,
    el("td", { role: "cell", class: "row-actions" }, rename, erase),
  );
  const row = Object.assign(node, { audit, parts: { link, sub, said, status, signed, note, counts, rename, erase } });
  rename.addEventListener("click", () => on.rename(row));
  erase.addEventListener("click", () => on.erase(row));
  return row;
}

/**
 * @param {ReturnType<typeof auditRow>} node
 * @param {Row} audit
 */
export function fillRow(node, audit) {
  const { link, sub, status, signed, note, counts, rename, erase } = node.parts;
  const name = nameOf(audit);
  node.audit = audit;
  setText(link, name);
  setAttribute(rename, "aria-label", `Rename ${name}`);
  setAttribute(erase, "aria-label", `Erase ${name}`);
  setText(sub, subWords(audit));
  setText(signed, signedWords(audit.review));
  setAttribute(signed, "data-whole", audit.review?.whole);
  setText(status, auditStatus(audit.status));
  setAttribute(status, "data-status", audit.status);
  setText(note, beyondStatus(audit));
  // A report that could not be audited has no counts; a zero would say that it was found clean.
  const known = audit.status === "complete" || audit.status === "running";
  const found = SEVERITIES.some((severity) => severity !== "info" && countOf(audit, severity));
  node.classList.toggle("clean", known && !found);
  counts.forEach((cell, index) => {
    const count = known ? countOf(audit, SEVERITIES[index]) : null;
    setText(cell, count === null ? "–" : String(count));
    cell.classList.toggle("zero", !count);
  });
}

/**
 * What agents have found and what people have added.
 * @param {Wire.Audit} audit
 * @param {Wire.Severity} severity
 */
function countOf({ by_severity: found, review }, severity) {
  return (found?.[severity] ?? 0) + (review?.added?.[severity] ?? 0);
}

/** @param {Wire.Audit} audit */
export function nameOf({ name, filename, audit_id: id }) {
  return name || filename || id;
}

/**
 * Files of one name are told apart: by when they came, how large they are, and which of them are the same.
 * @param {Row} row
 */
function subWords(row) {
  const { name, filename, document: file, created_at: created } = row;
  const parts = [filename !== name && name ? filename : null, moment(created), file ? size(file.size_bytes) : null];
  return thereAre(parts).join(", ") + sameWords(row);
}

/** @param {Wire.ReviewStanding | undefined} review */
function signedWords(review) {
  if (!review?.signed_off) return "";
  return review.whole ? "✓ signed off" : "signed off, changed since";
}

/**
 * Another audit of the same bytes says which came first.
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
    { words: "checked less than half", count: agents.filter(checkedLittle).length },
    { words: "with nothing to check", count: idle.length - unable },
  ];
  const parts = told.filter(({ count }) => count > 0).map(({ words, count }) => `${count} ${words}`);
  return parts.length ? `of ${agents.length} agents: ${parts.join(", ")}` : "";
}

/** @param {Wire.AuditAgent} agent */
function checkedNothing({ status, checks }) {
  return status === "complete" && checks !== null && checks.passed + checks.failed === 0;
}

/** @param {Wire.AuditAgent} agent */
function checkedLittle({ status, checks }) {
  if (status !== "complete" || checks === null) return false;
  const made = checks.passed + checks.failed;
  return made > 0 && checks.not_possible > made;
}
