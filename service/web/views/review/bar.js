/** How far the review has come, who decides here, and whether decisions of others arrive. */

import { grouped } from "../../figures.js";
import { el, setAttribute, setText, show } from "../../nodes.js";
import { reviewerName } from "../../review/reviewer.js";
import { connectionBadge } from "../connection.js";

/**
 * @param {{onName: () => void, onUndo: () => void, onRetry: () => void}} on
 */
export function reviewBar({ onName, onUndo, onRetry }) {
  const words = el("strong");
  const progress = el("progress", { "aria-label": "Findings decided" });
  const who = el("span", { class: "review-who" });
  const change = el("button", { type: "button", class: "quiet", on: { click: onName } });
  const undo = el(
    "button",
    { type: "button", class: "quiet", "aria-keyshortcuts": "u", on: { click: onUndo } },
    "Undo",
  );
  const badge = connectionBadge({ onRetry, of: "review-connection", label: "Connection of the review" });
  const said = el("p", { class: "review-said", role: "status", hidden: true });
  const node = el(
    "div",
    { class: "review-bar" },
    el("div", { class: "review-progress" }, words, progress, badge.node),
    el("p", { class: "review-line" }, who, change, undo),
    said,
  );

  /** @param {{all: number, decided: number}} work */
  function update({ all, decided }) {
    const name = reviewerName();
    setText(words, `${grouped(String(decided))} of ${grouped(String(all))} decided`);
    setAttribute(progress, "max", Math.max(all, 1));
    setAttribute(progress, "value", decided);
    setText(who, name ? `You decide as ${name}` : "No name is known yet");
    setText(change, name ? "Change the name" : "Give a name");
  }

  /** @param {string} text */
  function say(text) {
    show(said, text !== "");
    setText(said, text);
  }

  return { node, update, say, connection: badge.update, leave: badge.leave };
}
