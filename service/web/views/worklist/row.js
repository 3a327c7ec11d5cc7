/** One finding in the list: a line, and opened all that is known of it, with the rule's own words. */

import { grouped, isWhole, pageWords } from "../../figures.js";
import { el } from "../../nodes.js";
import { findingHref } from "../../router.js";
import { findingView } from "../finding.js";
import { whyView } from "./why.js";

/**
 * `onChoose(id)` when the line is pressed.
 * @param {string} auditId
 * @param {Wire.Finding} finding
 * @param {boolean} isOpen
 * @param {(id: string) => void} onChoose
 */
export function findingRow(auditId, finding, isOpen, onChoose) {
  const { id, severity, title, difference } = finding;
  const line = el(
    "button",
    {
      type: "button",
      class: "work-row",
      "data-id": id,
      "aria-expanded": String(isOpen),
      on: { click: () => onChoose(id) },
    },
    el("span", { class: `severity severity-${severity}` }, severity),
    el("span", { class: "work-title" }, title),
    el("span", { class: "work-place" }, placeWords(finding)),
    difference ? el("span", { class: "work-difference" }, `off by ${grouped(difference)}`) : null,
  );
  return el("li", { class: isOpen ? "work-open" : null }, line, isOpen ? opened(auditId, finding) : null);
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
 */
function opened(auditId, finding) {
  return el(
    "div",
    { class: "work-detail" },
    el("ul", {}, findingView(finding)),
    whyView(finding),
    el("p", {}, el("a", { href: findingHref(auditId, finding.id), class: "work-link" }, "Address of this finding")),
  );
}
