/**
 * Runs something with the next frame, or soon without one: a page in a background tab gets no frames, and its title
 * and its announcements must tell of the end of an audit all the same.
 */

const WITHOUT_FRAME_MS = 100;

/**
 * Returns what calls it off.
 * @param {() => void} run
 * @returns {() => void}
 */
export function soon(run) {
  const off = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const once = () => {
    off();
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, WITHOUT_FRAME_MS);
  return off;
}
