/**
 * A long column of which only what is near the view is on the page: a report of 300 pages, or 2,000 findings. What is
 * far leaves a gap of its height, so the scroll bar tells the truth and nothing jumps.
 *
 * Only what is drawn and the chunks beside it are watched: a browser looks at everything that is watched in every frame.
 */

import { el } from "../../nodes.js";

/** @typedef {{height?: number, ratio?: number, make: () => Node[]}} Chunk */
/** @typedef {Chunk & {node: HTMLElement, at: number}} Drawn */

const NEAR = 1.2; // a screen above and below, and a little more

/**
 * `root` is the element that scrolls, null for the window. Chunks are `{height, make()}`: an estimate, and the nodes; or
 * `{ratio, make()}`, where the width by the height is known and always kept.
 * @param {{root?: Element | null, [name: string]: any}} attributes
 */
export function longColumn({ root = null, ...attributes }) {
  const node = el("div", attributes);
  /** @type {Drawn[]} */
  let chunks = [];
  /** @type {Set<Drawn>} */
  let filled = new Set();
  /** @type {Set<Element>} */
  let watched = new Set();
  const observer = new IntersectionObserver(look, { root, rootMargin: `${100 * NEAR}% 0px` });
  observer.observe(node); // wherever the view is once the column is shown

  /** @param {Chunk[]} next */
  function set(next) {
    for (const one of watched) observer.unobserve(one);
    chunks = next.map((chunk, at) => {
      const holder = el("div", { class: "chunk" });
      if (chunk.ratio) holder.style.aspectRatio = String(chunk.ratio);
      else holder.style.minHeight = `${chunk.height}px`;
      return { ...chunk, node: holder, at };
    });
    [filled, watched] = [new Set(), new Set()];
    node.replaceChildren(...chunks.map((chunk) => chunk.node));
    watch(0, 0); // what has just come to be watched is told of at once
  }

  /** Something that is watched came near the view or left it. */
  function look() {
    const [first, last] = near();
    if (last < first) return;
    for (const chunk of filled) if ((chunk.at < first || chunk.at > last) && !isInUse(chunk)) empty(chunk);
    for (let at = first; at <= last; at += 1) fill(chunks[at]);
    watch(first - 1, last + 1);
  }

  /**
   * The first and the last chunk near the view; none while the column is not shown.
   * @returns {[number, number]}
   */
  function near() {
    if (node.getClientRects().length === 0) return [0, -1];
    const { top, bottom } = root?.getBoundingClientRect() ?? { top: 0, bottom: window.innerHeight };
    const margin = NEAR * (bottom - top);
    const first = firstWhere(chunks, (rect) => rect.bottom > top - margin);
    return [first, firstWhere(chunks, (rect) => rect.top >= bottom + margin) - 1];
  }

  /**
   * @param {number} first
   * @param {number} last
   */
  function watch(first, last) {
    const wanted = new Set(chunks.slice(Math.max(first, 0), last + 1).map((chunk) => chunk.node));
    for (const one of watched) if (!wanted.has(/** @type {HTMLElement} */ (one))) observer.unobserve(one);
    for (const one of wanted) if (!watched.has(one)) observer.observe(one);
    watched = wanted;
  }

  /** @param {Drawn} chunk */
  function fill(chunk) {
    if (filled.has(chunk)) return;
    filled.add(chunk);
    chunk.node.replaceChildren(...chunk.make());
    chunk.node.style.minHeight = "";
  }

  /** @param {Drawn} chunk */
  function empty(chunk) {
    filled.delete(chunk);
    if (!chunk.ratio) chunk.node.style.minHeight = `${chunk.node.offsetHeight}px`;
    chunk.node.replaceChildren();
  }

  /** Makes again what is on the page, from what the chunks make now. */
  function renew() {
    for (const chunk of filled) chunk.node.replaceChildren(...chunk.make());
  }

  /**
   * Puts a chunk and its neighbours on the page; returns its node.
   * @param {number} index
   */
  function reach(index) {
    for (const at of [index - 1, index, index + 1]) if (chunks[at]) fill(chunks[at]);
    return chunks[index]?.node ?? null;
  }

  return { node, set, renew, reach, leave: () => observer.disconnect() };
}

/**
 * Whether somebody is at work in it: with the focus, or with a card that is open.
 * @param {Drawn} chunk
 */
function isInUse({ node }) {
  return node.contains(document.activeElement) || node.querySelector("[role=dialog]") !== null;
}

/**
 * The index of the first chunk of which `is` holds, or how many there are; it holds of all behind that.
 * @param {Drawn[]} chunks
 * @param {(rect: DOMRect) => boolean} is
 */
function firstWhere(chunks, is) {
  let [low, high] = [0, chunks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(chunks[middle].node.getBoundingClientRect())) high = middle;
    else low = middle + 1;
  }
  return low;
}
