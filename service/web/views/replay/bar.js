/** A time line of the audit's events: the whole picture at any moment of the past, and how it came about. */

import { clock, grouped } from "../../figures.js";
import { el, setAttribute, setText, show } from "../../nodes.js";
import { eventWords } from "../../words.js";
import { moments } from "./moments.js";

const SPEEDS = [1, 10, 100];

/**
 * `texts()` are those of all events so far; `onMoment()` is called when `picture()`, null for now, is another one.
 * @param {{texts: () => string[], onMoment: () => void}} on
 */
export function replayBar({ texts, onMoment }) {
  let past = moments(texts);
  /** @type {number | null} */
  let seq = null; // null is now
  /** @type {number | undefined} */
  let timer;

  const open = el("button", { type: "button", class: "quiet", on: { click: begin } }, "Replay");
  const play = el("button", { type: "button", class: "quiet", on: { click: toggle } });
  const speed = el(
    "select",
    { "aria-label": "Speed" },
    ...SPEEDS.map((times) => el("option", { value: times, selected: times === 10 }, `${times}×`)),
  );
  /** @type {HTMLInputElement} */
  const line = el("input", {
    type: "range",
    min: 1,
    step: 1,
    "aria-label": "Moment of the audit",
    on: { input: () => go(Number(line.value)) },
  });
  const said = el("output", { class: "replay-said" });
  const now = el("button", { type: "button", class: "quiet", on: { click: end } }, "Back to now");
  const controls = el(
    "div",
    { class: "replay-controls", role: "group", "aria-label": "Replay", hidden: true },
    play,
    speed,
    line,
    now,
    said,
  );
  const node = el("div", { class: "replay", hidden: true }, open, controls);

  function begin() {
    go(1);
    toggle();
    play.focus();
  }

  function end() {
    stop();
    seq = null;
    changed();
    open.focus();
  }

  /** @param {number} next */
  function go(next) {
    const playing = timer !== undefined;
    stop();
    seq = next;
    changed();
    if (playing) step();
  }

  function toggle() {
    if (timer !== undefined) stop();
    else {
      if (seq === null || seq >= past.last()) go(1);
      step();
    }
    label();
  }

  function stop() {
    clearTimeout(timer);
    timer = undefined;
  }

  /** The next event after as long as it took then. */
  function step() {
    const from = seq ?? past.last();
    if (from >= past.last()) return stop();
    timer = setTimeout(
      () => {
        seq = from + 1;
        changed();
        step();
        label();
      },
      past.restAfter(from, Number(speed.value)),
    );
    return undefined;
  }

  function changed() {
    update();
    onMoment();
  }

  function label() {
    setText(play, timer === undefined ? "Play" : "Pause");
  }

  /** There are more events, or another moment is shown. */
  function update() {
    show(node, past.last() > 1);
    show(open, seq === null);
    show(controls, seq !== null);
    if (seq === null) return;
    label();
    setAttribute(line, "max", past.last());
    line.value = String(seq);
    const event = past.event(seq);
    const words = [
      `Event ${grouped(String(seq))} of ${grouped(String(past.last()))}`,
      clock(event.timestamp),
      event.type.replaceAll("_", " "),
      eventWords(event),
    ];
    setText(said, words.filter(Boolean).join(" · "));
    setAttribute(line, "aria-valuetext", words.slice(0, 3).join(", "));
  }

  /** What was folded is void: the log is another one. */
  function restart() {
    stop();
    past = moments(texts);
    seq = null;
    update();
  }

  return { node, update, restart, picture: () => (seq === null ? null : past.at(seq)), leave: stop };
}
