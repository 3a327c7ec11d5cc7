/** One agent's lane: how it stands, its counts, and as soon as it has completed its findings and what holds. */

import { Problem, findingsAddress, listFindings } from "../api.js";
import { counted, duration, grouped } from "../figures.js";
import { el, setAttribute, setBreakable, setText, show } from "../nodes.js";
import { auditHref, placeHref } from "../router.js";
import { agentName, agentStanding, usageWords } from "../words.js";
import { findingList } from "./findings.js";
import { isRounding, roundingNote } from "./rounding.js";
import { tickList } from "./ticks.js";

/** @typedef {import("./audit.js").LaneItem} LaneItem */
/** @typedef {{node: HTMLElement, update(agent: Picture.Agent): void}} Part */
/**
 * What a lane is made of, and the findings that it shows.
 * @typedef {{shown: readonly Wire.Finding[] | null, title: HTMLElement, headline: HTMLElement, detail: HTMLElement,
 *   counts: Part, progress: Part, basis: HTMLElement, usage: HTMLElement, more: HTMLElement, findings: ReturnType<typeof findingList>,
 *   rounding: ReturnType<typeof roundingNote>, ticks: ReturnType<typeof tickList>}} Parts
 */

/**
 * The lane's node; `node.lane(item)` brings it up to date, `node.reveal()` brings it into sight.
 * @param {LaneItem} item
 */
export function laneView({ auditId, agent }) {
  const titleId = `lane-${agent.agentId}`;
  /** @type {Parts} */
  const parts = {
    shown: null,
    title: el("h2", { id: titleId, tabindex: "-1" }, agentName(agent.agentId)),
    headline: el("p", { class: "lane-headline" }),
    detail: el("p", { class: "lane-detail" }),
    counts: countList(),
    progress: progressLine(agent.agentId),
    basis: el("p", { class: "lane-basis", hidden: true }),
    usage: el("p", { class: "lane-usage", hidden: true }),
    more: el("p", { class: "lane-more", hidden: true }),
    findings: findingList(agentName(agent.agentId), (place) => placeHref(auditId, place)),
    rounding: roundingNote(),
    ticks: tickList(),
  };
  const node = el(
    "section",
    { class: "lane", "aria-labelledby": titleId },
    el(
      "div",
      { class: "lane-head" },
      parts.title,
      el("div", { class: "lane-standing" }, parts.headline, parts.detail),
      parts.counts.node,
    ),
    parts.progress.node,
    parts.basis,
    parts.usage,
    parts.more,
    parts.findings.node,
    parts.rounding.node,
    parts.ticks.node,
  );
  const reveal = () => {
    node.scrollIntoView({ block: "start" });
    parts.title.focus({ preventScroll: true });
  };
  return Object.assign(node, { lane: (/** @type {LaneItem} */ item) => update(node, parts, item), reveal });
}

/**
 * @param {HTMLElement} node
 * @param {Parts} parts
 * @param {LaneItem} item
 */
function update(node, parts, { auditId, agent }) {
  if (parts.shown !== agent.findings) showFindings(parts, agent.findings);
  const standing = agentStanding(agent);
  setAttribute(node, "data-kind", standing.kind);
  setAttribute(node, "data-agent", agent.agentId);
  setText(parts.headline, standing.headline);
  setBreakable(parts.detail, standing.detail ?? "");
  parts.counts.update(agent);
  parts.progress.update(agent);
  show(parts.basis, agent.basis.length > 0);
  setText(parts.basis, agent.basis.join(" "));
  show(parts.usage, agent.usage.questions > 0);
  setText(parts.usage, usageWords(agent.usage));
  parts.ticks.update(auditId, agent);
  moreLine(parts, auditId, agent);
}

/**
 * @param {Parts} parts
 * @param {readonly Wire.Finding[]} findings
 */
function showFindings(parts, findings) {
  parts.shown = findings;
  parts.findings.update(findings.filter((finding) => !isRounding(finding)));
  parts.rounding.update(findings.filter(isRounding));
}

