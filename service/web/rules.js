/** The rules that checks go by, in the words in which the server tells them. */

import { readRule } from "./api.js";

/** @type {Map<string, Promise<Wire.Rule | null>>} */
const asked = new Map();

/**
 * `{title, meaning, why, references}` of a rule; null where the server knows none of that id. Asked for once.
 * @param {string} id
 * @returns {Promise<Wire.Rule | null>}
 */
export function ruleOf(id) {
  const before = asked.get(id);
  if (before !== undefined) return before;
  const answer = readRule(id);
  answer.catch(() => asked.delete(id)); // whoever asks again may have more luck
  asked.set(id, answer);
  return answer;
}

/**
 * "text_to_table" as "text to table".
 * @param {string | null | undefined} check
 */
export function ruleName(check) {
  return (check ?? "").replaceAll("_", " ");
}
