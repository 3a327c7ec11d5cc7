/** The states of figures with what people decided: a figure of which every finding is dismissed is in none. Pure. */

/**
 * `stateOf(id)` says how a finding stands.
 * @param {Wire.FigureStates} states
 * @param {(findingId: string) => Picture.FindingState} stateOf
 * @returns {Picture.Figures}
 */
export function withDecisions(states, stateOf) {
  const isDismissed = ({ finding } = /** @type {Wire.Relation} */ ({})) =>
    finding !== undefined && stateOf(finding) === "dismissed";
  const relations = states.relations.map((relation) =>
    isDismissed(relation) ? { ...relation, dismissed: true } : relation,
  );
  const isOff = (/** @type {number} */ number, /** @type {number} */ index) => {
    const { finding, places, dismissed = false } = /** @type {Picture.Relation} */ (relations[number]);
    return finding === undefined || places[0] !== index || dismissed;
  };
  const places = states.places.map((at, index) =>
    at.state === "finding" && at.relations.every((number) => isOff(number, index))
      ? { ...at, state: /** @type {const} */ ("dismissed") }
      : at,
  );
  const dismissed = places.filter(({ state }) => state === "dismissed").length;
  const counts = { ...states.counts, finding: states.counts.finding - dismissed, dismissed };
  return { ...states, counts, places, relations };
}
