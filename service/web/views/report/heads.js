/**
 * The heads of long tables stay in sight while their rows are scrolled through. They can only where the table is not
 * scrolled sideways by itself, which is known once it is laid out.
 */

const LONG = ".grid.is-long";

/**
 * `look(nodes)` for what has just been made; `leave()` when the paper is taken down.
 * @param {HTMLElement} paper
 */
export function stickyHeads(paper) {
  /** @param {Iterable<Element>} grids */
  function settle(grids) {
    const wide = [...grids].map((grid) => ({ grid, isWide: isScrolled(grid) })); // all is read before any is changed
    for (const { grid, isWide } of wide) grid.classList.toggle("is-fitting", !isWide);
  }

  const all = () => settle(paper.querySelectorAll(LONG));
  window.addEventListener("resize", all);

  /** @param {HTMLElement[]} nodes */
  function look(nodes) {
    const long = nodes.filter((node) => node.matches(LONG));
    if (long.length > 0) requestAnimationFrame(() => settle(long));
  }

  return { look, leave: () => window.removeEventListener("resize", all) };
}

/** @param {Element} grid */
function isScrolled(grid) {
  const [view, table] = [grid.querySelector(".grid-view"), grid.querySelector("table")];
  return view !== null && table !== null && table.offsetWidth > view.clientWidth;
}
