/** All agents at a glance, always in sight: however long one agent's findings are, the others are seen working. */

import { grouped } from "../figures.js";
import { el, follow, setAttribute, setText, show } from "../nodes.js";
import { agentName, agentStanding } from "../words.js";

/**
 * `onChoose(agentId)` is called when the reader wants to see that agent's lane.
 * @param {{onChoose: (agentId: string) => void}} on
 */
export function agentStrip({ onChoose }) {
  const list = el("ol");
  const node = el("nav", { class: "strip", "aria-label": "Agents" }, list);

  /** @param {Picture.Agent} agent */
  function entry({ agentId }) {
    const state = el("span", { class: "strip-state" });
    const button = el(
      "button",
      { type: "button", on: { click: () => onChoose(agentId) } },
      el("span", { class: "strip-name" }, agentName(agentId)),
      state,
    );
    const item = el("li", {}, button);
    return Object.assign(item, { state });
  }

  /**
   * @param {ReturnType<typeof entry>} item
   * @param {Picture.Agent} agent
   */
  function fill(item, agent) {
    const { kind, headline } = agentStanding(agent);
    setAttribute(item, "data-kind", kind);
    setText(item.state, shortly(agent, headline));
  }

  /** @param {{agents: readonly Picture.Agent[]}} state */
  function update({ agents }) {
    show(node, agents.length > 0);
    follow(list, agents, { key: (agent) => agent.agentId, create: entry, update: fill });
  }

  update({ agents: [] });
  return { node, update };
}

/**
 * @param {Picture.Agent} agent
 * @param {string} headline
 */
function shortly({ status, progress }, headline) {
  if (status === "running" && progress)
    return `${grouped(String(progress.completed))} of ${grouped(String(progress.total))}`;
  if (status === "error") return "Error";
  return headline;
}
