/** Texts that are too long for their place: cut at a word, with all of it for who points at them and who hears them. */

import { el } from "./nodes.js";

/**
 * At most `most` characters, and an ellipsis for the rest; never a part of a word, unless the first is longer than that.
 * @param {string} text
 * @param {number} most
 */
export function shortened(text, most) {
  if (text.length <= most) return text;
  const cut = Array.from(text).slice(0, most).join("");
  const isWhole = /^[\s,;:.)]/.test(text.slice(cut.length)); // no word goes on behind it
  const words = isWhole || !/\s/.test(cut) ? cut : cut.replace(/\s+\S*$/, "");
  return `${words.replace(/[\s,;:·–-]+$/, "")}…`;
}

/**
 * @param {string} text
 * @param {number} most
 * @returns {HTMLElement | string}
 */
export function shortText(text, most) {
  const cut = shortened(text, most);
  if (cut === text) return text;
  return el(
    "span",
    { title: text },
    el("span", { "aria-hidden": "true" }, cut),
    el("span", { class: "visually-hidden" }, text),
  );
}
