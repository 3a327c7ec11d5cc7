/**
 * Which view the address names: `#/` all audits, `#/audits/{id}` one of them as it runs, `#/audits/{id}/report` its
 * report beside its findings, and `#/audits/{id}/findings/{finding}` one finding in its place.
 */

/** @typedef {{view: "audit", auditId: string, part: "agents" | "report", findingId: string | null}} AuditRoute */
/** @typedef {{view: "home"} | AuditRoute} Route */

const AUDIT = /^#\/audits\/([^/?#]+)(?:\/(report)|\/findings\/([^/?#]+))?$/;

/**
 * @param {string} hash
 * @returns {Route}
 */
export function routeOf(hash) {
  const audit = AUDIT.exec(hash);
  if (!audit) return { view: "home" };
  const [, auditId, report, findingId] = audit;
  return {
    view: "audit",
    auditId: decoded(auditId),
    part: report || findingId ? "report" : "agents",
    findingId: findingId ? decoded(findingId) : null,
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
 * Calls `show(route)` now and whenever the address changes.
 * @param {(route: Route) => void} show
 */
export function followRoutes(show) {
  window.addEventListener("hashchange", () => show(routeOf(location.hash)));
  show(routeOf(location.hash));
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
