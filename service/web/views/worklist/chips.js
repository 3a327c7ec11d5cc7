/** Buttons that are pressed to see only some of the findings, each with how many there are. */

import { grouped } from "../../figures.js";
import { el, follow, setAttribute, setText, show } from "../../nodes.js";

/**
 * `chosen` has the values that are pressed; `update(counts)` shows a button for each value that has a finding, which says
 * how many and `wordsOf(value)`.
 * @template {string} Value
 * @param {string} label
 * @param {string} style
 * @param {() => void} onChange
 * @param {(value: Value) => string} [wordsOf]
 */
export function chipGroup(label, style, onChange, wordsOf = (value) => value) {
  /** @type {Set<Value>} */
  const chosen = new Set();
  const node = el("div", { class: "work-chips", role: "group", "aria-label": label });

  /** @param {{value: Value, count: number}} item */
  function chip({ value }) {
    const button = el("button", { type: "button", class: `quiet ${style}-${value}`, "aria-pressed": "false" });
    button.addEventListener("click", () => {
      if (!chosen.delete(value)) chosen.add(value);
      setAttribute(button, "aria-pressed", String(chosen.has(value)));
      onChange();
    });
    return button;
  }

  /** @param {{value: Value, count: number}[]} counts */
  function update(counts) {
    const there = counts.filter(({ value, count }) => count > 0 || chosen.has(value));
    show(node, there.length > 0);
    follow(node, there, {
      key: ({ value }) => value,
      create: chip,
      update: (button, { value, count }) => setText(button, `${grouped(String(count))} ${wordsOf(value)}`),
    });
  }

  return { node, chosen, update };
}
