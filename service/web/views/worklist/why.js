/** "Why?": what the rule behind a finding says, why it holds, and which paragraphs it rests on; read when it is opened. */

import { Problem } from "../../api.js";
import { el, thereAre } from "../../nodes.js";
import { ruleName, ruleOf } from "../../rules.js";

/** @param {Wire.Finding} finding */
export function whyView({ check }) {
  const words = el("div", {}, el("p", {}, "Reading the rule …"));
  const node = el("details", { class: "work-why" }, el("summary", {}, "Why?"), words);
  node.addEventListener("toggle", () => node.open && fill());

  async function fill() {
    try {
      words.replaceChildren(...ruleView(check, await ruleOf(check)));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      words.replaceChildren(el("p", {}, `The rule could not be read: ${problem.message}`));
    }
  }

  return node;
}

/**
 * @param {string} check
 * @param {Wire.Rule | null} rule
 */
function ruleView(check, rule) {
  if (rule === null)
    return [el("p", {}, `The rule “${ruleName(check)}” is its agent's own; the finding says what it found.`)];
  const references = Object.entries(rule.references ?? {}).map(
    ([framework, paragraph]) => `${framework}: ${paragraph}`,
  );
  return thereAre([
    el("p", {}, rule.meaning),
    el("p", {}, rule.why),
    references.length > 0 ? el("p", { class: "work-references" }, references.join("; ")) : null,
  ]);
}
