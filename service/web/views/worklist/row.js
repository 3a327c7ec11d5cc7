/** One finding in the list: a line, and opened all that is known of it, with the rule's own words. */

import { grouped, isWhole, pageWords } from "../../figures.js";
import { el, setAttribute, setText } from "../../nodes.js";
import { findingHref } from "../../router.js";
import { findingView } from "../finding.js";
import { whyView } from "./why.js";

/**
 * `onChoose(id)` when the line is pressed; `block` is what was decided, in a finding that is open.
 * @param {string} auditId
 * @param {Wire.Finding} finding
 * @param {HTMLElement | null} block
 * @param {(id: string) => void} onChoose
 */
export function findingRow(auditId, finding, block, onChoose) {
  const { id, severity, title, difference } = finding;
  const line = el(
    "button",
    {
      type: "button",
      class: "work-row",
      "data-id": id,
      "aria-expanded": String(block !== null),
      on: { click: () => onChoose(id) },
    },
    el("span", { class: `severity severity-${severity}` }, severity),
    el("span", { class: "work-title" }, title),
    el("span", { class: "work-state" }),
    el("span", { class: "work-place" }, placeWords(finding)),
    difference ? el("span", { class: "work-difference" }, `off by ${grouped(difference)}`) : null,
  );
  return el("li", { class: block && "work-open" }, line, block && opened(auditId, finding, block));
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

/** @param {Wire.Finding} finding */
function placeWords({ locations }) {
  const { table, table_title: title, section, page, page_label: label, paragraph } = locations?.[0] ?? {};
  const where = isWhole(table) ? `table ${table + 1}` : isWhole(paragraph) ? "text" : "";
  return [title || section, where, page ? pageWords(page, label) : ""].filter(Boolean).join(" · ");
}

/**
 * @param {string} auditId
 * @param {Wire.Finding} finding
 * @param {HTMLElement} block
 */
function opened(auditId, finding, block) {
  return el(
    "div",
    { class: "work-detail" },
    block,
    el("ul", {}, findingView(finding)),
    whyView(finding),
    el("p", {}, el("a", { href: findingHref(auditId, finding.id), class: "work-link" }, "Address of this finding")),
  );
}
