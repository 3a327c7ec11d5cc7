/** The rules that checks go by, in the words in which the server tells them. */

import { readRule } from "./api.js";

const asked = new Map();

/** `{title, meaning, why, references}` of a rule; null where the server knows none of that id. Asked for once. */
export function ruleOf(id) {
  if (!asked.has(id)) {
    const answer = readRule(id);
    answer.catch(() => asked.delete(id)); // whoever asks again may have more luck
    asked.set(id, answer);
  }
  return asked.get(id);
}

/** "text_to_table" as "text to table". */
export function ruleName(check) {
  return (check ?? "").replaceAll("_", " ");
}
