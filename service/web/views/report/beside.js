/** What stands beside the report besides its findings: the list of what was not checked, and reporting an error. */

import { uncheckedList } from "../unchecked/list.js";
import { blockKeys } from "./blockkeys.js";
import { chosenPlace, openPlace } from "./chosen.js";
import { nameOf } from "./names.js";
import { sideTabs } from "./tabs.js";

/** @typedef {{report: Wire.Report | null, states: Picture.Figures | null}} Known */

/**
 * `update(report, states)` whenever either has changed; `report()` opens the form for what the reader has chosen in the
 * report; `toFindings()` where a finding is gone to. `list` is where the findings are, `take(place, name)` the form.
 * @param {string} auditId
 * @param {{list: HTMLElement, paper: HTMLElement}} nodes
 * @param {{take: (place: Wire.ChosenPlace, name: string) => void, say: (words: string) => void}} on
 */
export function besideReport(auditId, { list, paper }, { take, say }) {
  const unchecked = uncheckedList(auditId);
  const tabs = sideTabs({
    onChoose(tab) {
      list.dataset.tab = tab;
      unchecked.shown(tab === "unchecked");
    },
  });
  list.prepend(tabs.node);
  list.querySelector(".work-filters")?.before(unchecked.node);
  tabs.choose("findings");
  blockKeys(paper);
  paper.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(".card-report")) reportAt(openPlace);
  });
  /** @type {Known} */
  let known = { report: null, states: null };

  /**
   * @param {Wire.Report | null} report
   * @param {Picture.Figures | null} states
   */
  function update(report, states) {
    known = { report, states };
    unchecked.update(report, states);
  }

  /** @param {typeof chosenPlace} choose */
  function reportAt(choose) {
    const { report, states } = known;
    if (report === null || states === null) return say("The report is not here yet.");
    const chosen = choose(paper, states.places);
    if (chosen === null) return say("Choose a figure or a text of the report first: press it, then e.");
    return take(chosen.place, [chosen.text, nameOf(report, nameable(chosen.place))].filter(Boolean).join(", "));
  }

  return {
    update,
    report: () => reportAt(chosenPlace),
    toFindings: () => tabs.choose("findings"),
    leave: unchecked.leave,
  };
}

/**
 * @param {Wire.ChosenPlace} place
 * @returns {Wire.FigurePlace}
 */
function nameable({ table, row = 0, column = 0, paragraph = 0 }) {
  return table === undefined ? { paragraph, start: 0, end: 0 } : { table, row, column };
}
