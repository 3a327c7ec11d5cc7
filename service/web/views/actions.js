/**
 * What a reader can do with an audit: cancel it while it goes on, have it tried again once something in it failed, and
 * erase it at any time.
 */

import { announce } from "../announcer.js";
import { Problem, cancelAudit, eraseAudit, retryAudit } from "../api.js";
import { hasEnded } from "../fold.js";
import { byId, el, setAttribute, setText, show } from "../nodes.js";
import { auditHref } from "../router.js";

/** @typedef {"cancel" | "erase"} Grave */
/** @typedef {"idle" | "asking" | "doing" | "retrying"} Step */

/** What is asked before it is done, since it cannot be taken back. */
const QUESTIONS = {
  cancel: { words: "Cancel this audit?", yes: "Yes, cancel", doing: "Cancelling …" },
  erase: { words: "Erase this audit and its report for good?", yes: "Yes, erase", doing: "Erasing …" },
};

/** `node` holds the buttons, `problem` says why the last of them had no effect. */
export function auditActions() {
  /** @type {string} */
  let auditId = "";
  /** @type {{[key in Grave | "retry"]: boolean}} */
  let possible = { cancel: false, retry: false, erase: false };
  /** @type {Step} */
  let step = "idle"; // then "asking" and "doing", or "retrying"
  /** @type {Grave} */
  let asked = "cancel"; // or "erase"

  const cancel = el("button", { type: "button", class: "quiet", on: { click: () => ask("cancel") } }, "Cancel");
  const retry = el("button", { type: "button", class: "quiet", on: { click: tryAgain } }, "Retry");
  const erase = el("button", { type: "button", class: "quiet", on: { click: () => ask("erase") } }, "Erase");
  const yes = el("button", { type: "button", class: "quiet grave", on: { click: confirmed } });
  const no = el("button", { type: "button", class: "quiet", on: { click: keep } }, "No, keep it");
  const question = el("span", { id: "action-question" });
  const asking = el("span", { class: "asking", role: "group", "aria-labelledby": question.id }, question, yes, no);
  const node = el("div", { class: "actions", on: { keydown: escape } }, cancel, retry, erase, asking);
  const problem = el("p", { class: "notice notice-error refused-action", role: "alert", hidden: true });

  function render() {
    // Buttons under way are not `disabled` to the browser: it would take the focus away from whoever pressed them.
    const focused = node.contains(document.activeElement);
    const { words, yes: agreed, doing } = QUESTIONS[asked];
    const open = possible[asked] && (step === "asking" || step === "doing");
    show(cancel, possible.cancel && !open);
    show(retry, possible.retry && !open);
    show(erase, possible.erase && !open);
    show(asking, open);
    setText(question, words);
    for (const button of [yes, no]) setAttribute(button, "aria-disabled", step === "doing" && "true");
    setAttribute(retry, "aria-disabled", step === "retrying" && "true");
    setText(yes, step === "doing" ? doing : agreed);
    setText(retry, step === "retrying" ? "Retrying …" : "Retry");
    show(node, possible.cancel || possible.retry || possible.erase);
    if (focused && document.activeElement?.closest("[hidden]")) refocus();
  }

  /** The focus stays in its place when the button that had it gives way to another. */
  function refocus() {
    const next = [cancel, no, retry, erase].find((button) => !button.closest("[hidden]"));
    (next ?? byId("main")).focus({ preventScroll: true });
  }

  /** @param {Step} next */
  function go(next) {
    step = next;
    render();
  }

  /** @param {Grave} what */
  function ask(what) {
    if (step !== "idle") return;
    show(problem, false);
    asked = what;
    go("asking");
    no.focus(); // a key pressed once too often must not do it
  }

  function keep() {
    if (step !== "asking") return;
    go("idle");
    (asked === "cancel" ? cancel : erase).focus();
  }

  /** @param {KeyboardEvent} event */
  function escape(event) {
    if (event.key === "Escape") keep();
  }

  async function confirmed() {
    if (step !== "asking") return;
    go("doing");
    if (asked === "erase") return erased();
    // It stays so until the log says that the audit has ended: the page shows what happened, not what was asked for.
    await attempt("The audit was not cancelled", () => cancelAudit(auditId));
    return undefined;
  }

  async function erased() {
    const gone = await attempt("The audit was not erased", () => eraseAudit(auditId));
    if (!gone) return;
    announce("The audit was erased.");
    if (node.isConnected) location.hash = "#/";
  }

  async function tryAgain() {
    if (step !== "idle") return;
    show(problem, false);
    go("retrying");
    const accepted = await attempt("The audit was not tried again", () => retryAudit(auditId));
    if (accepted && node.isConnected) location.hash = auditHref(accepted.audit_id);
  }

  /**
   * @template Answer
   * @param {string} failed
   * @param {() => Promise<Answer>} call
   * @returns {Promise<Answer | null>}
   */
  async function attempt(failed, call) {
    try {
      return await call();
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason;
      problem.replaceChildren(
        el("strong", {}, `${failed}.`),
        ` ${[reason.title, reason.detail].filter(Boolean).join(": ")}`,
      );
      show(problem, true);
      go("idle");
      return null;
    }
  }

  /** @param {Picture.Audit} state */
  function update(state) {
    auditId = state.auditId ?? "";
    possible = { cancel: isGoing(state), retry: canRetry(state), erase: isGoing(state) || hasEnded(state) };
    if (hasEnded(state) && asked === "cancel" && step !== "retrying") step = "idle";
    render();
  }

  return { node, problem, update };
}

/** @param {Picture.Audit} state */
function isGoing({ status }) {
  return status === "queued" || status === "running";
}

/** @param {Picture.Audit} state */
function canRetry(state) {
  if (!hasEnded(state)) return false;
  return state.status !== "complete" || state.agents.some((agent) => agent.status === "error");
}
