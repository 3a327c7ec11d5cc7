/** Says that an audit waits because no worker runs, and what to do. */

import { Problem, countWorkers } from "../api.js";
import { el, show } from "../nodes.js";

const ASK_AGAIN_MS = 4_000;

/** `update(state)` follows the audit; only while it is queued is asked whether anybody runs audits. */
export function waitingNotice() {
  const node = el(
    "p",
    { class: "notice notice-error", role: "status", hidden: true },
    "No worker is running, so this audit waits. Start one on the server's database: ",
    el("code", {}, "tickmark worker"),
  );
  /** @type {number | undefined} */
  let timer;
  let queued = false;

  async function ask() {
    timer = undefined;
    try {
      const none = (await countWorkers()) === 0;
      show(node, queued && none);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem; // the connection's own words tell that the server is away
    }
    again();
  }

  function again() {
    if (queued && timer === undefined) timer = setTimeout(ask, ASK_AGAIN_MS);
  }

  /** @param {Picture.Audit} state */
  function update({ status }) {
    const before = queued;
    queued = status === "queued";
    if (queued && !before) return ask();
    if (!queued) leave();
    return undefined;
  }

  function leave() {
    queued = false;
    clearTimeout(timer);
    timer = undefined;
    show(node, false);
  }

  return { node, update, leave };
}
