/** A table of the report on its grid, or a piece of a long one. */

import { pageWords } from "../../figures.js";
import { el, thereAre } from "../../nodes.js";
import { shortText } from "../../shortened.js";
import { figureNode, textNodes } from "./figure.js";
import { cellKey } from "./states.js";

const TITLE = 100; // characters of a title in its caption
const LONG = 15; // rows; the heads of a longer table stay in sight
/** @type {Marks} */
const UNMARKED = { inCell: () => undefined, inText: () => [], places: [] };

/** @typedef {import("./states.js").PlaceIndex & {places: readonly Picture.FigureAt[]}} Marks */
/** @typedef {{table: Wire.Table, to: number, marks: Marks}} Drawn */

/**
 * `marks` finds the figures (`states.js`) and has the `places`; a sheet is drawn with its letters and numbers.
 * @param {import("./blocks.js").TablePiece} piece
 * @param {Marks} marks
 */
export function gridView(piece, marks) {
  const { table, from, to } = piece;
  const columns = columnsOf(table);
  const sheet = Boolean(table.sheet);
  const heads = headRowsOf(table);
  const head = rowNodes(table, 0, heads, columns, from === 0 ? marks : UNMARKED); // every piece has them
  const body = rowNodes(table, Math.max(from, heads), to, columns, marks);
  const isLong = heads > 0 && body.length > LONG;
  return el(
    "figure",
    { class: isLong ? "grid is-long" : "grid", "data-table": table.index, "data-from": from },
    el("figcaption", {}, ...captionNodes(piece)),
    el(
      "div",
      { class: "grid-view", tabindex: "0", role: "region", "aria-label": captionOf(piece) },
      el("table", {}, headNode(thereAre([sheet && letters(columns), ...head])), el("tbody", {}, ...body)),
    ),
  );
}

/**
 * What stands before the title of a table and behind it. Tables are numbered for people from one, everywhere on the page.
 * @param {import("./blocks.js").TablePiece} piece
 */
function aroundTitle({ table: { index, sheet, page }, label, from }) {
  const before = thereAre([`Table ${index + 1}`, sheet && `sheet ${sheet}`]).join(" · ");
  const after = `${page ? ` · ${pageWords(page, label)}` : ""}${from > 0 ? `, from row ${from + 1}` : ""}`;
  return { before, after };
}

/** @param {import("./blocks.js").TablePiece} piece */
function captionOf(piece) {
  const { before, after } = aroundTitle(piece);
  return thereAre([before, piece.table.title]).join(" · ") + after;
}

/**
 * The same with the title cut where it is a whole sentence.
 * @param {import("./blocks.js").TablePiece} piece
 */
function captionNodes(piece) {
  const { before, after } = aroundTitle(piece);
  const { title } = piece.table;
  return thereAre(title ? [`${before} · `, shortText(title, TITLE), after] : [before, after]);
}

/**
 * How many rows at its top say what stands below: none where a cell of them reaches further down.
 * @param {Wire.Table} table
 */
function headRowsOf({ header_rows: heads = 0, cells }) {
  return cells.some(({ row, rowspan = 1 }) => row < heads && row + rowspan > heads) ? 0 : heads;
}

/**
 * @param {Wire.Table} table
 * @param {number} from
 * @param {number} to
 * @param {number[]} columns
 * @param {Marks} marks
 */
function rowNodes(table, from, to, columns, marks) {
  const rows = rowsOf(table, from, to);
  const nodes = [];
  for (let row = from; row < to; row += 1) {
    const cells = rows.get(row) ?? [];
    if (!table.sheet && isBlank(cells, table, marks)) continue;
    const place = table.sheet ? el("th", { class: "grid-place", scope: "row" }, String(row + 1)) : null;
    nodes.push(el("tr", {}, place, ...cellsOf(cells, row, columns, { table, to, marks })));
  }
  return nodes;
}

/** @param {HTMLElement[]} rows */
const headNode = (rows) => (rows.length > 0 ? el("thead", {}, ...rows) : null);

/** @param {number[]} columns */
function letters(columns) {
  const cells = columns.map((column) => el("th", { class: "grid-place", scope: "col" }, letterOf(column)));
  return el("tr", {}, el("td"), ...cells);
}

/**
 * 0 as "A", 26 as "AA".
 * @param {number} column
 * @returns {string}
 */
