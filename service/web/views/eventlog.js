/** The log behind the picture: seq, time and type of every event, and its stored text when asked for. */

import { clock, counted } from "../figures.js";
import { el, setText } from "../nodes.js";
import { eventWords } from "../words.js";

const SHOWN_CHARACTERS = 20_000; // of one event's text; the largest have half a million

/** @param {{readonly texts: string[]}} stream */
export function eventLog(stream) {
  const count = el("span", { class: "log-count" });
  const list = el("ol", { class: "log-events" });
  const node = el("details", { class: "log" }, el("summary", {}, "Event log", count), list);
  let listed = 0;

  function update() {
    setText(count, counted(stream.texts.length, "event"));
    if (!node.open) return;
    const rows = stream.texts.slice(listed).map((text) => row(text));
    listed = stream.texts.length;
    list.append(...rows);
  }

  function clear() {
    listed = 0;
    list.replaceChildren();
  }

  node.addEventListener("toggle", update);
  return { node, update, clear };
}

/** @param {string} text */
function row(text) {
  const event = JSON.parse(text);
  const raw = el("pre", { class: "log-raw" });
  const details = el(
    "details",
    {},
    el(
      "summary",
      {},
      el("span", { class: "log-seq" }, String(event.seq)),
      el("time", { datetime: event.timestamp }, clock(event.timestamp)),
      el("span", { class: "log-type" }, event.type),
      el("span", { class: "log-words" }, eventWords(event)),
    ),
    raw,
  );
  details.addEventListener("toggle", () => setText(raw, excerpt(text)));
  return el("li", {}, details);
}

/** @param {string} text */
function excerpt(text) {
  if (text.length <= SHOWN_CHARACTERS) return text;
  return `${text.slice(0, SHOWN_CHARACTERS)} … ${counted(text.length - SHOWN_CHARACTERS, "more character")}`;
}