function countList() {
  const cells = { passed: el("dd"), failed: el("dd"), notPossible: el("dd"), time: el("dd") };
  const pair = (/** @type {string} */ term, /** @type {HTMLElement} */ cell, /** @type {string} */ name) =>
    el("div", { class: `lane-count lane-${name}` }, el("dt", {}, term), cell);
  const node = el(
    "dl",
    { class: "lane-counts", hidden: true },
    pair("passed", cells.passed, "passed"),
    pair("failed", cells.failed, "failed"),
    pair("not possible", cells.notPossible, "not-possible"),
    pair("time", cells.time, "time"),
  );
  return {
    node,
    /** @param {Picture.Agent} agent */
    update({ checks, durationMs }) {
      show(node, checks !== null);
      if (checks === null) return;
      setText(cells.passed, grouped(String(checks.passed ?? "–")));
      setText(cells.failed, grouped(String(checks.failed ?? "–")));
      setText(cells.notPossible, grouped(String(checks.not_possible ?? "–")));
      setText(cells.time, duration(durationMs) || "–");
    },
  };
}

/**
 * Only counts that the agent has reported: without one there is no bar.
 * @param {string} agentId
 */
function progressLine(agentId) {
  const bar = el("progress", { "aria-label": `Progress of ${agentName(agentId)}` });
  const count = el("span", { class: "progress-count" });
  const message = el("span", { class: "progress-message" });
  const node = el("div", { class: "lane-progress", hidden: true }, bar, count, message);
  return {
    node,
    /** @param {Picture.Agent} agent */
    update({ status, progress }) {
      const counting = status === "running" && progress !== null;
      show(node, counting);
      if (!counting) return;
      setAttribute(bar, "max", Math.max(progress.total, 1));
      setAttribute(bar, "value", progress.completed);
      setText(count, `${grouped(String(progress.completed))} of ${grouped(String(progress.total))}`);
      setText(message, progress.message);
    },
  };
}

/**
 * What is said between the head and the findings: that there are more of them, or whose result this is.
 * @param {Parts} parts
 * @param {string} auditId
 * @param {Picture.Agent} agent
 */
function moreLine(parts, auditId, agent) {
  const { more } = parts;
  const total = agent.findingsTotal ?? 0;
  const cut = total > agent.findings.length;
  show(more, cut || agent.carriedFrom !== null);
  more.replaceChildren(
    ...(cut ? cutWords(parts, auditId, agent, total) : []),
    ...(agent.carriedFrom ? carriedWords(agent.carriedFrom) : []),
  );
}

/** @param {string} auditId */
function carriedWords(auditId) {
  const earlier = el("a", { href: auditHref(auditId) }, "the earlier audit");
  return ["It did not run again: its result is carried over from ", earlier, "."];
}

/**
 * An event holds only so many findings; the others are fetched when they are asked for.
 * @param {Parts} parts
 * @param {string} auditId
 * @param {Picture.Agent} agent
 * @param {number} total
 */
function cutWords(parts, auditId, agent, total) {
  const said = el("span", {}, showing(agent.findings.length, total));
  const button = el("button", { type: "button", class: "quiet", on: { click: all } }, "Show all");
  const link = el(
    "a",
    { href: findingsAddress(auditId, agent.agentId), target: "_blank", rel: "noopener" },
    "All findings as JSON",
  );

  async function all() {
    setAttribute(button, "disabled", true);
    try {
      const found = await listFindings(auditId, agent.agentId);
      showFindings(parts, found);
      setText(said, showing(found.length, total));
      button.remove();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setText(said, `${showing(agent.findings.length, total)} The others could not be read: ${problem.message}`);
      setAttribute(button, "disabled", false);
    }
  }

  return [said, " ", button, " ", link, " "];
}

/**
 * @param {number} shown
 * @param {number} total
 */
function showing(shown, total) {
  const of = `Showing ${grouped(String(shown))} of ${counted(total, "finding")}`;
  return shown < total ? `${of}, the gravest first.` : `${of}.`;
}
