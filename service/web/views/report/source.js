/** The report of an audit and what its agents said of it, each asked for as soon as it can be there. */

import { Problem, allFindings, figureStates, readReport } from "../../api.js";
import { hasEnded } from "../../fold.js";

/**
 * @typedef {{onReport(report: Wire.Report): void, onHeard(states: Wire.FigureStates, findings: Wire.Finding[]): void,
 *   onTrouble(words: string, ofFigures: boolean): void, onSettled(): void}} Told
 */

/**
 * `follow(state, open)` asks for what is not there yet: the report once it is `open`; `isSettled()` says that all that was
 * asked for has been answered, and `onSettled()` when it has. `forget()` where the log was read
 * again from its start.
 * @param {string} auditId
 * @param {Told} on
 */
export function reportSource(auditId, on) {
  let asked = false; // for the report
  let heard = 0; // agents whose findings and figures have been asked for
  let left = false;
  let unanswered = 0;

  /**
   * @param {Picture.Audit} state
   * @param {boolean} open
   */
  function follow(state, open) {
    if (open && !asked) read();
    const completed = state.agents.filter((agent) => agent.status === "complete").length;
    if (completed > heard && (open || hasEnded(state))) hear(completed);
  }

  async function read() {
    asked = true;
    unanswered += 1;
    try {
      const report = await readReport(auditId);
      if (!left) on.onReport(report);
    } catch (problem) {
      failed(problem, "The report could not be read", false);
      asked = false; // whatever comes next, an event or a click, asks again
    }
    answered();
  }

  /** @param {number} completed */
  async function hear(completed) {
    const before = heard;
    heard = completed;
    unanswered += 1;
    try {
      const [states, findings] = await Promise.all([figureStates(auditId), allFindings(auditId)]);
      if (!left && heard === completed) on.onHeard(states, findings);
    } catch (problem) {
      failed(problem, "The states of the figures could not be read", true);
      heard = before;
    }
    answered();
  }

  /**
   * @param {unknown} problem
   * @param {string} words
   * @param {boolean} ofFigures
   */
  function failed(problem, words, ofFigures) {
    if (!(problem instanceof Problem)) throw problem;
    if (!left) on.onTrouble(`${words}: ${problem.message}`, ofFigures);
  }

  function answered() {
    unanswered -= 1;
    if (unanswered === 0 && !left) on.onSettled();
  }

  const forget = () => ([asked, heard] = [false, 0]);
  return { follow, forget, isAsked: () => asked, isSettled: () => unanswered === 0, leave: () => (left = true) };
}
