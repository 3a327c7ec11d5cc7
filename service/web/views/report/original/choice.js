/** Which of its two views a PDF is shown in: as it was read, or its original pages. */

import { el, setAttribute, show } from "../../../nodes.js";

/** @typedef {"read" | "original"} View */

/** @type {[View, string][]} */
const VIEWS = [
  ["read", "As read"],
  ["original", "Original pages"],
];

/**
 * `update(report)` shows it for a report that has pages to draw; `onChoose(view)` is told what is chosen.
 * @param {{onChoose: (view: View) => void}} on
 */
export function viewChoice({ onChoose }) {
  const buttons = new Map(
    VIEWS.map(([view, words]) => [
      view,
      el("button", { type: "button", "aria-pressed": "false", on: { click: () => choose(view) } }, words),
    ]),
  );
  const node = el(
    "div",
    { class: "view-choice", role: "group", "aria-label": "How the report is shown", hidden: true },
    ...buttons.values(),
  );

  /** @param {View} view */
  function choose(view) {
    set(view);
    onChoose(view);
  }

  /** @param {View} chosen */
  function set(chosen) {
    for (const [view, button] of buttons) setAttribute(button, "aria-pressed", String(view === chosen));
  }

  /** @param {Wire.Report} report */
  function update({ shown = [] }) {
    show(node, shown.length > 0);
  }

  set("read");
  return { node, set, update };
}
