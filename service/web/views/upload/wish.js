/**
 * What is asked of an audit before its report is handed in: a name, which agents, what severities are judged by, and whose
 * paragraphs findings name.
 */

import { Problem, listAgents } from "../../api.js";
import { el } from "../../nodes.js";
import { agentName } from "../../words.js";

const FRAMEWORKS = ["IFRS", "US GAAP", "UK GAAP"];

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
  const agents = el("fieldset", {}, el("legend", {}, "Agents"), el("p", { class: "wish-said" }, "Asking which there are …"));
  const node = el(
    "details",
    { class: "wish" },
    el("summary", {}, "Name, agents, materiality, framework"),
    el("p", {}, el("label", { for: name.id }, "Name"), name, el("span", { class: "wish-said" }, "Of one report; several keep the names of their files.")),
    agents,
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
  );
  let boxes = [];
  node.addEventListener("toggle", () => node.open && boxes.length === 0 && offer());

  async function offer() {
    try {
      const ids = await listAgents();
      boxes = ids.map((id) => el("input", { type: "checkbox", value: id, checked: true }));
      for (const box of boxes) box.addEventListener("change", () => keepOne(box));
      agents.replaceChildren(
        el("legend", {}, "Agents"),
        ...boxes.map((box) => el("label", {}, box, ` ${agentName(box.value)}`)),
      );
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      agents.querySelector(".wish-said").textContent = `Which agents there are could not be read: ${problem.message} All will run.`;
    }
  }

  /** An audit without an agent is none, and none chosen would mean all of them. */
  function keepOne(box) {
    if (!boxes.some((one) => one.checked)) box.checked = true;
  }

  function asked(files) {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    const some = chosen.length > 0 && chosen.length < boxes.length;
    return {
      name: files === 1 ? name.value.trim() : "",
      materiality: materiality.value.trim(),
      framework: framework.value,
      agents: some ? chosen : [],
    };
  }

  return { node, asked };
}
