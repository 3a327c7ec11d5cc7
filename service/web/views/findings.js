/** The findings of one agent, gravest first, put on the page a few at a time so that hundreds do not stall it. */

import { soon } from "../frame.js";
import { el, follow, show } from "../nodes.js";
import { findingView } from "./finding.js";

/** @typedef {{key: string, finding: Wire.Finding}} Keyed */

const FIRST = 30; // fills the first screens at once
const CHUNK = 60; // a frame's worth of the rest

/**
 * `hrefOf(place)` is where a place can be gone to.
 * @param {string} agent
 * @param {import("./place.js").HrefOf} hrefOf
 */
export function findingList(agent, hrefOf) {
  const node = el("ol", { class: "findings", "aria-label": `Findings: ${agent}`, hidden: true });
  /** @type {readonly Wire.Finding[] | null} */
  let findings = null;
  let callOff = () => {};

  /** @param {readonly Wire.Finding[]} next */
  function update(next) {
    if (next === findings) return;
    findings = next;
    callOff();
    show(node, next.length > 0);
    put(keyed(next), FIRST);
  }

  /**
   * @param {Keyed[]} items
   * @param {number} count
   */
  function put(items, count) {
    follow(node, items.slice(0, count), {
      key: (item) => item.key,
      create: ({ finding }) => findingView(finding, { hrefOf }),
    });
    if (count < items.length) callOff = soon(() => put(items, count + CHUNK));
  }

  return { node, update };
}

/**
 * A finding's id is its key; should two share one, both are still shown.
 * @param {readonly Wire.Finding[]} findings
 * @returns {Keyed[]}
 */
function keyed(findings) {
  const seen = new Map();
  return findings.map((finding) => {
    const nth = (seen.get(finding.id) ?? 0) + 1;
    seen.set(finding.id, nth);
    return { key: `${finding.id} ${nth}`, finding };
  });
}
