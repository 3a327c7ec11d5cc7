/** The controls above the list: search, severities, and which groups, order, agent, rule and section are asked for. */

import { grouped } from "../../figures.js";
import { el, setAttribute, show, thereAre } from "../../nodes.js";
import { ruleName } from "../../rules.js";
import { SEVERITIES, agentName } from "../../words.js";
import { GROUPS, ORDERS, isNote, sectionOf } from "./order.js";

/**
 * `onChange()` after each change; `wanted()`, `group()`, `order()` say what is asked for now.
 * @param {{onChange: () => void}} on
 */
export function listFilters({ onChange }) {
  const search = el("input", {
    type: "search",
    "aria-label": "Search the findings",
    placeholder: "Search",
    on: { input: onChange },
  });
  /** @type {Set<Wire.Severity>} */
  const severities = new Set();
  const chips = el("div", { class: "work-chips", role: "group", "aria-label": "Severities" });
  const selects = {
    group: select(
      "Group by",
      Object.entries(GROUPS).map(([name, { words }]) => [name, words]),
    ),
    order: select(
      "Sort",
      Object.entries(ORDERS).map(([name, { words }]) => [name, words]),
    ),
    agent: select("Agent", []),
    rule: select("Rule", []),
    section: select("Section", []),
  };
  const more = el(
    "details",
    { class: "work-more" },
    el("summary", {}, "Group, sort, filter"),
    ...Object.values(selects).map((one) => one.label),
  );
  const node = el("div", { class: "work-filters" }, search, chips, more);

  /**
   * @param {string} words
   * @param {string[][]} options
   */
  function select(words, options) {
    const field = el(
      "select",
      { on: { change: onChange } },
      ...options.map(([value, said]) => el("option", { value }, said)),
    );
    return { label: el("label", {}, el("span", {}, words), field), field };
  }

  /**
   * What there is to choose from, from the findings that there are; what is chosen stays.
   * @param {Wire.Finding[]} findings
   */
  function update(findings) {
    const proper = findings.filter((finding) => !isNote(finding));
    chips.replaceChildren(...thereAre(SEVERITIES.map((severity) => chip(severity, proper))));
    show(node, proper.length > 0);
    choices(
      selects.agent,
      distinct(proper, (finding) => finding.agent_id),
      agentName,
    );
    choices(
      selects.rule,
      distinct(proper, (finding) => finding.check),
      ruleName,
    );
    choices(selects.section, distinct(proper, sectionOf), (name) => name);
  }

  /**
   * @param {Wire.Severity} severity
   * @param {Wire.Finding[]} findings
   */
  function chip(severity, findings) {
    const count = findings.filter((finding) => finding.severity === severity).length;
    if (count === 0) return null;
    const button = el(
      "button",
      { type: "button", class: `quiet severity-${severity}` },
      `${grouped(String(count))} ${severity}`,
    );
    setAttribute(button, "aria-pressed", String(severities.has(severity)));
    button.addEventListener("click", () => {
      if (!severities.delete(severity)) severities.add(severity);
      setAttribute(button, "aria-pressed", String(severities.has(severity)));
      onChange();
    });
    return button;
  }

  return {
    node,
    update,
    search,
    wanted: () => ({
      severities,
      words: search.value.trim(),
      agent: selects.agent.field.value,
      rule: selects.rule.field.value,
      section: selects.section.field.value,
    }),
    group: () => selects.group.field.value,
    order: () => selects.order.field.value,
  };
}

/**
 * @param {Wire.Finding[]} findings
 * @param {(finding: Wire.Finding) => string} of
 */
function distinct(findings, of) {
  return thereAre([...new Set(findings.map(of))]);
}

/**
 * @param {{label: HTMLElement, field: HTMLSelectElement}} select
 * @param {string[]} values
 * @param {(value: string) => string} words
 */
function choices({ label, field }, values, words) {
  const chosen = field.value;
  field.replaceChildren(
    el("option", { value: "" }, "all"),
    ...values.map((value) => el("option", { value }, words(value))),
  );
  field.value = values.includes(chosen) ? chosen : "";
  show(label, values.length > 1);
}
