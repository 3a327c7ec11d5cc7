/**
 * The states of figures as the page tells them: what a finding names is told apart from what only stands in the relation
 * that it says fails. And with what people decided: a figure of which every finding is dismissed is in none, and one of
 * which all others are accepted has been dealt with. Pure.
 */

/**
 * The findings that put a figure where it is: those that name it, else those in whose relations it stands.
 * @param {readonly Picture.Relation[]} relations
 * @param {Wire.FigureAt} at
 * @param {number} index
 */
function deciding(relations, at, index) {
  const failing = at.relations.flatMap((number) => relations[number] ?? []).filter(({ finding }) => finding);
  const naming = failing.filter(({ places }) => places[0] === index);
  return { isNamed: naming.length > 0, findings: naming.length > 0 ? naming : failing };
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
    const { isNamed, findings } = deciding(relations, at, index);
    const left = findings.filter(({ dismissed }) => !dismissed);
    if (left.length === 0) return { ...at, state: /** @type {const} */ ("dismissed") };
    const own = isNamed ? at : { ...at, state: /** @type {const} */ ("fails") };
    return left.every(({ accepted }) => accepted) ? { ...own, accepted: true } : own;
  });
  const count = (/** @type {Picture.FigureState} */ wanted) => places.filter(({ state }) => state === wanted).length;
  const [fails, dismissed] = [count("fails"), count("dismissed")];
  const counts = { ...states.counts, finding: states.counts.finding - fails - dismissed, fails, dismissed };
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
