/** A block of the report as a node: the mark of a page, a table or a piece of one, a heading, a text. */

import { capitalised, pageWords } from "../../figures.js";
import { el } from "../../nodes.js";
import { textNodes } from "./figure.js";
import { gridView } from "./grid.js";
import { textKey } from "./states.js";

/**
 * `levels` has the level of each heading by its paragraph.
 * @param {import("./blocks.js").ReadBlock} block
 * @param {Map<number, number>} levels
 * @param {import("./grid.js").Marks} marks
 */
export function blockView(block, levels, marks) {
  if (block.kind === "page") return el("p", { class: "page-mark" }, capitalised(pageWords(block.page, block.label)));
  if (block.kind === "table") return gridView(block, marks);
  const { index, text, heading } = block.paragraph;
  const place = { "data-paragraph": index };
  const figures = marks.inText(textKey(index));
  if (!heading) return el("p", { class: "paper-text", ...place }, ...textNodes(text, figures, marks.places));
  const level = Math.min(levels.get(index) ?? 3, 4);
  const rank = { role: "heading", "aria-level": level + 1, "data-level": level };
  return el("p", { class: "paper-heading", ...rank, ...place }, text);
}
