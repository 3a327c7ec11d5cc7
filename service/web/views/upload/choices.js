/** Boxes to tick, of what the server says there is; it is asked once, when they are looked at first. */

import { Problem } from "../../api.js";
import { el } from "../../nodes.js";

/** @typedef {{id: string, text: string, fixed?: boolean}} Choice */

/**
 * `load()` gives the choices, `{id, text, fixed}`; all are ticked, and a `fixed` one stays so. `otherwise` says what happens
 * where they cannot be read. `{node, offer, taken, left}`: `taken()` and `left()` are the ids ticked and not ticked.
 * @param {string} legend
 * @param {() => Promise<Choice[]>} load
 * @param {string} otherwise
 */
export function choices(legend, load, otherwise) {
  const said = el("p", { class: "wish-said" }, "Reading the list …");
  const node = el("fieldset", {}, el("legend", {}, legend), said);
  /** @type {HTMLInputElement[]} */
  let boxes = [];

  async function offer() {
    if (boxes.length > 0) return;
    try {
      const there = await load();
      boxes = there.map(({ id, fixed }) =>
        el("input", { type: "checkbox", value: id, checked: true, disabled: Boolean(fixed) }),
      );
      for (const box of boxes) box.addEventListener("change", () => keepOne(box));
      said.replaceWith(
        el("div", { class: "wish-boxes" }, ...boxes.map((box, at) => el("label", {}, box, ` ${there[at].text}`))),
      );
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      said.textContent = `The list could not be read: ${problem.message} ${otherwise}`;
    }
  }

  /**
   * An audit of nothing is none, and nothing chosen would mean everything.
   * @param {HTMLInputElement} box
   */
  function keepOne(box) {
    if (!boxes.some((one) => one.checked && !one.disabled)) box.checked = true;
  }

  /** @param {boolean} checked */
  const ids = (checked) => boxes.filter((box) => box.checked === checked).map((box) => box.value);
  return { node, offer, taken: () => ids(true), left: () => ids(false) };
}
