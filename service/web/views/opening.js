/**
 * What a reader sees first is the audit as it stands by now, put up at once: while the logs are read and the report is
 * asked for, its parts are laid out unseen, so that none of them moves under a finger or an eye.
 */

const LONGEST_MS = 3000; // what takes longer comes piece by piece

/**
 * `update(isThere)` shows `node` for good as soon as everything is there.
 * @param {HTMLElement} node
 */
export function opening(node) {
  node.classList.add("is-opening");
  const timer = setTimeout(end, LONGEST_MS);

  function end() {
    clearTimeout(timer);
    node.classList.remove("is-opening");
  }

  /** @param {boolean} isThere */
  function update(isThere) {
    if (isThere) end();
  }

  return { update, leave: end };
}
