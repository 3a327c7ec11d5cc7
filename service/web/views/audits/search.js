/** Which audits are listed: by a part of their name, and by how they stand. */

import { el } from "../../nodes.js";
import { auditStatus } from "../../words.js";

const STATUSES = ["queued", "running", "complete", "failed", "cancelled"];
const TYPING_MS = 250; // between two letters; asking for each of them would ask for nothing anybody waits for

/**
 * `asked()` is what to ask the server for; `onChange()` is called when it is something else.
 * @param {{onChange: () => void}} on
 */
export function auditSearch({ onChange }) {
  /** @type {number | undefined} */
  let timer;
  const words = el("input", {
    type: "search",
    "aria-label": "Search the audits",
    placeholder: "Search",
    on: { input: later },
  });
  const status = el(
    "select",
    { "aria-label": "Status", on: { change: onChange } },
    el("option", { value: "" }, "any status"),
    ...STATUSES.map((one) => el("option", { value: one }, auditStatus(one))),
  );
  const node = el("div", { class: "audits-search", role: "search" }, words, status);

  function later() {
    clearTimeout(timer);
    timer = setTimeout(onChange, TYPING_MS);
  }

  const asked = () => ({ words: words.value.trim(), status: status.value });
  return { node, asked, isUsed: () => Boolean(words.value.trim() || status.value) };
}
