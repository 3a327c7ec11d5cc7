/** A report as one column of blocks in reading order, put together to chunks that are drawn at once. Pure. */

const LINE_PX = 25;
const ROW_PX = 29;
const CHARACTERS = 85; // of a line of text, about
const CHUNK_PX = 1_200;
export const ROWS_AT_ONCE = 60; // of a table; a longer one is drawn in pieces

/** `[{kind: "paragraph" | "page" | "table", ...}]`: a table's piece says from which row to which it goes. */
export function blocksOf({ paragraphs, tables }) {
  const blocks = [];
  const waiting = tables
    .filter(({ cells }) => cells.some(({ text }) => text))
    .sort((one, other) => one.index - other.index);
  let page = null;
  const turn = (next) => {
    if (!next || next === page) return;
    page = next;
    blocks.push({ kind: "page", page });
  };
  const drawTables = (upTo) => {
    while (waiting.length > 0 && waiting[0].paragraph <= upTo) {
      const table = waiting.shift();
      turn(table.page);
      for (const piece of piecesOf(table)) blocks.push(piece);
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

function piecesOf(table) {
  const pieces = [];
  for (let from = 0; from < Math.max(table.rows, 1); from += ROWS_AT_ONCE) {
    pieces.push({ kind: "table", table, from, to: Math.min(from + ROWS_AT_ONCE, table.rows) });
  }
  return pieces;
}

/** `[{height, blocks}]`, each about a screen high. */
export function chunksOf(blocks) {
  const chunks = [];
  let last = null;
  for (const block of blocks) {
    const height = heightOf(block);
    if (last === null || last.height + height > CHUNK_PX) chunks.push((last = { height: 0, blocks: [] }));
    last.blocks.push(block);
    last.height += height;
  }
  return chunks;
}

function heightOf(block) {
  if (block.kind === "page") return LINE_PX;
  if (block.kind === "table") return (block.to - block.from) * ROW_PX + 2 * LINE_PX;
  return Math.ceil(block.paragraph.text.length / CHARACTERS) * LINE_PX + LINE_PX / 2;
}

/** Whether a place stands in a block. */
export function holds(block, { table, row, paragraph }) {
  if (paragraph !== undefined) return block.kind === "paragraph" && block.paragraph.index === paragraph;
  return block.kind === "table" && block.table.index === table && (row ?? 0) >= block.from && (row ?? 0) < block.to;
}
