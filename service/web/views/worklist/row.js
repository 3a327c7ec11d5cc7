/** An entry of the list: a line, and opened all that is known of its finding or findings, with the rules' own words. */

import { offBy } from "../../amounts.js";
import { isWhole, pageWords } from "../../figures.js";
import { el, setAttribute, setText, thereAre } from "../../nodes.js";
import { findingHref } from "../../router.js";
import { shortText } from "../../shortened.js";
import { agentName } from "../../words.js";
import { findingView } from "../finding.js";
import { whyView } from "./why.js";

/** @typedef {import("./entries.js").Entry} Entry */
/**
 * What was decided: `whole` about an entry of several findings, `of(id)` about each.
 * @typedef {{whole: HTMLElement | null, of: (id: string) => HTMLElement}} Blocks
 */

/** @typedef {{onPlace: (id: string) => void, known: import("../finding.js").Known}} Around */
/** @typedef {Blocks & Around} Opened */

const NAME = 80; // characters of a table's name

/**
 * `onChoose(id)` when the line is pressed, `onPlace(id)` where a finding's place is asked for; `blocks` are there in an
 * entry that is open, `known` is what is known beside its findings.
 * @param {string} auditId
 * @param {Entry} entry
 * @param {Blocks | null} blocks
 * @param {Around & {onChoose: (id: string) => void}} on
 */
export function entryRow(auditId, entry, blocks, { onChoose, ...around }) {
  const { id, finding, all } = entry;
  const { severity, title } = finding;
  const difference = offBy(finding);
  const line = el(
    "button",
    {
      type: "button",
      class: "work-row",
      "data-id": id,
      "aria-expanded": String(blocks !== null),
      on: { click: () => onChoose(id) },
    },
    el("span", { class: `severity severity-${severity}` }, severity),
    el("span", { class: "work-title" }, title),
    el("span", { class: "work-state" }),
    el("span", { class: "work-place" }, ...placeNodes(finding)),
    difference ? el("span", { class: "work-difference" }, difference) : null,
    all.length > 1 ? el("span", { class: "work-others" }, othersWords(entry)) : null,
  );
  return el("li", { class: blocks && "work-open" }, line, blocks && opened(auditId, entry, { ...blocks, ...around }));
}

/**
 * Shows in a finding's line how it stands.
 * @param {Element} line
 * @param {Picture.FindingState} state
 */
export function showState(line, state) {
  const words = line.querySelector(".work-state");
  if (words === null) return;
  setAttribute(line, "data-state", state);
  setText(words, state);
}

/**
 * The table's name, unless the title has it; its number, and its page.
 * @param {Wire.Finding} finding
 */
function placeNodes({ locations, title: told }) {
  const { table, table_title: title, section, page, page_label: label, paragraph } = locations?.[0] ?? {};
  const name = title || section;
  const where = isWhole(table) ? `table ${table + 1}` : isWhole(paragraph) ? "text" : "";
  const rest = thereAre([where, page ? pageWords(page, label) : ""]).join(" · ");
  return name && !told.includes(name) ? [shortText(name, NAME), rest && ` · ${rest}`] : [rest];
}

/** @param {Entry} entry */
function othersWords({ all: [, ...others] }) {
  return `also found by ${[...new Set(others.map((other) => agentName(other.agent_id)))].join(", ")}`;
}

/**
 * @param {string} auditId
 * @param {Entry} entry
 * @param {Opened} blocks
 */
function opened(auditId, { finding, all }, blocks) {
  if (blocks.whole === null) return el("div", { class: "work-detail" }, ...detail(auditId, finding, blocks));
  const parts = all.map((one) =>
    el(
      "section",
      { class: "work-part", "aria-label": agentName(one.agent_id) },
      el("h4", {}, agentName(one.agent_id)),
      ...detail(auditId, one, blocks),
    ),
  );
  return el("div", { class: "work-detail" }, blocks.whole, ...parts);
}

/**
 * @param {string} auditId
 * @param {Wire.Finding} finding
 * @param {Opened} blocks
 */
function detail(auditId, finding, blocks) {
  return [
    blocks.of(finding.id),
    el(
      "button",
      { type: "button", class: "quiet work-show", on: { click: () => blocks.onPlace(finding.id) } },
      "Show it in the report",
    ),
    el("ul", {}, findingView(finding, blocks.known)),
    whyView(finding),
    el("p", {}, el("a", { href: findingHref(auditId, finding.id), class: "work-link" }, "Address of this finding")),
  ];
}
