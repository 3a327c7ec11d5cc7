/** What stands on the paper: which report, with which result, every finding, and in short what was checked. */

import { counted, dated } from "../../figures.js";
import { hasEnded } from "../../fold.js";
import { el, thereAre } from "../../nodes.js";
import { auditStatus, severityName, SEVERITIES } from "../../words.js";
import { entriesOf } from "../worklist/entries.js";
import { isRounding, roundingWords } from "../rounding.js";
import { countWords, figuresWords, statesOf } from "../report/states.js";
import { checkedSections } from "./checked.js";
import { signedLines } from "./decided.js";
import { printedFinding } from "./finding.js";

/** @typedef {{findings: Wire.Finding[], states: Picture.Figures}} Heard */

/**
 * `heard` is what all agents said whole; without it, there are the findings that fit into events.
 * @param {Picture.Audit} state
 * @param {Heard | null} heard
 * @param {Picture.Review} review
 * @returns {HTMLElement[]}
 */
export function paperOf(state, heard, review) {
  const findings = heard ? heard.findings : state.agents.flatMap((agent) => agent.findings);
  const proper = findings.filter(({ severity }) => severity !== "info");
  const notes = findings.filter(({ severity }) => severity === "info");
  return thereAre([
    el("h1", {}, review.name || state.name || state.document?.filename || "An audit"),
    el("p", { class: "printed-facts" }, factsOf(state)),
    heard ? el("p", { class: "printed-count" }, countOf(heard.states)) : null,
    ...signedLines(review, titlesOf(findings)).map((line) => el("p", { class: "printed-decided" }, line)),
    ...findingsOf(proper, state, review),
    notesOf(notes),
    ...checkedSections(state),
    el("p", { class: "printed-end" }, endOf(findings, state)),
    el("p", { class: "printed-ids" }, idsOf(state)),
  ]);
}

/**
 * "annual-report.docx. Complete, 2 Mar 2026, 09:30."
 * @param {Picture.Audit} state
 */
function factsOf({ document: file, status, createdAt, endedAt }) {
  const ended = endedAt ? `${auditStatus(status)}, ${dated(endedAt)}` : auditStatus(status);
  return thereAre([file?.filename, createdAt && `handed in ${dated(createdAt)}`, ended]).join(" · ");
}

/**
 * @param {readonly Wire.Finding[]} findings
 * @returns {(id: string) => string}
 */
function titlesOf(findings) {
  const titles = new Map(findings.map(({ id, title }) => [id, title]));
  return (id) => titles.get(id) ?? "";
}

/** @param {Picture.Figures} states */
function countOf(states) {
  const parts = statesOf(states).map((state) => countWords(state, states.counts[state]));
  return `${figuresWords(states.figures)}: ${parts.join(", ")}.`;
}

/**
 * Gravest first, under a heading for each severity; what was found at one place stands together, with the gravest.
 * @param {Wire.Finding[]} findings
 * @param {Picture.Audit} state
 * @param {Picture.Review} review
 */
function findingsOf(findings, state, review) {
  if (findings.length === 0) return [el("h2", {}, hasEnded(state) ? "No findings" : "No findings so far")];
  const entries = entriesOf(findings);
  return SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((one) => one.severity === severity).length,
    some: entries.filter(({ finding }) => finding.severity === severity),
  }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count, some }) =>
      el(
        "section",
        {},
        el("h2", {}, `${severityName(severity)}: ${counted(count, "finding")}`),
        some.length > 0
          ? el(
              "ul",
              { class: "printed-findings" },
              ...some.flatMap(({ all }) => all.map((one) => printedFinding(one, review, all))),
            )
          : el("p", {}, "Each stands above, with what else was found at its place."),
      ),
    );
}

/**
 * No action is needed: a line each, and one for all that only round.
 * @param {Wire.Finding[]} notes
 */
function notesOf(notes) {
  if (notes.length === 0) return null;
  const rounded = notes.filter(isRounding);
  const lines = notes.filter((note) => !isRounding(note)).map(({ title }) => title);
  return el(
    "section",
    {},
    el("h2", {}, counted(notes.length, "note")),
    el(
      "ul",
      { class: "printed-lines" },
      ...[...lines, ...(rounded.length > 0 ? [roundingWords(rounded.length)] : [])].map((line) => el("li", {}, line)),
    ),
  );
}

/**
 * A paper that has not everything says so.
 * @param {Wire.Finding[]} findings
 * @param {Picture.Audit} state
 */
function endOf(findings, state) {
  const all = state.agents.reduce((sum, agent) => sum + (agent.findingsTotal ?? 0), 0);
  const found = findings.filter(({ source }) => source !== "person").length;
  if (found < all) return `${found} of ${all} are printed: open the report, then print again.`;
  return hasEnded(state) ? "End of the findings." : "The audit has not ended: more may come.";
}

/**
 * What a program needs to find the same again; people do not.
 * @param {Picture.Audit} state
 */
function idsOf({ auditId, document: file }) {
  return thereAre([auditId && `Audit ${auditId}`, file && `SHA-256 of the file ${file.sha256}`]).join(" · ");
}
