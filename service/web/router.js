/** Which view the address names: `#/` all audits, `#/audits/{id}` one of them. */

const AUDIT = /^#\/audits\/([^/?#]+)$/;

export function routeOf(hash) {
  const audit = AUDIT.exec(hash);
  return audit ? { view: "audit", auditId: decoded(audit[1]) } : { view: "home" };
}

export function auditHref(auditId) {
  return `#/audits/${encodeURIComponent(auditId)}`;
}

/** Calls `show(route)` now and whenever the address changes. */
export function followRoutes(show) {
  window.addEventListener("hashchange", () => show(routeOf(location.hash)));
  show(routeOf(location.hash));
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
