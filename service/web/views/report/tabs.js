/** What is listed beside the report: the findings, or what was not checked. */

import { el, setAttribute } from "../../nodes.js";

/** @typedef {"findings" | "unchecked"} Tab */

/** @type {{[T in Tab]: string}} */
const NAMES = { findings: "Findings", unchecked: "Not checked" };

/**
 * `choose(tab)` shows one of them; `onChoose(tab)` when the reader does.
 * @param {{onChoose: (tab: Tab) => void}} on
 */
export function sideTabs({ onChoose }) {
  const buttons = /** @type {Tab[]} */ (Object.keys(NAMES)).map((tab) =>
    el("button", { type: "button", class: "quiet", "data-tab": tab, on: { click: () => choose(tab) } }, NAMES[tab]),
  );
  const node = el("div", { class: "work-tabs", role: "group", "aria-label": "What is listed" }, ...buttons);
  /** @type {Tab | null} */
  let shown = null;

  /** @param {Tab} tab */
  function choose(tab) {
    if (tab === shown) return;
    shown = tab;
    for (const button of buttons) setAttribute(button, "aria-pressed", String(button.dataset.tab === tab));
    onChoose(tab);
  }

  return { node, choose };
}
