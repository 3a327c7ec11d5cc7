/** Other figures that may be wrong instead of the one that a finding names: those that nothing speaks for come first. */

import { counted } from "../figures.js";
import { el } from "../nodes.js";
import { alternativeWords } from "./findingwords.js";
import { placeView } from "./place.js";

/** @typedef {{other: Wire.Alternative, held: number}} Weighed */

const SHOWN = 2;

/**
 * A figure of which other relations hold is hardly the wrong one: it is not offered among the first, and is marked.
 * @param {Wire.Finding} finding
 * @param {import("./finding.js").Known} known
 */
export function alternativesView(finding, { hrefOf, holdsAt }) {
  const { alternatives = [], locations = [] } = finding;
  const weighed = alternatives.map((other) => ({ other, held: holdsAt?.(other.location) ?? 0 }));
  const likely = weighed.filter(({ held }) => held === 0).slice(0, SHOWN);
  const rest = weighed.filter((one) => !likely.includes(one));
  const unlisted = Math.max(0, (finding.alternatives_total ?? 0) - alternatives.length);
  if (weighed.length + unlisted === 0) return null;
  const item = (/** @type {Weighed} */ { other, held }) =>
    el(
      "li",
      { "data-held": held > 0 },
      alternativeWords(other),
      held > 0
        ? el(
            "span",
            { class: "held" },
            ` ${counted(held, "other relation of it holds", "other relations of it hold")}.`,
          )
        : null,
      placeView(other.location, { hrefOf, own: locations[0] }),
    );
  return el(
    "div",
    { class: "alternatives" },
    likely.length > 0 ? el("ul", { "aria-label": "May be wrong instead" }, ...likely.map(item)) : null,
    rest.length + unlisted > 0 ? moreView(likely.length, rest.map(item), unlisted) : null,
  );
}

/**
 * @param {number} shown
 * @param {HTMLElement[]} rest
 * @param {number} unlisted
 */
function moreView(shown, rest, unlisted) {
  const count = rest.length + unlisted;
  const words = shown > 0 ? `and ${count} more` : `${counted(count, "other figure")} may be wrong instead`;
  return el(
    "details",
    {},
    el("summary", {}, words),
    rest.length > 0 ? el("ul", { "aria-label": "May also be wrong" }, ...rest) : null,
    unlisted > 0 ? el("p", {}, `${counted(unlisted, "more is", "more are")} counted and not listed.`) : null,
  );
}
