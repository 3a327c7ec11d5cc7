/** The keys from block to block of the report: up and down from a figure or a text to the text or table beside its own. */

const BLOCKS = "[data-paragraph], .grid";

/** @type {{[key: string]: number}} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** @param {HTMLElement} node the paper */
export function blockKeys(node) {
  node.addEventListener("keydown", (event) => {
    const { target } = event;
    const step = STEPS[event.key];
    if (!step || !(target instanceof Element) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!target.matches(".fig, .grid-view, [data-paragraph]")) return;
    const own = target.closest(BLOCKS);
    const all = [...node.querySelectorAll(BLOCKS)];
    const next = all[all.findIndex((one) => one === own) + step];
    if (own === null || !(next instanceof HTMLElement)) return;
    focusOn(next);
    event.preventDefault();
  });
}

/**
 * A text itself, or the first figure of a table; the table where it has none.
 * @param {HTMLElement} block
 */
function focusOn(block) {
  const inside = block.matches(".grid") ? (block.querySelector(".fig") ?? block.querySelector(".grid-view")) : null;
  const node = inside instanceof HTMLElement ? inside : block;
  if (!node.hasAttribute("tabindex")) node.setAttribute("tabindex", "-1");
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "nearest" });
}
