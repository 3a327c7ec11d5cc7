/** What was not checked, as a list beside the report: by table, with the reasons, each figure a link to its place. */

import { counted, grouped } from "../../figures.js";
import { el, setText, show } from "../../nodes.js";
import { placeHref } from "../../router.js";
import { longColumn } from "../report/column.js";
import { countWords, figuresWords, stateWords, statesOf } from "../report/states.js";
import { chipGroup } from "../worklist/chips.js";
import { UNCHECKED, uncheckedGroups } from "./groups.js";

/** @typedef {import("./groups.js").Group} Group */
/** @typedef {import("./groups.js").Unchecked} Unchecked */

const LINKS = 24; // figures of one reason that are shown at once
const GROUP_PX = 120; // a group without its figures, about
const LINE_PX = 24;
const LINKS_A_LINE = 5;

/**
 * `update(report, figures)` whenever either has changed; it is made only while it is `shown(true)`.
 * @param {string} auditId
 */
export function uncheckedList(auditId) {
  /** @type {ReturnType<typeof chipGroup<Unchecked>>} */
  const chips = chipGroup("States", "state", render, (state) => stateWords(state));
  const count = el("h2", { class: "unchecked-count" });
  const empty = el("p", { class: "empty", hidden: true });
  const scroller = el("div", { class: "work-scroll" });
  const column = longColumn({ root: scroller, class: "unchecked-list" });
  scroller.append(column.node, empty);
  const node = el("div", { class: "unchecked", hidden: true }, count, chips.node, scroller);
  /** @type {Wire.Report | null} */
  let report = null;
  /** @type {Picture.Figures | null} */
  let figures = null;
  let isStale = true;

  /**
   * @param {Wire.Report | null} read
   * @param {Picture.Figures | null} told
   */
  function update(read, told) {
    if (report === read && figures === told) return;
    [report, figures, isStale] = [read, told, true];
    if (!node.hidden) render();
  }

  /** @param {boolean} isShown */
  function shown(isShown) {
    show(node, isShown);
    if (isShown && isStale) render();
  }

  function render() {
    if (report === null || figures === null) return setText(count, "The figures are being read …");
    isStale = false;
    const { untested, unrelated } = figures.counts;
    setText(count, `${counted(untested + unrelated, "figure")} not checked`);
    chips.update(UNCHECKED.map((value) => ({ value, count: figures?.counts[value] ?? 0 })));
    const wanted = chips.chosen.size > 0 ? chips.chosen : new Set(UNCHECKED);
    const groups = uncheckedGroups(report, figures, wanted);
    show(empty, groups.length === 0);
    setText(empty, untested + unrelated === 0 ? "Every figure was checked." : "No figure is in such a state.");
    return keepingPlace(() =>
      column.set(groups.map((group) => ({ height: heightOf(group), make: () => [groupView(auditId, group)] }))),
    );
  }

  /**
   * Others may decide while somebody reads here.
   * @param {() => void} remake
   */
  function keepingPlace(remake) {
    const { scrollTop } = scroller;
    const held = column.node.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
    remake();
    scroller.scrollTop = scrollTop;
    if (!held) return;
    const link = column.node.querySelector(`a[href="${CSS.escape(held)}"]`);
    if (link instanceof HTMLElement) link.focus({ preventScroll: true });
  }

  return { node, update, shown, leave: column.leave };
}

/** @param {Group} group */
function heightOf({ reasons }) {
  const lines = reasons.map(({ figures }) => 1 + Math.ceil(Math.min(figures.length, LINKS) / LINKS_A_LINE));
  return GROUP_PX + LINE_PX * lines.reduce((sum, one) => sum + one, 0);
}

/**
 * @param {string} auditId
 * @param {Group} group
 */
function groupView(auditId, group) {
  const { name, where, place, figures, counts, reasons } = group;
  const states = statesOf({ counts }).filter((state) => counts[state] > 0);
  return el(
    "section",
    { class: "unchecked-group" },
    el("h3", {}, el("a", { href: placeHref(auditId, place), class: "place-link" }, name), where && ` · ${where}`),
    el(
      "p",
      { class: "unchecked-states" },
      `${figuresWords(figures)}: ${states.map((one) => countWords(one, counts[one])).join(", ")}`,
    ),
    el("ul", {}, ...reasons.map((reason) => reasonView(auditId, group, reason))),
  );
}

/**
 * @param {string} auditId
 * @param {Group} group
 * @param {import("./groups.js").Reason} reason
 */
function reasonView(auditId, group, { state, reason, figures }) {
  const list = el("ul", { class: "unchecked-figures", "aria-label": `${group.name}: ${reason}` });
  const rest = figures.length - LINKS;
  const more = el(
    "button",
    { type: "button", class: "quiet", on: { click: all } },
    `and ${grouped(String(rest))} more`,
  );
  /** @param {import("./groups.js").Figure[]} some */
  const put = (some) => list.append(...some.map((figure) => el("li", {}, figureLink(auditId, figure, state))));

  function all() {
    const next = list.children.length;
    put(figures.slice(LINKS));
    more.remove();
    list.children[next]?.querySelector("a")?.focus({ preventScroll: true });
  }

  put(figures.slice(0, LINKS));
  return el(
    "li",
    { class: "unchecked-reason", "data-state": state },
    el("p", {}, `${counted(figures.length, "figure")}: ${reason}`),
    list,
    rest > 0 ? more : null,
  );
}

/**
 * @param {string} auditId
 * @param {import("./groups.js").Figure} figure
 * @param {Unchecked} state
 */
function figureLink(auditId, { place, text, line }, state) {
  const said = [text || "nothing", line].filter(Boolean).join(", ");
  return el(
    "a",
    {
      href: placeHref(auditId, place),
      class: "place-link",
      title: line,
      "aria-label": `${said}: ${stateWords(state)}`,
    },
    text || "nothing",
  );
}
