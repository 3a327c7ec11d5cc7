/** The original pages of a PDF as chunks of a long column: what is chosen, what is marked on them, and what cannot be. */

import { counted } from "../../../figures.js";
import { el, setText, show } from "../../../nodes.js";
import { viewChoice } from "./choice.js";
import { pagePictures } from "./pictures.js";
import { figuresByPage, printsOf } from "./prints.js";
import { sheetView, sheetsOf } from "./sheet.js";

/** @typedef {import("../column.js").Chunk & {blocks: import("./sheet.js").Sheet[]}} SheetChunk */
/** @typedef {{prints: import("./prints.js").Prints} & ReturnType<typeof figuresByPage>} Printed */

const NOTHING = { sections: [], paragraphs: [], tables: [] };

/**
 * `choice` is what a reader chooses the view with, which `onSee()` is told; `unplaced` says how many figures have no
 * mark in this one. `put(report)`, then `mark(places)`; `shown()` tells whether the pages are what is chosen.
 * @param {string} auditId
 * @param {{onSee: () => void}} on
 */
export function originalPages(auditId, { onSee }) {
  const pictures = pagePictures(auditId);
  const choice = viewChoice({ onChoose: see });
  const unplaced = el("p", { class: "unplaced", hidden: true });
  /** @type {Wire.Report} */
  let report = NOTHING;
  /** @type {readonly Picture.FigureAt[]} */
  let places = []; // they may come before the report does
  /** @type {Printed | null} */
  let printed = null; // looked for once the pages are shown, which most readers never ask for
  /** @type {import("./choice.js").View} */
  let view = "read";

  /** @param {Wire.Report} next */
  function put(next) {
    report = next;
    choice.update(report);
    mark(places);
  }

  /** @param {readonly Picture.FigureAt[]} next */
  function mark(next) {
    places = next;
    printed = null;
    tell();
  }

  /**
   * The same places in other states.
   * @param {readonly Picture.FigureAt[]} next
   */
  function restate(next) {
    places = next;
  }

  /**
   * `dress(nodes)` is what the column does to what it shows.
   * @param {(nodes: HTMLElement[]) => HTMLElement[]} dress
   * @returns {SheetChunk[]}
   */
  function chunks(dress) {
    return sheetsOf(report, found().prints).map((sheet) => ({
      ratio: sheet.width / sheet.height,
      blocks: [sheet],
      make: () => {
        const picture = pictures.of(sheet.page, sheet.width);
        return dress([sheetView(sheet, picture, found().onPage.get(sheet.page) ?? [], places)]);
      },
    }));
  }

  /** @returns {Printed} */
  function found() {
    if (printed === null) {
      const prints = printsOf(report);
      printed = { prints, ...figuresByPage(report, prints, places) };
    }
    return printed;
  }

  /** @param {import("./choice.js").View} next */
  function see(next) {
    view = next;
    choice.set(view);
    tell();
    onSee();
  }

  function tell() {
    const count = view === "original" ? found().unplaced : 0;
    show(unplaced, count > 0);
    setText(unplaced, `${counted(count, "figure")} could not be placed on the pages; as read, all are marked.`);
  }

  return {
    choice: choice.node,
    unplaced,
    put,
    mark,
    restate,
    chunks,
    see,
    shown: () => view === "original",
    leave: pictures.leave,
  };
}
