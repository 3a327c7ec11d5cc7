/**
 * A long column of which only what is near the view is on the page: a report of 300 pages, or 2,000 findings. What is
 * far leaves a gap of its height, so the scroll bar tells the truth and nothing jumps.
 */

import { el } from "../../nodes.js";

/** @typedef {{height?: number, ratio?: number, make: () => Node[]}} Chunk */
/** @typedef {Chunk & {node: HTMLElement, filled: boolean}} Drawn */

const NEAR = "120% 0px"; // a screen above and below, and a little more

/**
 * `root` is the element that scrolls, null for the window. Chunks are `{height, make()}`: an estimate, and the nodes; or
 * `{ratio, make()}`, where the width by the height is known and always kept.
 * @param {{root?: Element | null, [name: string]: any}} attributes
 */
export function longColumn({ root = null, ...attributes }) {
  const node = el("div", attributes);
  /** @type {Drawn[]} */
  let chunks = [];
  /**
   * The chunk that each node holds.
   * @type {Map<Element, Drawn>}
   */
  let drawn = new Map();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const chunk = drawn.get(target);
        if (chunk === undefined) continue; // other chunks have been set since
        if (isIntersecting) fill(chunk);
        else if (!target.contains(document.activeElement)) empty(chunk);
      }
    },
    { root, rootMargin: NEAR },
  );

  /** @param {Chunk[]} next */
  function set(next) {
    observer.disconnect();
    chunks = next.map((chunk) => {
      const holder = el("div", { class: "chunk" });
      if (chunk.ratio) holder.style.aspectRatio = String(chunk.ratio);
      else holder.style.minHeight = `${chunk.height}px`;
      return { ...chunk, node: holder, filled: false };
    });
    drawn = new Map(chunks.map((chunk) => [chunk.node, chunk]));
    node.replaceChildren(...chunks.map((chunk) => chunk.node));
    for (const chunk of chunks) observer.observe(chunk.node);
  }

  /** @param {Drawn} chunk */
  function fill(chunk) {
    if (chunk.filled) return;
    chunk.filled = true;
    chunk.node.replaceChildren(...chunk.make());
    chunk.node.style.minHeight = "";
  }

  /** @param {Drawn} chunk */
  function empty(chunk) {
    if (!chunk.filled) return;
    chunk.filled = false;
    if (!chunk.ratio) chunk.node.style.minHeight = `${chunk.node.offsetHeight}px`;
    chunk.node.replaceChildren();
  }

  /** Makes again what is on the page, from what the chunks make now. */
  function renew() {
    for (const chunk of chunks) if (chunk.filled) chunk.node.replaceChildren(...chunk.make());
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
