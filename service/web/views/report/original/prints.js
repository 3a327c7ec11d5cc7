/** Where the figures of a report are printed on the pages of its PDF. Pure. */

/** @typedef {[number, number, number, number]} Box left, top, right and bottom in thousandths of the page */
/** @typedef {{page: number, box: Box}} Print */
/** @typedef {{index: number, text: string, box: Box}} PrintedFigure */
/** @typedef {{of(place: Wire.FigurePlace): Print | null}} Prints */

const ONE_LINE = 4; // thousandths; words whose tops are nearer stand on one line

/**
 * Where a place is printed; what has no box of its own (an empty cell) is where its row is. None in other formats.
 * @param {Wire.Report} report
 * @returns {Prints}
 */
export function printsOf({ tables, paragraphs }) {
  const cells = new Map();
  const rows = new Map();
  for (const table of tables) {
    for (const { row, column, box } of table.cells) {
      if (!box) continue;
      const print = { page: pageOf(table, row), box };
      cells.set(`${table.index}/${row}/${column}`, print);
      if (!rows.has(`${table.index}/${row}`)) rows.set(`${table.index}/${row}`, print);
    }
  }
  return {
    of({ table, row, column, paragraph, start = 0, end = 0 }) {
      if (paragraph !== undefined) return wordsAt(paragraphs[paragraph]?.boxes ?? [], start, end);
      return cells.get(`${table}/${row}/${column}`) ?? rows.get(`${table}/${row}`) ?? null;
    },
  };
}

/**
 * The page of a row.
 * @param {Wire.Table} table
 * @param {number} row
 */
function pageOf({ page, page_breaks: breaks = [] }, row) {
  return (page ?? 1) + breaks.filter((first) => first <= row).length;
}

/**
 * Around the words that these characters are printed with, as far as they stand on the line of the first.
 * @param {Wire.TextBox[]} boxes
 * @param {number} start
 * @param {number} end
 * @returns {Print | null}
 */
function wordsAt(boxes, start, end) {
  const words = boxes.filter(([from, to]) => from < end && to > start);
  if (words.length === 0) return null;
  const [, , page, , first] = words[0];
  const line = words.filter((word) => word[2] === page && Math.abs(word[4] - first) <= ONE_LINE);
  const side = (/** @type {number} */ at) => line.map((word) => word[at]);
  return {
    page,
    box: [Math.min(...side(3)), Math.min(...side(4)), Math.max(...side(5)), Math.max(...side(6))],
  };
}

/**
 * The figures of each page, and how many have no place on any.
 * @param {Wire.Report} report
 * @param {Prints} prints
 * @param {readonly Picture.FigureAt[]} places
 * @returns {{onPage: Map<number, PrintedFigure[]>, unplaced: number}}
 */
export function figuresByPage(report, prints, places) {
  const texts = new Map(
    report.tables.flatMap(({ index, cells }) =>
      cells.map((cell) => [`${index}/${cell.row}/${cell.column}`, cell.number?.text || cell.text]),
    ),
  );
  /** @type {Map<number, PrintedFigure[]>} */
  const onPage = new Map();
  let unplaced = 0;
  places.forEach(({ place, state }, index) => {
    const print = prints.of(place);
    if (print === null) {
      if (state !== undefined) unplaced += 1;
      return;
    }
    const own = onPage.get(print.page);
    const figure = { index, text: textOf(report, texts, place), box: print.box };
    if (own) own.push(figure);
    else onPage.set(print.page, [figure]);
  });
  return { onPage, unplaced };
}

/**
 * @param {Wire.Report} report
 * @param {Map<string, string>} texts
 * @param {Wire.FigurePlace} place
 */
function textOf({ paragraphs }, texts, { table, row, column, paragraph, start, end }) {
  if (paragraph !== undefined) return Array.from(paragraphs[paragraph].text).slice(start, end).join("");
  const text = texts.get(`${table}/${row}/${column}`) ?? "";
  return start === undefined ? text : Array.from(text).slice(start, end).join("");
}
