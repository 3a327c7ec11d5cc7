/** One agent's lane: how it stands, its counts, and as soon as it has completed its findings and what holds. */

import { Problem, findingsAddress, listFindings } from "../api.js";
import { counted, duration, grouped } from "../figures.js";
import { el, setAttribute, setText, show } from "../nodes.js";
import { auditHref } from "../router.js";
import { agentName, agentStanding } from "../words.js";
import { findingList } from "./findings.js";
import { isRounding, roundingNote } from "./rounding.js";
import { tickList } from "./ticks.js";

/** The lane's node; `node.lane(item)` brings it up to date, `node.reveal()` brings it into sight. */
export function laneView({ agent }) {
  const titleId = `lane-${agent.agentId}`;
  const parts = {
    title: el("h2", { id: titleId, tabindex: "-1" }, agentName(agent.agentId)),
    headline: el("p", { class: "lane-headline" }),
    detail: el("p", { class: "lane-detail" }),
    counts: countList(),
    progress: progressLine(agent.agentId),
    basis: el("p", { class: "lane-basis", hidden: true }),
    more: el("p", { class: "lane-more", hidden: true }),
    findings: findingList(agentName(agent.agentId)),
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
    parts.more,
    parts.findings.node,
    parts.rounding.node,
    parts.ticks.node,
  );
  node.lane = (item) => update(node, parts, item);
  node.reveal = () => {
    node.scrollIntoView({ block: "start" });
    parts.title.focus({ preventScroll: true });
  };
  return node;
}

function update(node, parts, { auditId, agent }) {
  if (parts.shown !== agent.findings) showFindings(parts, agent.findings);
  const standing = agentStanding(agent);
  setAttribute(node, "data-kind", standing.kind);
  setAttribute(node, "data-agent", agent.agentId);
  setText(parts.headline, standing.headline);
  setText(parts.detail, standing.detail ?? "");
  parts.counts.update(agent);
  parts.progress.update(agent);
  show(parts.basis, agent.basis.length > 0);
  setText(parts.basis, agent.basis.join(" "));
  parts.ticks.update(auditId, agent);
  moreLine(parts, auditId, agent);
}

function showFindings(parts, findings) {
  parts.shown = findings;
  parts.findings.update(findings.filter((finding) => !isRounding(finding)));
  parts.rounding.update(findings.filter(isRounding));
}

function countList() {
  const cells = { passed: el("dd"), failed: el("dd"), notPossible: el("dd"), time: el("dd") };
  const pair = (term, cell, name) => el("div", { class: `lane-count lane-${name}` }, el("dt", {}, term), cell);
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

/** Only counts that the agent has reported: without one there is no bar. */
function progressLine(agentId) {
  const bar = el("progress", { "aria-label": `Progress of ${agentName(agentId)}` });
  const count = el("span", { class: "progress-count" });
  const message = el("span", { class: "progress-message" });
  const node = el("div", { class: "lane-progress", hidden: true }, bar, count, message);
  return {
    node,
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

/** What is said between the head and the findings: that there are more of them, or whose result this is. */
function moreLine(parts, auditId, agent) {
  const { more } = parts;
  const cut = agent.findingsTotal > agent.findings.length;
  show(more, cut || agent.carriedFrom !== null);
  more.replaceChildren(
    ...(cut ? cutWords(parts, auditId, agent) : []),
    ...(agent.carriedFrom ? carriedWords(agent) : []),
  );
}

function carriedWords({ carriedFrom }) {
  const earlier = el("a", { href: auditHref(carriedFrom) }, "the earlier audit");
  return ["It did not run again: its result is carried over from ", earlier, "."];
}

/** An event holds only so many findings; the others are fetched when they are asked for. */
function cutWords(parts, auditId, agent) {
  const said = el("span", {}, showing(agent.findings.length, agent));
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
      setText(said, showing(found.length, agent));
      button.remove();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setText(said, `${showing(agent.findings.length, agent)} The others could not be read: ${problem.message}`);
      setAttribute(button, "disabled", false);
    }
  }

  return [said, " ", button, " ", link, " "];
}

function showing(shown, { findingsTotal }) {
  const of = `Showing ${grouped(String(shown))} of ${counted(findingsTotal, "finding")}`;
  return shown < findingsTotal ? `${of}, the gravest first.` : `${of}.`;
}
