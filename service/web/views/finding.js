/** One finding: what is wrong, where it stands, and the figures against each other. */

import { counted, grouped, percentOf, roughly } from "../figures.js";
import { el } from "../nodes.js";
import { placeView } from "./place.js";

/**
 * `whole` is for paper, where nothing can be opened.
 * @param {Wire.Finding} finding
 * @param {{whole?: boolean}} how
 */
export function findingView(finding, { whole = false } = {}) {
  const [first, ...others] = finding.locations ?? [];
  return el(
    "li",
    { class: "finding", "data-severity": finding.severity, "data-id": finding.id },
    el("p", { class: `severity severity-${finding.severity}` }, finding.severity),
    el(
      "div",
      { class: "finding-text" },
      el("h3", {}, finding.title),
      el("p", { class: "finding-description" }, finding.description),
      causeView(finding),
      alternativesView(finding),
      relationsView(finding),
      first ? placeView(first) : null,
      othersView(others, whole),
      sourceLine(finding),
    ),
    figuresView(finding),
  );
}

/** @param {Wire.Finding} finding */
function causeView({ cause_text: cause }) {
  return cause ? el("p", { class: "finding-cause" }, `Likely cause: ${cause}.`) : null;
}

/**
 * Other figures that may be wrong instead, each with its place.
 * @param {Wire.Finding} finding
 */
function alternativesView({ alternatives = [] }) {
  if (alternatives.length === 0) return null;
  return el(
    "ul",
    { class: "alternatives", "aria-label": "May be wrong instead" },
    ...alternatives.map((other) => el("li", {}, alternativeWords(other), placeView(other.location))),
  );
}

/** @param {Wire.Alternative} other */
function alternativeWords({ reported, expected, cause_text: cause }) {
  const printed = reported === null ? "a cell left empty" : grouped(reported);
  return `It may be ${printed} instead, where ${grouped(expected)} would fit${cause ? `: ${cause}` : ""}.`;
}

/**
 * What an older version stored has its relations in the description, too: they are not said again.
 * @param {Wire.Finding} finding
 */
function relationsView({ relations = [], relations_total: total, description }) {
  const shown = relations.filter((relation) => !description.includes(relation));
  if (shown.length === 0) return null;
  const more = (total ?? 0) - relations.length;
  return el(
    "ul",
    { class: "relations", "aria-label": "Breaks" },
    ...shown.map((relation) => el("li", {}, relation)),
    more > 0 ? el("li", {}, `and ${counted(more, "more relation")}`) : null,
  );
}

/**
 * @param {Wire.Location[]} others
 * @param {boolean} whole
 */
function othersView(others, whole) {
  if (others.length === 0) return null;
  const title = others.length === 1 ? "Checked against 1 other place" : `Checked against ${others.length} other places`;
  const list = el("ul", { class: "places" });
  const fill = () => list.append(...others.map((place) => el("li", {}, placeView(place))));
  if (whole) {
    fill();
    return el("div", { class: "others" }, el("p", {}, `${title}:`), list);
  }
  const details = el("details", { class: "others" }, el("summary", {}, title), list);
  // Opened by few, and there may be dozens for each of hundreds of findings: made when asked for.
  details.addEventListener("toggle", fill, { once: true });
  return details;
}

/** @param {Wire.Finding} finding */
function sourceLine({ reference, source, confidence, check }) {
  const judged =
    source === "model"
      ? `judged by a model${confidence < 1 ? `, confidence ${Math.round(confidence * 100)} %` : ""}`
      : "";
  const words = [reference, check?.replaceAll("_", " "), judged].filter(Boolean);
  return words.length ? el("p", { class: "finding-source" }, words.join(" · ")) : null;
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
