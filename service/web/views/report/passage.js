/** The text that a finding in words is about: it has no figure to open, so the text itself is brought into sight. */

import { setAttribute } from "../../nodes.js";

/**
 * `show(locations, {stay})` marks the first text of a finding's until the next call and returns whether there is one; `leave()`
 * marks none.
 * @param {{node: HTMLElement, bring(place: Wire.FigurePlace): boolean, close(): void}} paper
 */
export function passage(paper) {
  /** @type {HTMLElement | null} */
  let marked = null;

  /**
   * @param {Wire.Location[]} locations
   * @param {{stay: boolean}} how
   */
  function show(locations, { stay }) {
    leave();
    const paragraph = locations.map((place) => place.paragraph).find((one) => typeof one === "number");
    if (typeof paragraph !== "number" || !paper.bring({ paragraph, start: 0, end: 0 })) return false;
    marked = paper.node.querySelector(`[data-paragraph="${paragraph}"]`);
    if (marked === null) return false;
    paper.close();
    setAttribute(marked, "aria-current", "location");
    setAttribute(marked, "tabindex", -1);
    if (stay) return true;
    marked.scrollIntoView({ block: "center" });
    marked.focus({ preventScroll: true });
    return true;
  }

  function leave() {
    if (marked) setAttribute(marked, "aria-current", null);
    marked = null;
  }

  return { show, leave };
}
