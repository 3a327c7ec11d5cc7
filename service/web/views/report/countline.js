/** "1,307 figures: 1,204 hold, 9 in findings, 31 could not be checked, 63 in no relation": nothing is passed over. */

import { counted } from "../../figures.js";
import { el, show } from "../../nodes.js";
import { countWords, figuresWords, statesOf } from "./states.js";

/**
 * `onNext(state)` is called for the next figure of that state.
 * @param {{onNext: (state: Picture.FigureState) => void}} on
 */
export function countLine({ onNext }) {
  const node = el("p", { class: "count-line", hidden: true });

  /**
   * Where some agents have not been heard yet, or will not be, the line says so.
   * @param {Picture.Figures | null} states
   * @param {Picture.Audit | null} audit
   */
  function update(states, audit) {
    show(node, states !== null && audit !== null);
    if (states === null || audit === null) return;
    const agents = telling(audit);
    const shown = statesOf(states);
    const parts = shown.map((state, at) =>
      el("span", {}, part(state, states.counts[state]), at < shown.length - 1 ? "," : ""),
    );
    const missing = agents - states.agents.length;
    node.replaceChildren(
      el("strong", {}, figuresWords(states.figures)),
      ": ",
      ...parts.flatMap((one) => [one, " "]).slice(0, -1), // a line may end between two
      missing > 0 ? `, as far as ${states.agents.length} of ${counted(agents, "agent")} tell` : "",
    );
  }

  /**
   * @param {Picture.FigureState} state
   * @param {number} count
   */
  function part(state, count) {
    const words = countWords(state, count);
    if (count === 0) return el("span", { "data-state": state }, words);
    const next = { type: "button", class: "count-part", "data-state": state, on: { click: () => onNext(state) } };
    return el("button", { ...next, title: "Go to the next of them" }, words);
  }

  /** @param {string} words */
  function fail(words) {
    show(node, true);
    node.replaceChildren(words);
  }

  return { node, update, fail };
}

/**
 * How many agents tell of figures, or will: one that is not run has nothing to tell of this report.
 * @param {Picture.Audit} audit
 */
function telling({ agents }) {
  return agents.filter(({ status }) => status !== "skipped").length;
}
