/** The way from a finding to its place in the report: a figure that is opened, or a text that is marked. */

import { passage } from "./passage.js";
import { placeOfFinding } from "./states.js";

const STACKED = "(max-width: 60rem)"; // as in desk.css

/** Whether the report stands below its findings, so that going to a place in it leaves them. */
export function isStacked() {
  return window.matchMedia(STACKED).matches;
}

/**
 * @param {ReturnType<typeof import("./paper.js").reportPaper>} paper
 */
export function findingPlaces(paper) {
  const text = passage(paper);

  /**
   * Opens a finding's place and brings it into sight, unless the reader is to `stay` where they are. Returns whether it
   * names one.
   * @param {string} id
   * @param {Picture.Figures} states
   * @param {Wire.Finding[]} findings
   * @param {{stay: boolean}} how
   */
  function show(id, states, findings, how) {
    const index = placeOfFinding(states, id);
    const number = states.relations.findIndex(({ finding }) => finding === id);
    text.leave();
    if (index !== undefined && paper.reach(index, number, how)) return true;
    return text.show(findings.find((finding) => finding.id === id)?.locations ?? [], how);
  }

  return { show };
}
