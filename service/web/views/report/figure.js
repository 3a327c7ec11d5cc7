/** A figure of the report with its mark: a tick, a cross, a ring, or none; and texts with the figures in them. */

import { el } from "../../nodes.js";
import { stateWords } from "./states.js";

/**
 * A figure that can be asked for its relations; `index` is that of its place.
 * @param {string} text
 * @param {number} index
 * @param {Picture.FigureAt} at
 */
export function figureNode(text, index, at) {
  const printed = text || "nothing";
  return el(
    "span",
    {
      class: "fig",
      role: "button",
      tabindex: "-1",
      "data-place": index,
      ...stateAttributes(printed, at),
    },
    printed === text ? text : "\u00a0",
  );
}

/**
 * What shows the state of a figure that is printed as `text`, to eyes and ears.
 * @param {string} text
 * @param {Picture.FigureAt} at
 */
export function stateAttributes(text, { state, accepted }) {
  const words = `${text}, ${stateWords(state, accepted)}`;
  return { "data-state": state ?? "none", "data-accepted": accepted, "aria-label": words };
}

/**
 * A text as nodes, its figures marked where they stand. Places count characters, a string of JavaScript half of some.
 * @param {string} text
 * @param {import("./states.js").Span[]} spans
 * @param {readonly Picture.FigureAt[]} places
 * @returns {(string | HTMLElement)[]}
 */
export function textNodes(text, spans, places) {
  const characters = spans.length > 0 && /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
  /**
   * @param {number} from
   * @param {number} [to]
   */
  const cut = (from, to) =>
    typeof characters === "string" ? text.slice(from, to) : characters.slice(from, to).join("");
  const nodes = [];
  let at = 0;
  for (const { index, start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    nodes.push(cut(at, start), figureNode(cut(start, end), index, places[index]));
    at = end;
  }
  return [...nodes, cut(at)].filter((node) => node !== "");
}
