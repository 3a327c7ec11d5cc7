/** A report as it was read, as chunks of a long column. */

import { blocksOf, chunksOf } from "./blocks.js";
import { blockView } from "./blockview.js";

/** @typedef {import("./column.js").Chunk & {blocks: import("./blocks.js").ReadBlock[]}} TextChunk */

/**
 * `dress(nodes)` is what the column does to what it shows; `marks()` are those of now.
 * @param {Wire.Report} report
 * @param {(nodes: HTMLElement[]) => HTMLElement[]} dress
 * @param {() => import("./grid.js").Marks} marks
 * @returns {TextChunk[]}
 */
export function textChunks(report, dress, marks) {
  const levels = new Map(report.sections.map(({ paragraph, level }) => [paragraph, level]));
  return chunksOf(blocksOf(report)).map(({ height, blocks }) => ({
    height,
    blocks,
    make: () => dress(blocks.map((block) => blockView(block, levels, marks()))),
  }));
}
