/** A finding on paper: what is wrong, where, by how much, what speaks for it and what was decided; as short as it can be. */

import { offBy } from "../../amounts.js";
import { counted, grouped } from "../../figures.js";
import { el, thereAre } from "../../nodes.js";
import { alternativeWords, causeWords, newRelations, sourceWords } from "../findingwords.js";
import { placeName, placeWords } from "../placewords.js";
import { relationNodes } from "../relations.js";
import { agentName } from "../../words.js";
import { decidedLines } from "./decided.js";

const PLACES = 5; // that are named of those that it was checked against

/**
 * @param {Wire.Finding} finding
 * @param {Picture.Review} review
 * @param {readonly Wire.Finding[]} [there] what was found at its place, itself included
 */
export function printedFinding(finding, review, there = [finding]) {
  const { id, severity, title, description, locations = [], alternatives = [] } = finding;
  const [first, ...others] = locations;
  const line = (/** @type {string} */ style, /** @type {string | null | undefined} */ words) =>
    words ? el("p", { class: style }, words) : null;
  return el(
    "li",
    { class: "printed-finding", "data-id": id, "data-severity": severity },
    line(
      "printed-also",
      finding === there[0] ? null : `At the same place, ${agentName(finding.agent_id)} (${severity}):`,
    ),
    el("h3", {}, title),
    line("printed-place", first && placeWords(first)),
    line("printed-figures", figureWords(finding)),
    el("p", {}, description),
    line("printed-cause", causeWords(finding)),
    ...alternatives.map((other) => el("p", {}, `${alternativeWords(other)} ${placeName(other.location, first)}.`)),
    line("printed-more", moreWords(finding)),
    relationList(finding),
    (finding.relations ?? []).length === 0 ? line("printed-against", first && againstWords(others, first)) : null,
    ...decidedLines(review, finding).map((words) => line("printed-decided", words)),
    line("printed-source", sourceWords(finding)),
  );
}

/**
 * "printed 364,380, expected 364,980, off by −$600 million".
 * @param {Wire.Finding} finding
 */
function figureWords(finding) {
  const { reported, expected } = finding;
  return thereAre([
    reported && `printed ${grouped(reported)}`,
    expected && `expected ${grouped(expected)}`,
    offBy(finding),
  ]).join(", ");
}

/**
 * Of the figures that may be wrong instead, those that are only counted.
 * @param {Wire.Finding} finding
 */
function moreWords({ alternatives = [], alternatives_total: total = 0 }) {
  const more = total - alternatives.length;
  return more > 0 ? `And ${counted(more, "other figure")} may be wrong instead.` : null;
}

/** @param {Wire.Finding} finding */
function relationList(finding) {
  const { shown, more } = newRelations(finding);
  if (shown.length === 0) return null;
  return el(
    "ul",
    { class: "printed-relations" },
    ...shown.map((relation) => el("li", {}, ...relationNodes(relation, finding.locations ?? []))),
    more > 0 ? el("li", {}, `and ${counted(more, "more relation")}`) : null,
  );
}

/**
 * @param {Wire.Location[]} others
 * @param {Wire.Location} first
 */
function againstWords(others, first) {
  if (others.length === 0) return null;
  const named = others.slice(0, PLACES).map((place) => placeName(place, first));
  const more = others.length - named.length;
  return `Checked against ${named.join("; ")}${more > 0 ? `; and ${more} more` : ""}.`;
}
