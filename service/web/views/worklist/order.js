/** Which findings are listed, in which groups and in which order. Pure. */

import { thereAre } from "../../nodes.js";
import { SEVERITIES, agentName } from "../../words.js";
import { ruleName } from "../../rules.js";

/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {import("./entries.js").StateOf} StateOf */
/**
 * @typedef {{severities: Set<Wire.Severity>, states: Set<Picture.FindingState>, noted: boolean, agent: string, rule: string,
 *   section: string, words: string}} Wanted
 */
/** @typedef {{name: string, entries: Entry[]}} Group */
/** @typedef {(finding: Wire.Finding) => boolean} IsWanted */

/** @type {{[group: string]: {words: string, of: (finding: Wire.Finding) => string}}} */
export const GROUPS = {
  none: { words: "no groups", of: () => "" },
  agent: { words: "agent", of: (finding) => agentName(finding.agent_id) },
  severity: { words: "severity", of: (finding) => finding.severity },
  section: { words: "section", of: (finding) => sectionOf(finding) || "no section" },
  rule: { words: "rule", of: (finding) => ruleName(finding.check) },
};

/** @type {{[order: string]: {words: string, key: (finding: Wire.Finding) => number[]}}} */
export const ORDERS = {
  gravest: { words: "gravest first", key: (finding) => [SEVERITIES.indexOf(finding.severity), ...placeOf(finding)] },
  place: { words: "as in the report", key: placeOf },
  difference: { words: "largest difference first", key: (finding) => [-sizeOf(finding), ...placeOf(finding)] },
};

/**
 * A note needs no action: it is no finding, and is neither counted nor listed as one.
 * @param {Wire.Finding} finding
 */
export function isNote({ severity }) {
  return severity === "info";
}

/**
 * `[{name, entries}]`: those of `entries` with a finding that is wanted, sorted, in groups that come in the order of their
 * first. The one that is open is listed in any case: what is being worked on does not vanish when its state changes.
 * @param {Entry[]} entries
 * @param {IsWanted} isWanted
 * @param {{group: string, order: string, openId: string | null}} how
 * @returns {Group[]}
 */
export function listed(entries, isWanted, { group, order, openId }) {
  const { key } = ORDERS[order];
  const kept = entries
    .filter(({ id, all }) => id === openId || all.some(isWanted))
    .map((entry) => ({ entry, key: key(entry.finding) }));
  kept.sort((one, other) => compared(one.key, other.key));
  /** @type {Map<string, Entry[]>} */
  const groups = new Map();
  for (const { entry } of kept) {
    const name = GROUPS[group].of(entry.finding);
    const own = groups.get(name);
    if (own) own.push(entry);
    else groups.set(name, [entry]);
  }
  return [...groups].map(([name, some]) => ({ name, entries: some }));
}

/**
 * Whether a finding is asked for.
 * @param {Wanted} wanted
 * @param {StateOf} stateOf
 * @param {(findingId: string) => boolean} hasNote
 * @returns {IsWanted}
 */
export function wantedBy({ severities, states, noted, agent, rule, section, words }, stateOf, hasNote) {
  const asked = thereAre(words.toLowerCase().split(/\s+/));
  return (finding) => {
    if (states.size > 0 && !states.has(stateOf(finding.id))) return false;
    if (severities.size > 0 && !severities.has(finding.severity)) return false;
    if (noted && !hasNote(finding.id)) return false;
    if (agent && finding.agent_id !== agent) return false;
    if (rule && finding.check !== rule) return false;
    if (section && sectionOf(finding) !== section) return false;
    if (asked.length === 0) return true;
    const text = textOf(finding);
    return asked.every((word) => text.includes(word));
  };
}

/** @param {Wire.Finding} finding */
export function sectionOf({ locations }) {
  return locations?.[0]?.section ?? "";
}

/**
 * Everything of a finding that can be searched for.
 * @param {Wire.Finding} finding
 */
function textOf({ title, description, cause_text, relations = [], locations = [], reported, expected, check }) {
  const places = locations
    .slice(0, 1)
    .flatMap((place) => [place.table_title, place.row_label, place.column_label, place.section, place.quote]);
  const parts = [title, description, cause_text, ...relations, reported, expected, ruleName(check), ...places];
  return parts.filter(Boolean).join(" ").toLowerCase();
}

/**
 * @param {Wire.Finding} finding
 * @returns {number[]}
 */
function placeOf({ locations }) {
  const { table, row, column, paragraph } = locations?.[0] ?? {};
  return [table ?? Number.MAX_SAFE_INTEGER, row ?? 0, column ?? 0, paragraph ?? 0];
}

/** @type {{[unit: string]: number}} */
const SCALES = { thousand: 1e3, million: 1e6, billion: 1e9 };

/**
 * Only for sorting: figures that are shown stay decimals. Rates and shares come behind amounts of any scale.
 * @param {Wire.Finding} finding
 */
function sizeOf({ difference, unit }) {
  const scale = SCALES[/thousand|million|billion/.exec(unit ?? "")?.[0] ?? ""] ?? 1;
  const size = Math.abs(Number(difference ?? 0));
  return Number.isFinite(size) ? size * scale : 0;
}

/**
 * @param {number[]} one
 * @param {number[]} other
 */
function compared(one, other) {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at < 0 ? 0 : one[at] - other[at];
}
