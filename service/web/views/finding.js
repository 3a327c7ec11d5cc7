/** One finding: what is wrong, where it stands, and the figures against each other. */

import { grouped, percentOf, roughly } from "../figures.js";
import { el } from "../nodes.js";
import { alternativesView } from "./alternatives.js";
import { causeWords, sourceWords } from "./findingwords.js";
import { foldedList } from "./folded.js";
import { placeView } from "./place.js";
import { relationsView } from "./relations.js";

/**
 * What the page knows beside the finding: the way to a place in the report, and how many relations hold of the figure
 * that is printed there.
 * @typedef {{hrefOf?: import("./place.js").HrefOf, holdsAt?: (place: Wire.Location) => number}} Known
 */

/**
 * @param {Wire.Finding} finding
 * @param {Known} known
 */
export function findingView(finding, known = {}) {
  const [first, ...others] = finding.locations ?? [];
  const cause = causeWords(finding);
  const source = sourceWords(finding);
  return el(
    "li",
    { class: "finding", "data-severity": finding.severity, "data-id": finding.id },
    el("p", { class: `severity severity-${finding.severity}` }, finding.severity),
    el(
      "div",
      { class: "finding-text" },
      el("h3", {}, finding.title),
      el("p", { class: "finding-description" }, finding.description),
      cause ? el("p", { class: "finding-cause" }, cause) : null,
      alternativesView(finding, known),
      relationsView(finding, known.hrefOf),
      first ? placeView(first, known) : null,
      othersView(others, first, known),
      source ? el("p", { class: "finding-source" }, source) : null,
    ),
    figuresView(finding),
  );
}

/**
 * @param {Wire.Location[]} others
 * @param {Wire.Location} own
 * @param {Known} known
 */
function othersView(others, own, { hrefOf }) {
  if (others.length === 0) return null;
  const title = others.length === 1 ? "Checked against 1 other place" : `Checked against ${others.length} other places`;
  const details = el("details", { class: "others" }, el("summary", {}, title));
  const fill = () =>
    details.append(foldedList({ class: "places" }, others, (place) => [placeView(place, { hrefOf, own })]));
  // Opened by few, and there may be dozens for each of hundreds of findings: made when asked for.
  details.addEventListener("toggle", fill, { once: true });
  return details;
}

/** @param {Wire.Finding} finding */
function figuresView({ reported, expected, difference, unit, tolerance, materiality }) {
  const lines = [
    { name: "reported", value: reported },
    { name: "expected", value: expected },
    { name: "difference", value: difference },
    { name: "tolerance", value: tolerance === "0" ? null : tolerance },
    { name: "materiality", value: materiality },
  ].flatMap(({ name, value }) => (typeof value === "string" ? [{ name, value }] : []));
  if (lines.length === 0) return null;
  return el(
    "dl",
    { class: "figures" },
    unit ? el("div", { class: "figure-unit" }, el("dt", {}, "unit"), el("dd", {}, unit)) : null,
    ...lines.map(({ name, value }) =>
      el(
        "div",
        { class: `figure-${name}` },
        el("dt", {}, name === "materiality" ? materialityTerm(difference, materiality) : name),
        el("dd", {}, name === "tolerance" ? roughly(value) : grouped(value)),
      ),
    ),
  );
}

/**
 * How large the difference is against what is material: that is what the severity goes by.
 * @param {string | null | undefined} difference
 * @param {string | null | undefined} materiality
 */
function materialityTerm(difference, materiality) {
  const percent = percentOf(difference, materiality);
  if (percent === null) return "materiality";
  return `${percent === "0" ? "under 1" : grouped(percent)}% of materiality`;
}
