/** A report as one column of blocks in reading order, put together to chunks that are drawn at once. Pure. */

/** @typedef {{kind: "table", table: Wire.Table, label: string, from: number, to: number}} TablePiece */
/** @typedef {TablePiece | {kind: "page", page: number, label: string} | {kind: "paragraph", paragraph: Wire.Paragraph}} ReadBlock */
/** @typedef {ReadBlock | import("./original/sheet.js").Sheet} Block */

const LINE_PX = 25;
const ROW_PX = 29;
const CHARACTERS = 85; // of a line of text, about
const CHUNK_PX = 500; // what comes near is made in one frame
export const ROWS_AT_ONCE = 60; // of a table; a longer one is drawn in pieces

/**
 * `[{kind: "paragraph" | "page" | "table", ...}]`: a table's piece says from which row to which it goes.
 * @param {Wire.Report} report
 * @returns {ReadBlock[]}
 */
export function blocksOf({ paragraphs, tables, shown = [] }) {
  /** @type {ReadBlock[]} */
  const blocks = [];
  const waiting = tables
    .filter(({ cells }) => cells.some(({ text }) => text))
    .sort((one, other) => one.index - other.index);
  let nextTable = 0;
  /** @type {number | null} */
  let page = null;
  const labelOf = (/** @type {number | null | undefined} */ of) => (of && shown[of - 1]?.label) || "";
  /** @param {number | null | undefined} next */
  const turn = (next) => {
    if (!next || next === page) return;
    page = next;
    blocks.push({ kind: "page", page, label: labelOf(page) });
  };
  /** @param {number} upTo */
  const drawTables = (upTo) => {
    for (; nextTable < waiting.length && waiting[nextTable].paragraph <= upTo; nextTable += 1) {
      turn(waiting[nextTable].page);
      blocks.push(...piecesOf(waiting[nextTable], labelOf(waiting[nextTable].page)));
    }
  };
  for (const paragraph of paragraphs) {
    drawTables(paragraph.index);
    turn(paragraph.page);
    blocks.push({ kind: "paragraph", paragraph });
  }
  drawTables(Number.POSITIVE_INFINITY);
  return blocks;
}

/**
 * @param {Wire.Table} table
 * @param {string} label of its page
 * @returns {TablePiece[]}
 */
function piecesOf(table, label) {
  /** @type {TablePiece[]} */
  const pieces = [];
  for (let from = 0; from < Math.max(table.rows, 1); from += ROWS_AT_ONCE) {
    pieces.push({ kind: "table", table, label, from, to: Math.min(from + ROWS_AT_ONCE, table.rows) });
  }
  return pieces;
}

/**
 * `[{height, blocks}]`, each about half a screen high.
 * @param {ReadBlock[]} blocks
 * @returns {{height: number, blocks: ReadBlock[]}[]}
 */
export function chunksOf(blocks) {
  /** @type {{height: number, blocks: ReadBlock[]}[]} */
  const chunks = [];
  for (const block of blocks) {
    const height = heightOf(block);
    let last = chunks.at(-1);
    if (last === undefined || last.height + height > CHUNK_PX) {
      last = { height: 0, blocks: [] };
      chunks.push(last);
    }
    last.blocks.push(block);
    last.height += height;
  }
  return chunks;
}

/** @param {ReadBlock} block */
function heightOf(block) {
  if (block.kind === "page") return LINE_PX;
  if (block.kind === "table") return (block.to - block.from) * ROW_PX + 2 * LINE_PX;
  return Math.ceil(block.paragraph.text.length / CHARACTERS) * LINE_PX + LINE_PX / 2;
}

/**
 * Whether a place stands in a block.
 * @param {Block} block
 * @param {Wire.FigurePlace} place
 */
export function holds(block, place) {
  const { table, row, paragraph } = place;
  if (block.kind === "sheet") return block.prints.of(place)?.page === block.page;
  if (paragraph !== undefined) return block.kind === "paragraph" && block.paragraph.index === paragraph;
  return block.kind === "table" && block.table.index === table && (row ?? 0) >= block.from && (row ?? 0) < block.to;
}
