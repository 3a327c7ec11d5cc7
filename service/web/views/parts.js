/** The two parts of an audit: how its agents run, and the report beside its findings. */

import { el, setAttribute } from "../nodes.js";
import { auditHref, reportHref } from "../router.js";

/**
 * `choose(part)` marks the one that is shown.
 * @param {string} auditId
 */
export function auditParts(auditId) {
  const links = {
    agents: el("a", { href: auditHref(auditId) }, "Agents"),
    report: el("a", { href: reportHref(auditId) }, "Report and findings"),
  };
  const node = el("nav", { class: "parts", "aria-label": "Parts of the audit" }, ...Object.values(links));

  /** @param {"agents" | "report"} part */
  function choose(part) {
    for (const [name, link] of Object.entries(links)) setAttribute(link, "aria-current", name === part && "page");
  }

  return { node, choose };
}
