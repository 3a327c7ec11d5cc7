/** A page of a PDF as it is printed, with the marks of its figures where they stand. */

import { capitalised, pageWords } from "../../../figures.js";
import { el } from "../../../nodes.js";
import { stateAttributes } from "../figure.js";

/** @typedef {{kind: "sheet", page: number, label: string, width: number, height: number, prints: import("./prints.js").Prints}} Sheet */

/**
 * @param {Wire.Report} report
 * @param {import("./prints.js").Prints} prints
 * @returns {Sheet[]}
 */
export function sheetsOf({ shown = [] }, prints) {
  return shown.map(({ width, height, label = "" }, at) => ({
    kind: "sheet",
    page: at + 1,
    label,
    width,
    height,
    prints,
  }));
}

/**
 * `picture` is the page itself, `figures` what is marked on it.
 * @param {Sheet} sheet
 * @param {HTMLElement} picture
 * @param {import("./prints.js").PrintedFigure[]} figures
 * @param {readonly Picture.FigureAt[]} places
 */
export function sheetView({ page, label, width, height }, picture, figures, places) {
  const node = el(
    "figure",
    { class: "sheet", "aria-label": capitalised(pageWords(page, label)) },
    picture,
    ...figures.map((figure) => markOf(figure, places[figure.index], height / width)),
  );
  node.style.aspectRatio = `${width} / ${height}`;
  return node;
}

/**
 * @param {import("./prints.js").PrintedFigure} figure
 * @param {Picture.FigureAt} at
 * @param {number} slope the page's height by its width
 */
function markOf({ index, text, box: [left, top, right, bottom] }, at, slope) {
  const node = el("span", {
    class: "fig",
    role: "button",
    tabindex: "-1",
    "data-place": index,
    "data-printed": text,
    ...stateAttributes(text || "nothing", at),
  });
  node.style.left = `${left / 10}%`;
  node.style.top = `${top / 10}%`;
  node.style.width = `${(right - left) / 10}%`;
  node.style.height = `${(bottom - top) / 10}%`;
  node.style.fontSize = `${((bottom - top) / 10) * slope}cqw`; // marks are as large as the type beside them
  return node;
}
