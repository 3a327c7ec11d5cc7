/** The states of figures with what people decided: a figure of which every finding is dismissed is in none. Pure. */

/**
 * The findings that put a figure where it is: those about it, else those in whose relations it stands.
 * @param {readonly Picture.Relation[]} relations
 * @param {Picture.FigureAt} at
 * @param {number} index
 */
function deciding(relations, at, index) {
  const failing = at.relations.flatMap((number) => relations[number] ?? []).filter(({ finding }) => finding);
  const about = failing.filter(({ places }) => places[0] === index);
  return about.length > 0 ? about : failing;
}

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
  const places = states.places.map((at, index) =>
    at.state === "finding" && deciding(relations, at, index).every(({ dismissed = false }) => dismissed)
      ? { ...at, state: /** @type {const} */ ("dismissed") }
      : at,
  );
  const dismissed = places.filter(({ state }) => state === "dismissed").length;
  const counts = { ...states.counts, finding: states.counts.finding - dismissed, dismissed };
  return { ...states, counts, places, relations };
}