export function letterOf(column) {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? letterOf(rest - 1) : "") + String.fromCharCode(65 + (column % 26));
}

/**
 * The columns in which something is printed: files are full of empty ones that only keep a distance.
 * @param {Wire.Table} table
 */
function columnsOf({ cells, width }) {
  const used = new Set();
  for (const { column, colspan = 1, text } of cells) if (text && colspan === 1) used.add(column);
  for (const { column, colspan = 1, text } of cells) {
    if (!text || colspan === 1) continue;
    const span = Array.from({ length: colspan }, (_, at) => column + at);
    if (!span.some((one) => used.has(one))) used.add(column);
  }
  const all = [...used].filter((column) => column < width).sort((one, other) => one - other);
  return all.length > 0 ? all : [0];
}

/**
 * @param {Wire.Table} table
 * @param {number} from
 * @param {number} to
 * @returns {Map<number, Wire.Cell[]>}
 */
function rowsOf({ cells }, from, to) {
  const rows = new Map();
  for (const cell of cells) {
    if (cell.row < from || cell.row >= to) continue;
    const own = rows.get(cell.row);
    if (own) own.push(cell);
    else rows.set(cell.row, [cell]);
  }
  return rows;
}

/**
 * Rows without a word only keep a distance, unless a figure is missing there.
 * @param {Wire.Cell[]} cells
 * @param {Wire.Table} table
 * @param {Marks} marks
 */
function isBlank(cells, table, marks) {
  return !cells.some(({ row, column, text }) => text || marks.inCell(table.index, row, column) !== undefined);
}

/**
 * The cells of a row in the columns that are drawn; where the file has none there is a gap.
 * @param {Wire.Cell[]} cells
 * @param {number} row
 * @param {number[]} columns
 * @param {Drawn} drawn
 */
function cellsOf(cells, row, columns, { table, to, marks }) {
  const nodes = [];
  const covered = coveredIn(table, row);
  const starts = new Map(cells.map((cell) => [cell.column, cell]));
  let at = 0;
  while (at < columns.length) {
    const column = columns[at];
    const cell = starts.get(column) ?? spanningFrom(cells, column);
    if (covered.has(column) && !starts.has(column)) {
      at += 1;
      continue;
    }
    const end = cell ? cell.column + (cell.colspan ?? 1) : column + 1;
    const span = Math.max(1, columns.filter((one) => one >= column && one < end).length);
    nodes.push(cellNode(cell ?? { row, column, text: "", kind: "empty" }, span, { table, to, marks }));
    at += span;
  }
  return nodes;
}

/**
 * A wide cell whose first column is not drawn.
 * @param {Wire.Cell[]} cells
 * @param {number} column
 */
function spanningFrom(cells, column) {
  return cells.find((cell) => cell.column < column && cell.column + (cell.colspan ?? 1) > column && cell.text);
}

/**
 * Looked for once in each table, which may have thousands of cells.
 * @type {WeakMap<Wire.Table, Wire.Cell[]>}
 */
const tallCells = new WeakMap();

/**
 * The columns of a row that a higher cell above reaches into.
 * @param {Wire.Table} table
 * @param {number} row
 * @returns {Set<number>}
 */
function coveredIn(table, row) {
  const tall = tallCells.get(table) ?? table.cells.filter(({ rowspan = 1 }) => rowspan > 1);
  tallCells.set(table, tall);
  const covered = new Set();
  for (const { row: top, column, rowspan = 1, colspan = 1 } of tall) {
    if (top < row && top + rowspan > row) for (let one = column; one < column + colspan; one += 1) covered.add(one);
  }
  return covered;
}

/**
 * @param {Wire.Cell} cell
 * @param {number} colspan
 * @param {Drawn} drawn
 */
function cellNode(cell, colspan, { table, to, marks }) {
  const { row, column, text = "", kind = "text", header = false, rowspan = 1 } = cell;
  const index = marks.inCell(table.index, row, column);
  const content =
    index === undefined
      ? textNodes(text, marks.inText(cellKey(table.index, row, column)), marks.places)
      : [figureNode(text, index, marks.places[index])];
  const tall = Math.min(rowspan, to - row);
  return el(
    header ? "th" : "td",
    {
      class: header || cell.reference ? null : `is-${kind}`,
      colspan: colspan > 1 ? colspan : null,
      rowspan: tall > 1 ? tall : null,
    },
    ...content,
  );
}
