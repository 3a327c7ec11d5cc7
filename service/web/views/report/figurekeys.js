/** The keys on a figure of the paper: open it, go to the one beside it, leave it. */

import { beside, placeOf } from "./drawing.js";

/** @type {{[key: string]: number}} */
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * `choose(index)` opens a figure, `leave()` closes its card, then takes its marks away, and returns whether there were any.
 * @param {HTMLElement} node
 * @param {{choose(index: number): void, leave(): boolean}} on
 */
export function figureKeys(node, { choose, leave }) {
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (leave()) event.preventDefault();
      return;
    }
    const { target } = event;
    if (!(target instanceof Element) || !target.classList.contains("fig")) return;
    const step = STEPS[event.key];
    if (event.key === "Enter" || event.key === " ") choose(placeOf(target));
    else if (step) beside(node, target, step)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
