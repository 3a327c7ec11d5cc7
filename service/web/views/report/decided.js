/**
 * The states of figures with what people decided: a figure of which every finding is dismissed is in none, and one of
 * which all others are accepted has been dealt with. Pure.
 */

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
  const relations = states.relations.map((relation) => decided(relation, stateOf));
  const places = states.places.map((at, index) => {
    if (at.state !== "finding") return at;
    const left = deciding(relations, at, index).filter(({ dismissed }) => !dismissed);
    if (left.length === 0) return { ...at, state: /** @type {const} */ ("dismissed") };
    return left.every(({ accepted }) => accepted) ? { ...at, accepted: true } : at;
  });
  const dismissed = places.filter(({ state }) => state === "dismissed").length;
  const counts = { ...states.counts, finding: states.counts.finding - dismissed, dismissed };
  return { ...states, counts, places, relations };
}

/**
 * @param {Wire.Relation} relation
 * @param {(findingId: string) => Picture.FindingState} stateOf
 * @returns {Picture.Relation}
 */
function decided(relation, stateOf) {
  const state = relation.finding === undefined ? "open" : stateOf(relation.finding);
  return state === "open" ? relation : { ...relation, [state]: true };
}
