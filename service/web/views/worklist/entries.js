/** Findings of several agents about one place as one entry of the list, each with its own words and decision. Pure. */

import { SEVERITIES } from "../../words.js";

/**
 * `finding` is the gravest, and its id that of the entry; `all` has it first.
 * @typedef {{id: string, finding: Wire.Finding, all: readonly Wire.Finding[]}} Entry
 */
/** @typedef {(findingId: string) => Picture.FindingState} StateOf */

/**
 * The entries of all findings, each where the first of its findings stands.
 * @param {readonly Wire.Finding[]} findings
 * @returns {Entry[]}
 */
export function entriesOf(findings) {
  const at = new Map(findings.map(({ id }, index) => [id, index]));
  const told = new Set();
  /** @type {Entry[]} */
  const entries = [];
  for (const own of findings) {
    if (told.has(own.id)) continue;
    const there = (own.same_place ?? []).filter((id) => at.has(id)).map((id) => findings[at.get(id) ?? 0]);
    const all = [own, ...there].sort((one, other) => gravity(one) - gravity(other)); // equals stay as they were
    for (const { id } of all) told.add(id);
    entries.push({ id: all[0].id, finding: all[0], all });
  }
  return entries;
}

/**
 * Gravest first, computed before model.
 * @param {Wire.Finding} finding
 */
function gravity({ severity, source }) {
  return 2 * SEVERITIES.indexOf(severity) + (source === "model" ? 1 : 0);
}

/**
 * Says of two findings, by their ids, whether they are of one entry.
 * @param {readonly Wire.Finding[]} findings
 */
export function sharingPlaces(findings) {
  const others = new Map(findings.map(({ id, same_place: there = [] }) => [id, there]));
  return (/** @type {string} */ one, /** @type {string} */ other) => others.get(one)?.includes(other) ?? false;
}

/**
 * An entry is open as long as one of its findings is.
 * @param {Entry} entry
 * @param {StateOf} stateOf
 * @returns {Picture.FindingState}
 */
export function stateOfEntry({ all }, stateOf) {
  const states = all.map(({ id }) => stateOf(id));
  if (states.includes("open")) return "open";
  return states.includes("accepted") ? "accepted" : "dismissed";
}
