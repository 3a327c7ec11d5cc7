/** The controls above the list: search, severities, states, and which groups, order, agent, rule and section are asked for. */

import { el, show, thereAre } from "../../nodes.js";
import { ruleName } from "../../rules.js";
import { SEVERITIES, agentName } from "../../words.js";
import { FINDING_STATES } from "../review/words.js";
import { chipGroup } from "./chips.js";
import { GROUPS, ORDERS, isNote, sectionOf } from "./order.js";

/** @typedef {import("./order.js").StateOf} StateOf */
/** @typedef {(findingId: string) => boolean} HasNote */

/**
 * `onChange()` after each change; `count(findings, stateOf, hasNote)` when their states change; `wanted()`, `group()`, `order()` say what is asked for now.
 * @param {{onChange: () => void}} on
 */
export function listFilters({ onChange }) {
  const search = el("input", {
    type: "search",
    "aria-label": "Search the findings",
    placeholder: "Search",
    on: { input: onChange },
  });
  /** @type {ReturnType<typeof chipGroup<Wire.Severity>>} */
  const severities = chipGroup("Severities", "severity", onChange);
  /** @type {ReturnType<typeof chipGroup<Picture.FindingState>>} */
  const states = chipGroup("States", "state", onChange);
  /** @type {ReturnType<typeof chipGroup<"noted">>} */
  const notes = chipGroup("Notes", "noted", onChange, () => "with a note");
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
  const chips = el("div", { class: "work-chips" }, severities.node, states.node, notes.node);
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
    severities.update(counted(SEVERITIES, proper, ({ severity }) => severity));
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
   * @param {Wire.Finding[]} findings
   * @param {StateOf} stateOf
   * @param {HasNote} hasNote
   */
  function count(findings, stateOf, hasNote) {
    const proper = findings.filter((finding) => !isNote(finding));
    states.update(counted(FINDING_STATES, proper, ({ id }) => stateOf(id)));
    notes.update(counted(["noted"], proper, ({ id }) => (hasNote(id) ? "noted" : null)));
  }

  return {
    node,
    update,
    count,
    search,
    wanted: () => ({
      severities: severities.chosen,
      states: states.chosen,
      noted: notes.chosen.size > 0,
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
 * @template {string} Value
 * @param {Value[]} values
 * @param {Wire.Finding[]} findings
 * @param {(finding: Wire.Finding) => Value | null} of
 */
function counted(values, findings, of) {
  return values.map((value) => ({ value, count: findings.filter((finding) => of(finding) === value).length }));
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
