/** Who signed an audit off, when, and whether anything has come after it. */

import { el, setText, show } from "../../nodes.js";
import { isWhole } from "../../review/fold.js";
import { CHANGED_SINCE, signOffWords } from "./words.js";

/** `update(review)` shows its last sign-off; without one there is no stamp. */
export function signOffStamp() {
  const words = el("span", { class: "stamp-words" });
  const since = el("span", { class: "stamp-void" }, CHANGED_SINCE);
  const node = el("p", { class: "stamp", hidden: true }, words, since);

  /** @param {Picture.Review} review */
  function update(review) {
    const { signedOff } = review;
    show(node, signedOff !== null);
    if (signedOff === null) return;
    setText(words, signOffWords(signedOff));
    show(since, !isWhole(review));
  }

  return { node, update };
}
