/** The report of an audit and what its agents said of it, each asked for as soon as it can be there. */

import { Problem, allFindings, figureStates, readReport } from "../../api.js";
import { hasEnded } from "../../fold.js";

/**
 * @typedef {{onReport(report: Wire.Report): void, onHeard(states: Wire.FigureStates, findings: Wire.Finding[]): void,
 *   onTrouble(words: string, ofFigures: boolean): void, onSettled(): void}} Told
 */

/**
 * `follow(state, open, own)` asks for what is not there yet: the report once it is `open`; `isSettled()` says that all that was
 * asked for has been answered, and `onSettled()` when it has. `forget()` where the log was read
 * again from its start; `own` names the findings that people have added, which are asked for as those of agents are.
 * @param {string} auditId
 * @param {Told} on
 */
export function reportSource(auditId, on) {
  let wanted = false; // the report
  let heard = 0; // agents whose findings and figures have been asked for
  let asked = ""; // what people had added when these were asked for
  let told = ""; // and what of it they had
  let left = false;
  let unanswered = 0;

  /**
   * @param {Picture.Audit} state
   * @param {boolean} open
   * @param {string} own
   */
  function follow(state, open, own) {
    if (open && !wanted) read();
    const completed = state.agents.filter((agent) => agent.status === "complete").length;
    const isNew = completed > heard || (own !== asked && own !== told);
    if (isNew && (open || hasEnded(state))) hear(completed, own);
  }

  async function read() {
    wanted = true;
    unanswered += 1;
    try {
      const report = await readReport(auditId);
      if (!left) on.onReport(report);
    } catch (problem) {
      failed(problem, "The report could not be read", false);
      wanted = false; // whatever comes next, an event or a click, asks again
    }
    answered();
  }

  /**
   * @param {number} completed
   * @param {string} own
   */
  async function hear(completed, own) {
    const before = { heard, asked };
    [heard, asked] = [completed, own];
    unanswered += 1;
    try {
      const [states, findings] = await Promise.all([figureStates(auditId), allFindings(auditId)]);
      if (left || heard !== completed || asked !== own) return answered();
      told = ownIn(findings);
      on.onHeard(states, findings);
    } catch (problem) {
      failed(problem, "The states of the figures could not be read", true);
      ({ heard, asked } = before);
    }
    return answered();
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

  const forget = () => ([wanted, heard, asked, told] = [false, 0, "", ""]);
  return { follow, forget, isAsked: () => wanted, isSettled: () => unanswered === 0, leave: () => (left = true) };
}

/**
 * What people have added, as `follow` is told of it.
 * @param {Wire.Finding[]} findings
 */
function ownIn(findings) {
  const own = findings.filter(({ source }) => source === "person");
  return own.map(({ id }) => id).sort().join(" "); // prettier-ignore
}
