/** Reporting an error that no agent found: what is wrong, how grave it is, and the figures or texts that it is about. */

import { announce } from "../../announcer.js";
import { el, setAttribute, setText, show } from "../../nodes.js";
import { reviewerName } from "../../review/reviewer.js";

const LONGEST_TITLE = 200; // characters, as the server takes them
const LONGEST = 2000;
const MOST_PLACES = 20;
const STILL_ADDING = "The error before is still being added. Press e here again once it is.";

/** @typedef {{place: Wire.ChosenPlace, name: string}} Named */

/**
 * `take(place, name)` opens the form for a place, or adds one more to it; `onAdd(finding)` gets what was written.
 * @param {{onAdd: (finding: Wire.NewFinding) => void}} on
 */
export function addingForm({ onAdd }) {
  /** @type {Named[]} */
  let places = [];
  const list = el("ul", { class: "adding-places", "aria-label": "Where it is" });
  const title = el("input", { type: "text", maxlength: LONGEST_TITLE, required: true });
  const severity = el(
    "select",
    {},
    ...["high", "medium", "low"].map((one) => el("option", { value: one, selected: one === "medium" }, one)),
  );
  const description = el("textarea", { rows: 3, maxlength: LONGEST });
  const save = el("button", { class: "quiet" }, "Add the finding");
  const said = el("p", { class: "review-said", role: "alert", hidden: true });
  const node = el(
    "form",
    { class: "adding", "aria-label": "Report an error", hidden: true, on: { submit: submitted, keydown: keyed } },
    el("h3", {}, "Report an error"),
    list,
    el("p", { class: "asked-hint" }, "e at another figure or text adds it as well."),
    el("label", {}, el("span", {}, "What is wrong, in a few words"), title),
    el("label", {}, el("span", {}, "Severity"), severity),
    el("label", {}, el("span", {}, "Why, and what should stand there (may be left out)"), description),
    el(
      "p",
      { class: "review-buttons" },
      save,
      el("button", { type: "button", class: "quiet", on: { click: leave } }, "Cancel"),
    ),
    said,
  );
  /** @type {Element | null} */
  let from = null; // where the reader was

  /**
   * @param {Wire.ChosenPlace} place
   * @param {string} name
   */
  function take(place, name) {
    const isOpen = !node.hidden;
    if (isOpen && save.hasAttribute("aria-disabled")) return say(STILL_ADDING);
    const isThere = places.some((one) => JSON.stringify(one.place) === JSON.stringify(place));
    if (!isThere && places.length === MOST_PLACES) return say(`An error names at most ${MOST_PLACES} places.`);
    if (!isThere) places = [...places, { place, name }];
    put();
    if (isOpen) return announce(isThere ? `Named already: ${name}` : `Added to the error: ${name}`);
    from = document.activeElement;
    say("");
    show(node, true);
    title.focus();
    node.scrollIntoView({ block: "nearest" });
    return undefined;
  }

  function put() {
    list.replaceChildren(
      ...places.map((one) =>
        el(
          "li",
          {},
          el("span", {}, one.name),
          places.length > 1
            ? el(
                "button",
                {
                  type: "button",
                  class: "quiet",
                  "aria-label": `Leave out ${one.name}`,
                  on: { click: () => drop(one) },
                },
                "×",
              )
            : null,
        ),
      ),
    );
  }

  /** @param {Named} one */
  function drop(one) {
    places = places.filter((other) => other !== one);
    put();
    title.focus();
  }

  /** @param {SubmitEvent} event */
  function submitted(event) {
    event.preventDefault();
    const words = title.value.trim();
    if (!words) return title.focus();
    return onAdd({
      severity: /** @type {Wire.Severity} */ (severity.value),
      title: words,
      description: description.value.trim(),
      places: places.map(({ place }) => place),
    });
  }

  /**
   * What was kept because no answer came is put away once the log has it, so that nobody adds it twice.
   * @param {Picture.Review} review
   * @param {number} seen the seq of the last event that was here before
   */
  function settle({ findings }, seen) {
    if (node.hidden) return;
    const own = [...findings.values()].filter(({ added }) => added?.by === reviewerName() && added.seq > seen);
    if (own.some(({ added }) => added?.title === title.value.trim())) close();
  }

  /** @param {KeyboardEvent} event */
  function keyed(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  }

  /** Puts the form away and forgets what was written. */
  function close() {
    show(node, false);
    places = [];
    [title.value, description.value, severity.value] = ["", "", "medium"];
    say("");
  }

  function leave() {
    close();
    if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true });
  }

  /** @param {string} words */
  function say(words) {
    show(said, words !== "");
    setText(said, words);
  }

  /** @param {boolean} busy */
  const setBusy = (busy) => setAttribute(save, "aria-disabled", busy && "true");
  return { node, take, settle, close, say, setBusy };
}
