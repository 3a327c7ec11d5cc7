/** The state of the connection in words: live, reconnecting in so many seconds, ended, refused and why. */

import { el, setAttribute, setText, show } from "../nodes.js";

/** @typedef {import("../audit-stream/audit-stream.js").Connection} Connection */

/** @type {{[phase: string]: string}} */
const LABELS = {
  connecting: "Connecting …",
  catching_up: "Catching up …",
  live: "Live",
  ended: "Ended",
  refused: "Refused",
};

/** @param {{onRetry: () => void, of?: string, label?: string}} on */
export function connectionBadge({ onRetry, of = "connection", label: name = "Connection" }) {
  const label = el("span", { class: `${of}-label` });
  const words = el("span", { class: `${of}-words` });
  const retry = el("button", { type: "button", class: "quiet", hidden: true, on: { click: onRetry } }, "Reconnect now");
  const node = el("div", { class: of, "aria-label": name, role: "group" }, label, words, retry);
  /** @type {number | undefined} */
  let countdown;

  /** @param {Connection} connection */
  function update(connection) {
    clearInterval(countdown);
    setAttribute(node, "data-phase", connection.phase);
    setText(words, wordsOf(connection));
    show(retry, connection.phase === "waiting");
    if (connection.phase !== "waiting") return setText(label, LABELS[connection.phase]);
    const tick = () => setText(label, `Reconnecting in ${secondsLeft(connection.retryAt ?? 0)} s`);
    tick();
    countdown = setInterval(tick, 250);
    return undefined;
  }

  return { node, update, leave: () => clearInterval(countdown) };
}

/** @param {number} at */
function secondsLeft(at) {
  return Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

/** @param {Connection} connection */
function wordsOf({ phase, words, code, reason }) {
  if (phase === "refused") return [words, reason && `“${reason}”`, `(code ${code})`].filter(Boolean).join(" ");
  return phase === "waiting" ? words : "";
}
