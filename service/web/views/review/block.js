/**
 * What people have decided about one finding, or about several at one place, and the buttons to decide it; made once, so
 * that what is typed stays.
 */

import { moment } from "../../figures.js";
import { el, follow, setAttribute, setText, show } from "../../nodes.js";
import { reviewerName } from "../../review/reviewer.js";
import { askText } from "./asking.js";
import { decidedWords } from "./words.js";

/** @typedef {"dismiss" | "note"} Asked */

/** @type {{[key in Asked]: {label: string, yes: string}}} */
const QUESTIONS = {
  dismiss: { label: "Why is it no finding?", yes: "Dismiss" },
  note: { label: "Note", yes: "Save the note" },
};

/**
 * `onDecide(decision)` is called with a decision that is to be saved: what is typed stays until `close()`. `of` says how
 * many findings it is about: notes are made on one. `setKeys(false)` where keys decide something else.
 * @param {string} findingId
 * @param {(decision: Wire.DecisionAboutFinding) => void} onDecide
 * @param {{of?: number}} how
 */
export function findingBlock(findingId, onDecide, { of = 1 } = {}) {
  const all = of > 1 ? ` all ${of}` : "";

  const standing = el("p", { class: "review-standing" });
  const reason = el("q", { class: "review-reason", hidden: true });
  const notes = el("ul", { class: "review-notes", "aria-label": "Notes", hidden: true });
  const said = el("p", { class: "review-said", role: "alert", hidden: true });
  const buttons = {
    accept: button(`Accept${all}`, "a", () => onDecide({ decision: "accept", finding_id: findingId })),
    dismiss: button(`Dismiss${all} …`, "d", () => ask("dismiss")),
    note: button("Note …", "n", () => ask("note")),
    reopen: button(`Reopen${all}`, null, () => onDecide({ decision: "reopen", finding_id: findingId })),
    withdraw: button("Withdraw", null, () => onDecide({ decision: "withdraw", finding_id: findingId })),
  };
  const row = el("p", { class: "review-buttons" }, ...Object.values(buttons));
  const node = el("div", { class: "review-block" }, standing, reason, notes, row, said);
  /** @type {{asked: Asked, form: ReturnType<typeof askText>} | null} */
  let open = null;

  show(buttons.note, of === 1);

  /**
   * @param {Picture.Decided} decided
   * @param {string} [words]
   */
  function update(decided, words = decidedWords(decided) || "Open: nobody has decided it yet") {
    const { state, notes: made, added } = decided;
    node.dataset.state = state;
    setText(standing, words);
    show(reason, decided.reason !== null);
    setText(reason, decided.reason ?? "");
    show(notes, made.length > 0);
    follow(notes, made, { key: ({ seq }) => seq, create: noteItem });
    show(buttons.accept, state !== "accepted");
    show(buttons.reopen, state !== "open");
    show(buttons.withdraw, added?.by === reviewerName() && state !== "withdrawn");
  }

  /** @param {Asked} asked */
  function ask(asked) {
    if (open?.asked !== asked) {
      open?.form.node.remove();
      const onSave = (/** @type {string} */ text) =>
        onDecide(
          asked === "note"
            ? { decision: "note", finding_id: findingId, note: text }
            : { decision: "dismiss", finding_id: findingId, reason: text },
        );
      open = { asked, form: askText({ ...QUESTIONS[asked], onSave, onLeave: leave }) };
      row.after(open.form.node);
    }
    open.form.focus();
    open.form.node.scrollIntoView({ block: "nearest" });
  }

  /** Puts the form away, with what was typed. */
  function close() {
    open?.form.node.remove();
    open = null;
  }

  function leave() {
    const from = open && buttons[open.asked];
    close();
    say("");
    from?.focus();
  }

  /** @param {string} words */
  function say(words) {
    show(said, words !== "");
    setText(said, words);
  }

  /** @param {boolean} busy */
  function setBusy(busy) {
    open?.form.setBusy(busy);
    for (const one of Object.values(buttons)) one.setAttribute("aria-disabled", String(busy));
  }

  /** @param {boolean} has */
  function setKeys(has) {
    for (const one of Object.values(buttons)) {
      const hint = one.querySelector("kbd");
      if (hint === null) continue;
      show(hint, has);
      setAttribute(one, "aria-keyshortcuts", has && hint.textContent);
    }
  }

  const written = () => open && { asked: open.asked, text: open.form.text() };
  return { node, update, ask, close, say, setBusy, setKeys, written };
}

/**
 * @param {string} words
 * @param {string | null} key
 * @param {() => void} press
 */
function button(words, key, press) {
  const hint = key && el("kbd", { "aria-hidden": "true" }, key);
  return el("button", { type: "button", class: "quiet", "aria-keyshortcuts": key, on: { click: press } }, words, hint);
}

/** @param {Picture.FindingNote} note */
function noteItem({ note, by, at }) {
  return el(
    "li",
    {},
    el("span", { class: "review-note" }, note),
    el("span", { class: "review-by" }, `${by}, ${moment(at)}`),
  );
}
