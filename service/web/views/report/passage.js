/** A place without a figure to open, such as the text that a finding in words is about: it is itself brought into sight. */

import { setAttribute } from "../../nodes.js";

/**
 * `show(spot, {stay})` marks a text, or the caption of a table, until the next call and returns whether there is one;
 * `leave()` marks none.
 * @param {{node: HTMLElement, bring(place: Wire.FigurePlace): boolean, close(): void}} paper
 */
export function passage(paper) {
  /** @type {HTMLElement | null} */
  let marked = null;

  /**
   * @param {Picture.Spot} spot
   * @param {{stay: boolean}} how
   */
  function show(spot, { stay }) {
    leave();
    marked = nodeAt(spot);
    if (marked === null) return false;
    paper.close();
    setAttribute(marked, "aria-current", "location");
    setAttribute(marked, "tabindex", -1);
    if (stay) return true;
    marked.scrollIntoView({ block: "center" });
    marked.focus({ preventScroll: true });
    return true;
  }

  /**
   * @param {Picture.Spot} spot
   * @returns {HTMLElement | null}
   */
  function nodeAt({ table, row, paragraph }) {
    if (typeof paragraph === "number") {
      if (!paper.bring({ paragraph, start: 0, end: 0 })) return null;
      return paper.node.querySelector(`[data-paragraph="${paragraph}"]`);
    }
    if (typeof table !== "number" || !paper.bring({ table, row: row ?? 0, column: 0 })) return null;
    const pieces = [...paper.node.querySelectorAll(`.grid[data-table="${table}"]`)];
    const own = pieces.filter((piece) => Number(piece.getAttribute("data-from")) <= (row ?? 0)).at(-1);
    return own?.querySelector("figcaption") ?? null;
  }

  function leave() {
    if (marked) setAttribute(marked, "aria-current", null);
    marked = null;
  }

  return { show, leave };
}
