/** The parts of a finding in words: its likely cause, what may be wrong instead, the relations that it breaks. Pure. */

import { capitalised, grouped } from "../figures.js";
import { ruleName } from "../rules.js";

/**
 * What probably happened and what speaks for this figure: "Likely cause: it is the figure of another period (2024); it is
 * the only figure that 3 broken relations share." Null where nothing is known of it.
 * @param {{cause?: string | null, cause_text?: string | null}} finding
 */
export function causeWords({ cause, cause_text: text }) {
  const words = (text || cause || "").replace(/\.$/, "");
  if (words === "") return null;
  return cause || !words.startsWith("this figure") ? `Likely cause: ${words}.` : `${capitalised(words)}.`;
}

/** @param {Wire.Alternative} other */
export function alternativeWords({ reported, expected, cause_text: cause }) {
  const printed = reported === null ? "a cell left empty" : grouped(reported);
  return `It may be ${printed} instead, where ${grouped(expected)} would fit${cause ? `: ${cause}` : ""}.`;
}

/**
 * The relations that the description does not say: what an older version stored has them there, too. `more` are counted
 * and not listed.
 * @param {Wire.Finding} finding
 */
export function newRelations({ relations = [], relations_total: total, description }) {
  const shown = relations.filter((relation) => !description.includes(relation));
  return { shown, more: shown.length > 0 ? Math.max(0, (total ?? 0) - relations.length) : 0 };
}

/**
 * What the rule rests on, its name, and whether a model judged.
 * @param {Wire.Finding} finding
 */
export function sourceWords({ reference, source, confidence, check }) {
  const judged =
    source === "model"
      ? `judged by a model${confidence < 1 ? `, confidence ${Math.round(confidence * 100)} %` : ""}`
      : "";
  return [reference, ruleName(check), judged].filter(Boolean).join(" · ");
}
