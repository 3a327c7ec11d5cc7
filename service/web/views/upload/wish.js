/**
 * What is asked of an audit before its report is handed in: a name, which agents, what severities are judged by, whose
 * paragraphs findings name, and which rules are left out.
 */

import { listAgents, listRules } from "../../api.js";
import { el } from "../../nodes.js";
import { ruleName } from "../../rules.js";
import { agentName } from "../../words.js";
import { choices } from "./choices.js";

/** @typedef {import("./choices.js").Choice} Choice */

const FRAMEWORKS = ["IFRS", "US GAAP", "UK GAAP"];
const OF_STANDARDS = "disclosure_";
/** One choice for the rules of all standards, which are too many to be ticked one by one. */
const ALL_STANDARDS = { id: "disclosure", text: "Disclosures of all standards (disclosure compliance)" };

/** `asked(files)` is what to send with each of so many files; what is left alone is left to the service. */
export function uploadWish() {
  const name = el("input", { type: "text", id: "wish-name", maxlength: 300, autocomplete: "off" });
  const materiality = el("input", {
    type: "text",
    id: "wish-materiality",
    maxlength: 60,
    autocomplete: "off",
    "aria-describedby": "wish-materiality-hint",
  });
  const framework = el(
    "select",
    { id: "wish-framework" },
    el("option", { value: "" }, "as the report says"),
    ...FRAMEWORKS.map((one) => el("option", { value: one }, one)),
  );
  const agents = choices("Agents", agentsThereAre, "All will run.");
  const rules = choices("Rules", rulesThereAre, "All will be applied.");
  const node = el(
    "details",
    { class: "wish" },
    el("summary", {}, "Name, agents, materiality, framework, rules"),
    el(
      "p",
      {},
      el("label", { for: name.id }, "Name"),
      name,
      el("span", { class: "wish-said" }, "Of one report; several keep the names of their files."),
    ),
    agents.node,
    el(
      "p",
      {},
      el("label", { for: materiality.id }, "Materiality"),
      materiality,
      el(
        "span",
        { class: "wish-said", id: "wish-materiality-hint" },
        "An amount in whole currency units (1500000), a percentage (3%), or one of profit, revenue or assets (0.5% of revenue). Left empty, it is worked out from the report.",
      ),
    ),
    el("p", {}, el("label", { for: framework.id }, "Framework"), framework),
    rules.node,
  );
  node.addEventListener("toggle", () => node.open && Promise.all([agents.offer(), rules.offer()]));

  /**
   * @param {number} files
   * @returns {import("../../api.js").Wish}
   */
  function asked(files) {
    return {
      name: files === 1 ? name.value.trim() : "",
      materiality: materiality.value.trim(),
      framework: framework.value,
      agents: agents.left().length > 0 ? agents.taken() : [],
      ignore: rules.left(),
    };
  }

  return { node, asked };
}

/** @returns {Promise<Choice[]>} */
async function agentsThereAre() {
  return (await listAgents()).map((id) => ({ id, text: agentName(id) }));
}

/** @returns {Promise<Choice[]>} */
async function rulesThereAre() {
  const rules = await listRules();
  const single = rules.filter(({ id }) => !id.startsWith(OF_STANDARDS));
  const choices = single.map(({ id, title, always }) => ({ id, text: `${title} (${ruleName(id)})`, fixed: always }));
  return rules.length > single.length ? [...choices, ALL_STANDARDS] : choices;
}
