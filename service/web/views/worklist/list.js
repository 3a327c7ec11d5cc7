/** The findings to work through: a list of its own beside the report, filtered, grouped, sorted, and one of them open. */

import { counted, grouped } from "../../figures.js";
import { el, setText, show, thereAre } from "../../nodes.js";
import { longColumn } from "../report/column.js";
import { isStacked } from "../report/reaching.js";
import { listFilters } from "./filters.js";
import { entriesOf, stateOfEntry } from "./entries.js";
import { entryRow, showState } from "./row.js";
import { isNote, listed, wantedBy } from "./order.js";
import { searchKeys } from "./searching.js";

/** @typedef {import("./entries.js").Entry} Entry */

const AT_ONCE = 20;
const ROW_PX = 76;

/**
 * `onChoose(id)` when the reader opens an entry, `onPlace(id)` to see a finding's place; `stateOf(id)` says how a finding
 * stands, `blocksOf(entry)` is what was decided about an entry. `update`, `restate`, `select(id)`, `step(by)` come from
 * outside; `head` stands above the list.
 * @param {string} auditId
 * @param {HTMLElement} head
 * @param {{onChoose: (id: string) => void, onPlace: (id: string) => void, onHit: (id: string) => void,
 *   stateOf: import("./order.js").StateOf, hasNote: import("./filters.js").HasNote,
 *   blocksOf: (entry: Entry) => import("./row.js").Blocks, known: import("../finding.js").Known}} on
 */
