/**
 * Which view the address names: `#/` all audits, `#/audits/{id}` one of them as it runs, `#/audits/{id}/report` its
 * report beside its findings, `#/audits/{id}/findings/{finding}` one finding in its place, and
 * `#/audits/{id}/places/t25r3c2` a place in the report: table, row and column, or `p120`, a paragraph. A name that is none
 * is a place that no report has.
 */

/** @typedef {{view: "audit", auditId: string, part: "agents" | "report", findingId: string | null,
 *   place: Picture.Spot | null}} AuditRoute */
/** @typedef {{view: "home"} | AuditRoute} Route */

const AUDIT = /^#\/audits\/([^/?#]+)(?:\/(report)|\/findings\/([^/?#]+)|\/places\/([^/?#]+))?$/;
const PLACE = /^(?:t(\d+)(?:r(\d+)(?:c(\d+))?)?|p(\d+))(?:s(\d+)e(\d+))?$/;

/**
 * @param {string} hash
 * @returns {Route}
 */
export function routeOf(hash) {
  const audit = AUDIT.exec(hash);
  if (!audit) return { view: "home" };
  const [, auditId, report, findingId, place] = audit;
  return {
    view: "audit",
    auditId: decoded(auditId),
    part: report || findingId || place ? "report" : "agents",
    findingId: findingId ? decoded(findingId) : null,
    place: place ? spotOf(place) : null,
  };
}

/** @param {string} auditId */
export function auditHref(auditId) {
  return `#/audits/${encodeURIComponent(auditId)}`;
}

/** @param {string} auditId */
export function reportHref(auditId) {
  return `${auditHref(auditId)}/report`;
}

/**
 * @param {string} auditId
 * @param {string} findingId
 */
export function findingHref(auditId, findingId) {
  return `${auditHref(auditId)}/findings/${encodeURIComponent(findingId)}`;
}

/**
 * Null where nothing says where it is.
 * @param {string} auditId
 * @param {Picture.Spot} place
 */
export function placeHref(auditId, { table, row, column, paragraph, start, end }) {
  const numbered = (/** @type {[string, number | null | undefined][]} */ parts) =>
    parts.map(([letter, number]) => (Number.isInteger(number) ? `${letter}${number}` : "")).join("");
  const block = Number.isInteger(table)
    ? [["t", table], ["r", row], ["c", column]] // prettier-ignore
    : [["p", paragraph]];
  const name = numbered(/** @type {any} */ ([...block, ["s", start], ["e", end]]));
  return PLACE.test(name) ? `${auditHref(auditId)}/places/${name}` : null;
}

/**
 * Calls `show(route)` now and whenever the address changes, or is asked for again by a link that is already here.
 * @param {(route: Route) => void} show
 */
export function followRoutes(show) {
  window.addEventListener("hashchange", () => show(routeOf(location.hash)));
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (link?.getAttribute("href") === location.hash && !event.defaultPrevented) show(routeOf(location.hash));
  });
  show(routeOf(location.hash));
}

/**
 * @param {string} name
 * @returns {Picture.Spot}
 */
function spotOf(name) {
  const parts = PLACE.exec(name);
  if (parts === null) return {};
  const [table, row, column, paragraph, start, end] = parts
    .slice(1)
    .map((digits) => (digits === undefined ? undefined : Number(digits)));
  return { table, row, column, paragraph, start, end };
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
