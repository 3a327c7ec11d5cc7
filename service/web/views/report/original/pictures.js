/** The pictures of a PDF's pages: fetched a few at a time, as sharp as the screen can show, and only some are kept. */

import { pageAddress, refusalOf } from "../../../api.js";
import { el, setText, show } from "../../../nodes.js";

/** @typedef {{node: HTMLElement, image: HTMLImageElement, width: number, scale: number, fail(words: string): void}} Picture */

const AT_ONCE = 2;
const KEPT = 8; // more than are near the view; one takes some megabytes once it is drawn
const [LEAST, STEP, MOST] = [0.5, 0.5, 4]; // pixels a point that the service draws with

/**
 * `of(page, width)` gives the picture of a page so many points wide; it is fetched once it is on the page.
 * @param {string} auditId
 */
export function pagePictures(auditId) {
  /** @type {Map<number, Picture>} */
  const kept = new Map();
  /** @type {number[]} */
  let waiting = []; // pages; the last one asked for comes first, since that is where the reader has scrolled to
  let loading = 0;

  const sharper = () => kept.forEach((picture, page) => picture.node.isConnected && want(page));
  window.addEventListener("resize", sharper);

  /**
   * @param {number} page
   * @param {number} width
   */
  function of(page, width) {
    const picture = kept.get(page) ?? made(page, width);
    kept.delete(page);
    kept.set(page, picture);
    for (const [other, { node }] of kept) if (kept.size > KEPT && !node.isConnected) kept.delete(other);
    requestAnimationFrame(() => want(page)); // how wide it is shown is known once it is on the page
    return picture.node;
  }

  /**
   * @param {number} page
   * @param {number} width
   * @returns {Picture}
   */
  function made(page, width) {
    const image = el("img", { alt: "", draggable: "false", hidden: true });
    const words = el("span");
    const again = el("button", { type: "button", class: "quiet", on: { click: () => retry(page) } }, "Try again");
    const failed = el("p", { class: "sheet-failed", role: "status", hidden: true }, words, " ", again);
    const node = el("div", { class: "sheet-picture" }, image, failed);
    const fail = (/** @type {string} */ problem) => {
      setText(words, problem);
      show(failed, problem !== "");
    };
    return { node, image, width, scale: 0, fail };
  }

  /** @param {number} page */
  function want(page) {
    const picture = kept.get(page);
    if (!picture?.node.isConnected || scaleOf(picture) <= picture.scale) return;
    waiting = [...waiting.filter((other) => other !== page), page];
    next();
  }

  /** What has been scrolled away before its turn is not fetched. */
  function next() {
    while (loading < AT_ONCE && waiting.length > 0) {
      const page = waiting.pop();
      const picture = page === undefined ? undefined : kept.get(page);
      if (page !== undefined && picture?.node.isConnected) load(page, picture);
    }
  }

  /**
   * @param {number} page
   * @param {Picture} picture
   */
  async function load(page, picture) {
    const scale = scaleOf(picture);
    if (scale <= picture.scale) return;
    loading += 1;
    picture.scale = scale;
    const address = pageAddress(auditId, page, scale);
    try {
      picture.image.src = address;
      await picture.image.decode();
      show(picture.image, true);
      picture.fail("");
    } catch {
      picture.scale = 0;
      const refusal = await refusalOf(address); // an image does not tell why it could not be loaded
      picture.fail(refusal?.message ?? "The picture of this page could not be shown.");
    } finally {
      loading -= 1;
      next();
    }
  }

  /** @param {number} page */
  function retry(page) {
    kept.get(page)?.fail("");
    want(page);
  }

  return { of, leave: () => window.removeEventListener("resize", sharper) };
}

/**
 * The least scale that has a pixel for each of the screen.
 * @param {Picture} picture
 */
function scaleOf({ node, width }) {
  const wanted = (node.clientWidth * window.devicePixelRatio) / width;
  return Math.min(MOST, Math.max(LEAST, Math.ceil(wanted / STEP) * STEP));
}