export function workList(auditId, head, { onChoose, onPlace, onHit, stateOf, hasNote, blocksOf, known }) {
  const filters = listFilters({ onChange: render });
  const count = el("h2", { class: "work-count" });
  const empty = el("p", { class: "empty", hidden: true });
  const scroller = el("div", { class: "work-scroll" });
  const column = longColumn({ root: scroller, class: "work-list" });
  const notes = el("details", { class: "work-notes", hidden: true });
  scroller.append(column.node, empty, notes);
  const node = el("aside", { class: "work", "aria-label": "Findings" }, count, head, filters.node, scroller);
  /** @type {Wire.Finding[]} */
  let findings = [];
  /** @type {Entry[]} */
  let entries = []; // notes by themselves are none
  /** @type {Map<string, Entry>} */
  let entryOf = new Map(); // of each finding that is in one
  /** @type {string[]} */
  let order = []; // the ids that are listed, from top to foot
  /** @type {Map<string, number>} */
  let chunkOf = new Map();
  /** @type {string | null} */
  let openId = null;

  /** @param {Wire.Finding[]} next */
  function update(next) {
    findings = next;
    entries = entriesOf(findings).filter(({ finding }) => !isNote(finding));
    entryOf = new Map(entries.flatMap((entry) => entry.all.map(({ id }) => [id, entry])));
    if (openId !== null) openId = entryOf.get(openId)?.id ?? null; // a graver one may have joined it
    filters.update(findings);
    filters.count(findings, stateOf, hasNote);
    noteList();
    render();
  }

  /** Shows the states as they are now; what they let into the list or keep out of it is listed anew. */
  function restate() {
    filters.count(findings, stateOf, hasNote);
    if (isListedOtherwise()) return render();
    tellCount();
    for (const line of column.node.querySelectorAll(".work-row")) stateLine(line);
    return undefined;
  }

  function isListedOtherwise() {
    const now = idsOf(groupsNow());
    return now.length !== order.length || now.some((id, at) => id !== order[at]);
  }

  function groupsNow() {
    return listed(entries, isWanted(), { group: filters.group(), order: filters.order(), openId });
  }

  const isWanted = () => wantedBy(filters.wanted(), stateOf, hasNote);

  /** What is listed only because it is open is not counted among what was asked for. */
  function tellCount() {
    const proper = entries.flatMap(({ all }) => all).filter((finding) => !isNote(finding));
    setText(count, countWords(proper.filter(isWanted()).length, proper.length));
  }

  /** @param {number} by */
  function toHit(by) {
    const isHit = isWanted();
    const hits = order.filter((id) => entryOf.get(id)?.all.some(isHit));
    const at = openId === null ? -1 : order.indexOf(openId);
    const behind = hits.filter((id) => by * (order.indexOf(id) - at) > 0);
    const next = at < 0 ? hits[0] : (behind.at(by > 0 ? 0 : -1) ?? hits.at(by > 0 ? 0 : -1));
    if (next !== undefined) onHit(next);
  }

  /** From the search to the list: to what is open in it, or to its first line. */
  function toList() {
    const id = openId !== null && chunkOf.has(openId) ? openId : (order[0] ?? "");
    const row = column.reach(chunkOf.get(id) ?? 0)?.querySelector(`.work-row[data-id="${CSS.escape(id)}"]`);
    if (row instanceof HTMLElement) row.focus({ preventScroll: true });
  }

  searchKeys(filters.search, { toHit, onChange: render, leave: toList });

  /** @param {string} id */
  function entryState(id) {
    const entry = entryOf.get(id);
    return entry ? stateOfEntry(entry, stateOf) : "open";
  }

  /** @param {Element} line */
  function stateLine(line) {
    const id = /** @type {HTMLElement} */ (line).dataset.id ?? "";
    showState(line, entryState(id));
    const kept = line.querySelector(".work-kept");
    if (kept !== null) show(kept, !entryOf.get(id)?.all.some(isWanted()));
  }

  function render() {
    const groups = groupsNow();
    order = idsOf(groups);
    tellCount();
    show(empty, order.length === 0);
    setText(empty, entries.length === 0 ? "No findings." : "No finding matches.");
    chunkOf = new Map();
    keepingFocus(() => {
      column.set(chunksOf(groups));
      const at = openId === null ? undefined : chunkOf.get(openId);
      if (at !== undefined) column.reach(at);
    });
  }

  /**
   * What is made again takes the open finding's block along, and with it whoever is writing there.
   * @param {() => void} remake
   */
  function keepingFocus(remake) {
    const held = document.activeElement;
    const inside = node.contains(held);
    remake();
    if (inside && held instanceof HTMLElement && held !== document.activeElement) held.focus({ preventScroll: true });
  }

  /** @param {import("./order.js").Group[]} groups */
  function chunksOf(groups) {
    /** @type {import("../report/column.js").Chunk[]} */
    const chunks = [];
    for (const { name, entries: some } of groups) {
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
   * @param {Entry[]} part
   */
  function chunkNodes(name, part) {
    const rows = part.map((entry) => {
      const row = entryRow(auditId, entry, entry.id === openId ? blocksOf(entry) : null, { onChoose, onPlace, known });
      row.children[0].append(el("span", { class: "work-others work-kept" }, "listed because it is open"));
      stateLine(row.children[0]);
      return row;
    });
    return thereAre([name ? el("h3", { class: "work-group" }, name) : null, el("ul", {}, ...rows)]);
  }

  /** Folded into one line: sums that are off by no more than rounding are not to be worked through. */
  function noteList() {
    const all = findings.filter((finding) => isNote(finding) && !entryOf.has(finding.id));
    show(notes, all.length > 0);
    notes.replaceChildren(
      el("summary", {}, counted(all.length, "note")),
      el("ul", {}, ...all.map(({ title, description }) => el("li", {}, el("strong", {}, title), ` ${description}`))),
    );
  }

  /**
   * Opens the entry of a finding in the list, if it has one, and brings it into sight.
   * @param {string} findingId
   */
  function select(findingId) {
    const focused = node.contains(document.activeElement) && document.activeElement?.classList.contains("work-row");
    const id = entryOf.get(findingId)?.id;
    if (id === undefined) return; // a note, or of another audit
    openId = id;
    if (isListedOtherwise()) render();
    else keepingFocus(column.renew);
    const at = chunkOf.get(id);
    if (at === undefined) return;
    const row = column.reach(at)?.querySelector(`.work-row[data-id="${CSS.escape(id)}"]`);
    if (!(row instanceof HTMLElement)) return;
    // Only the list scrolls where the report is beside it: the page is where the finding's place is brought into sight.
    scroller.scrollTop += row.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 40;
    if (isStacked()) scroller.scrollIntoView({ block: "nearest" });
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

  /**
   * The entry of a finding while it is open; then the next behind it, around the end, that is open and listed; null where
   * none is.
   * @param {string} findingId
   */
  function nextOpen(findingId) {
    const id = entryOf.get(findingId)?.id ?? findingId;
    const at = order.indexOf(id);
    return [...order.slice(Math.max(at, 0)), ...order.slice(0, Math.max(at, 0))].find(isOpen) ?? null;
  }

  /** @param {string} id */
  const isOpen = (id) => entryState(id) === "open";
  const openEntry = () => (openId === null ? null : (entryOf.get(openId) ?? null));

  const open = { openEntry, select, beside, nextOpen };
  return { node, update, restate, ...open, search: filters.search, leave: column.leave };
}

/** @param {import("./order.js").Group[]} groups */
function idsOf(groups) {
  return groups.flatMap((group) => group.entries.map(({ id }) => id));
}

/**
 * @param {number} shown
 * @param {number} all
 */
function countWords(shown, all) {
  const total = counted(all, "finding");
  return shown === all ? total : `${grouped(String(shown))} of ${total}`;
}
