/** The findings to work through: a list of its own beside the report, filtered, grouped, sorted, and one of them open. */

import { counted, grouped } from "../../figures.js";
import { el, setText, show, thereAre } from "../../nodes.js";
import { longColumn } from "../report/column.js";
import { listFilters } from "./filters.js";
import { findingRow } from "./row.js";
import { isNote, listed } from "./order.js";

const AT_ONCE = 20;
const ROW_PX = 76;

/**
 * `onChoose(id)` when the reader opens a finding; `update`, `select(id)`, `step(by)` come from outside.
 * @param {string} auditId
 * @param {{onChoose: (id: string) => void}} on
 */
export function workList(auditId, { onChoose }) {
  const filters = listFilters({ onChange: render });
  const count = el("h2", { class: "work-count" });
  const empty = el("p", { class: "empty", hidden: true });
  const scroller = el("div", { class: "work-scroll" });
  const column = longColumn({ root: scroller, class: "work-list" });
  const notes = el("details", { class: "work-notes", hidden: true });
  scroller.append(column.node, empty, notes);
  const node = el("aside", { class: "work", "aria-label": "Findings" }, count, filters.node, scroller);
  /** @type {Wire.Finding[]} */
  let findings = [];
  /** @type {string[]} */
  let order = []; // the ids that are listed, from top to foot
  /** @type {Map<string, number>} */
  let chunkOf = new Map();
  /** @type {string | null} */
  let openId = null;

  /** @param {Wire.Finding[]} next */
  function update(next) {
    findings = next;
    filters.update(findings);
    noteList();
    render();
  }

  function render() {
    const proper = findings.filter((finding) => !isNote(finding));
    const groups = listed(proper, filters.wanted(), filters.group(), filters.order());
    order = groups.flatMap((group) => group.findings.map(({ id }) => id));
    setText(count, countWords(order.length, proper.length));
    show(empty, order.length === 0);
    setText(empty, proper.length === 0 ? "No findings." : "No finding matches.");
    chunkOf = new Map();
    column.set(chunksOf(groups));
  }

  /** @param {import("./order.js").Group[]} groups */
  function chunksOf(groups) {
    /** @type {import("../report/column.js").Chunk[]} */
    const chunks = [];
    for (const { name, findings: some } of groups) {
      for (let from = 0; from < some.length; from += AT_ONCE) {
        const part = some.slice(from, from + AT_ONCE);
        for (const { id } of part) chunkOf.set(id, chunks.length);
        chunks.push({ height: part.length * ROW_PX, make: () => chunkNodes(from === 0 ? name : "", part) });
      }
    }
    return chunks;
  }

  /**
   * @param {string} name
   * @param {Wire.Finding[]} part
   */
  function chunkNodes(name, part) {
    const rows = part.map((finding) => findingRow(auditId, finding, finding.id === openId, onChoose));
    return thereAre([name ? el("h3", { class: "work-group" }, name) : null, el("ul", {}, ...rows)]);
  }

  /** Folded into one line: sums that are off by no more than rounding are not to be worked through. */
  function noteList() {
    const all = findings.filter(isNote);
    show(notes, all.length > 0);
    notes.replaceChildren(
      el("summary", {}, counted(all.length, "note")),
      el("ul", {}, ...all.map(({ title, description }) => el("li", {}, el("strong", {}, title), ` ${description}`))),
    );
  }

  /**
   * Opens a finding in the list, if it is listed, and brings it into sight.
   * @param {string} id
   */
  function select(id) {
    const focused = node.contains(document.activeElement) && document.activeElement?.classList.contains("work-row");
    openId = id;
    column.renew();
    const at = chunkOf.get(id);
    if (at === undefined) return;
    const row = column.reach(at)?.querySelector(`.work-row[data-id="${CSS.escape(id)}"]`);
    if (!(row instanceof HTMLElement)) return;
    // Only the list scrolls: the page is where the finding's place is brought into sight.
    scroller.scrollTop += row.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 40;
    if (focused) row.focus({ preventScroll: true });
  }

  /**
   * The id that stands `by` places from the open one; from none, the first or last.
   * @param {number} by
   */
  function beside(by) {
    const at = openId === null ? -1 : order.indexOf(openId);
    if (at < 0) return order.at(by > 0 ? 0 : -1) ?? null;
    return order[at + by] ?? null;
  }

  return { node, update, select, beside, openId: () => openId, search: filters.search, leave: column.leave };
}

/**
 * @param {number} shown
 * @param {number} all
 */
function countWords(shown, all) {
  const total = counted(all, "finding");
  return shown === all ? total : `${grouped(String(shown))} of ${total}`;
}
