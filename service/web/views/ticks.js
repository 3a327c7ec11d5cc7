/** What an agent checked and found to hold, and what it could not check: table by table, read when it is opened. */

import { Problem, listTicks } from "../api.js";
import { counted, grouped, isWhole, pageWords } from "../figures.js";
import { el, setText, show, thereAre } from "../nodes.js";

/** @typedef {"exact" | "rounded" | "untested"} Kind */
/** @typedef {{auditId: string, agentId: string, ticks: string | null}} Subject */

/** @type {{[K in Kind]: string}} */
const KINDS = {
  exact: "Holds: ",
  rounded: "Holds within rounding: ",
  untested: "Not checked: ",
};

/** `update(auditId, agent)` says how much there is; an agent that lists nothing has no such part. */
export function tickList() {
  const summary = el("summary");
  const said = el("p", { class: "ticks-said", role: "status" });
  const tables = el("ol", { class: "ticks-tables" });
  const node = el("details", { class: "ticks", hidden: true }, summary, said, tables);
  /** @type {string | null} */
  let read = null;
  /** @type {Subject | null} */
  let subject = null;

  node.addEventListener("toggle", () => {
    if (node.open && subject !== null && read !== subject.ticks) fill(subject);
  });

  /** @param {Subject} asked */
  async function fill({ auditId, agentId, ticks }) {
    read = ticks;
    setText(said, "Reading what was checked …");
    try {
      const listed = await listTicks(auditId, agentId);
      if (read !== ticks) return;
      tables.replaceChildren(...listed.tables.map(tableView));
      setText(said, [coverageOf(listed.tables), leftOut(listed.left_out)].filter(Boolean).join(". "));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      read = null; // opening it again asks again
      setText(said, `What was checked could not be read: ${problem.message}`);
    }
  }

  /**
   * @param {string} auditId
   * @param {Picture.Agent} agent
   */
  function update(auditId, { agentId, ticks, checks }) {
    subject = { auditId, agentId, ticks };
    show(node, ticks !== null);
    if (ticks !== null) setText(summary, summaryOf(checks));
  }

  return { node, update };
}

/** @param {number} count */
function leftOut(count) {
  return count > 0 ? `${counted(count, "more is", "more are")} counted and not listed: there are too many.` : "";
}

/**
 * How many figures are in a relation that holds; null where nobody counted.
 * @param {Wire.TickedTable[]} tables
 * @returns {string | null}
 */
function coverageOf(tables) {
  const all = tables.filter(({ figures }) => isWhole(figures));
  const sum = (/** @type {"ticked" | "figures"} */ key) => all.reduce((total, table) => total + (table[key] ?? 0), 0);
  return all.length > 0 ? `${grouped(String(sum("ticked")))} of ${counted(sum("figures"), "figure")} ticked` : null;
}

/** @param {Wire.Checks | null} checks */
function summaryOf(checks) {
  const { passed = 0, not_possible: notPossible = 0 } = checks ?? {};
  const held = `${grouped(String(passed))} checked and ${passed === 1 ? "holds" : "hold"}`;
  return notPossible > 0 ? `${held}, ${grouped(String(notPossible))} could not be checked` : held;
}

/** @param {Wire.TickedTable} table */
function tableView(table) {
  const { ticks, untested, failed = 0 } = table;
  const counts = [
    `${ticks.length} ${ticks.length === 1 ? "relation holds" : "relations hold"}`,
    partlyHeld(ticks),
    failed > 0 ? `${failed} ${failed === 1 ? "fails" : "fail"}` : null,
    untested.length > 0 ? `${untested.length} not checked` : null,
    coverageOf([table]),
  ].filter(Boolean);
  const rows = el("ul", { class: "tick-rows" });
  const details = el(
    "details",
    {},
    el(
      "summary",
      {},
      el("span", { class: "tick-title" }, titleOf(table)),
      el("span", { class: "tick-where" }, whereOf(table)),
      el("span", { class: "tick-counts", "data-failed": failed > 0 }, counts.join(", ")),
    ),
    rows,
  );
  // A filing has dozens of tables with thousands of ticks, of which a reader opens a few.
  details.addEventListener("toggle", () => rows.append(...rowsOf(table)), { once: true });
  return el("li", {}, details);
}

/**
 * A sum down the columns that holds in the lesser part of them is told apart from one that holds in all.
 * @param {Wire.Tick[]} ticks
 * @returns {string | null}
 */
function partlyHeld(ticks) {
  /** @type {Map<string, Set<number>>} */
  const columnsOf = new Map();
  for (const { check, locations } of ticks) {
    const [{ table, column }] = locations;
    const isDown = locations.length > 1 && locations.every((place) => place.table === table && place.column === column);
    if (!isDown || !isWhole(column)) continue;
    const relation = [check, ...locations.map(({ row }) => row)].join(" ");
    columnsOf.set(relation, (columnsOf.get(relation) ?? new Set()).add(column));
  }
  const columns = new Set([...columnsOf.values()].flatMap((some) => [...some])).size;
  const partly = [...columnsOf.values()].filter(({ size }) => size * 2 < columns).length;
  if (partly === 0) return null;
  return `${partly} of them in fewer than half of the ${columns} columns`;
}

/** @param {Wire.TickedTable} table */
function titleOf({ table, title, section }) {
  return isWhole(table) ? title || section || "Untitled" : "Sentences";
}

/** @param {Wire.TickedTable} table */
function whereOf({ table, ticks, untested }) {
  if (!isWhole(table)) return "";
  const [first] = [...ticks.map(({ locations: [result] }) => result), ...untested.map((one) => one.location)]
    .filter(({ page }) => isWhole(page))
    .sort((one, other) => (one.page ?? 0) - (other.page ?? 0));
  const page = first?.page ? pageWords(first.page, first.page_label) : null;
  return thereAre([`table ${table + 1}`, page]).join(", ");
}

/**
 * What stands at one place one after the other names it once.
 * @param {Wire.TickedTable} table
 */
function rowsOf({ ticks, untested }) {
  const entry = (/** @type {Kind} */ kind, /** @type {Wire.Location} */ place, /** @type {string} */ words) => ({
    kind,
    name: nameOf(place),
    words,
  });
  const entries = [
    ...ticks.map(({ relation, exact, locations: [place] }) => entry(exact ? "exact" : "rounded", place, relation)),
    ...untested.map(({ reason, location }) => entry("untested", location, reason)),
  ];
  return entries.map(({ kind, name, words }, at) => row(kind, name === entries[at - 1]?.name ? "" : name, words));
}

/**
 * @param {Kind} kind
 * @param {string} name
 * @param {string} words
 */
function row(kind, name, words) {
  return el(
    "li",
    { "data-kind": kind },
    el("span", { class: "visually-hidden" }, KINDS[kind]),
    el("span", { class: "tick-place" }, name),
    el("span", { class: "tick-words" }, words),
  );
}

/**
 * A figure by its line and column, a sentence by its words.
 * @param {Wire.Location} place
 */
function nameOf({ row_label: line, column_label: column, quote }) {
  return [line, column].filter(Boolean).join(", ") || (quote ? `“${quote}”` : "");
}
