/** The state of the connection in words: live, reconnecting in so many seconds, ended, refused and why. */

import { el, setAttribute, setText, show } from "../nodes.js";

const LABELS = {
  connecting: "Connecting …",
  catching_up: "Catching up …",
  live: "Live",
  ended: "Ended",
  refused: "Refused",
};

export function connectionBadge({ onRetry }) {
  const label = el("span", { class: "connection-label" });
  const words = el("span", { class: "connection-words" });
  const retry = el("button", { type: "button", class: "quiet", hidden: true, on: { click: onRetry } }, "Reconnect now");
  const node = el("div", { class: "connection", "aria-label": "Connection", role: "group" }, label, words, retry);
  let countdown = null;

  function update(connection) {
    clearInterval(countdown);
    setAttribute(node, "data-phase", connection.phase);
    setText(words, wordsOf(connection));
    show(retry, connection.phase === "waiting");
    if (connection.phase !== "waiting") return setText(label, LABELS[connection.phase]);
    const tick = () => setText(label, `Reconnecting in ${secondsLeft(connection.retryAt)} s`);
    tick();
    countdown = setInterval(tick, 250);
    return undefined;
  }

  return { node, update, leave: () => clearInterval(countdown) };
}

function secondsLeft(at) {
  return Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

function wordsOf({ phase, words, code, reason }) {
  if (phase === "refused") return [words, reason && `“${reason}”`, `(code ${code})`].filter(Boolean).join(" ");
  return phase === "waiting" ? words : "";
}
