/** Who signed an audit off, when, over what, and whether anything has come after it. */

import { el, setAttribute, setText, show } from "../../nodes.js";
import { isWhole } from "../../review/fold.js";
import { scopeLines } from "./scope.js";
import { sinceLines } from "./since.js";
import { CHANGED_SINCE, signOffWords } from "./words.js";

/** `update(review, titleOf)` shows its last sign-off; without one there is no stamp. */
export function signOffStamp() {
  const words = el("span", { class: "stamp-words" });
  const changed = el("span", { class: "stamp-void" }, CHANGED_SINCE);
  const since = el("ul", { class: "stamp-since" });
  const scope = el("ul", { class: "stamp-scope", "aria-label": "What the sign-off covers", hidden: true });
  const open = el("button", { type: "button", class: "quiet", on: { click: unfold } }, "What it covers");
  const node = el("div", { class: "stamp", hidden: true }, words, open, changed, since, scope);
  /** @type {Picture.Review | null} */
  let shown = null;

  function unfold() {
    show(scope, scope.hidden);
    setAttribute(open, "aria-expanded", String(!scope.hidden));
  }

  /**
   * @param {Picture.Review} review
   * @param {(id: string) => string} [titleOf]
   */
  function update(review, titleOf) {
    if (shown === review) return;
    shown = review;
    const { signedOff } = review;
    show(node, signedOff !== null);
    if (signedOff === null) return;
    setText(words, signOffWords(signedOff));
    show(changed, !isWhole(review));
    show(since, !isWhole(review));
    since.replaceChildren(...items(sinceLines(review, titleOf)));
    show(open, signedOff.scope !== null);
    setAttribute(open, "aria-expanded", String(!scope.hidden));
    if (signedOff.scope !== null) scope.replaceChildren(...items(scopeLines(signedOff.scope)));
  }

  return { node, update };
}

/** @param {string[]} lines */
function items(lines) {
  return lines.map((line) => el("li", {}, line));
}
