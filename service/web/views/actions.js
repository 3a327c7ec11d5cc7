/** What a reader can do with an audit: cancel it while it goes on, have it tried again once something in it failed. */

import { Problem, cancelAudit, retryAudit } from "../api.js";
import { hasEnded } from "../fold.js";
import { el, setAttribute, setText, show } from "../nodes.js";
import { auditHref } from "../router.js";

/** `node` holds the buttons, `problem` says why the last of them had no effect. */
export function auditActions() {
  let auditId = null;
  let possible = { cancel: false, retry: false };
  let step = "idle"; // then "asking" and "cancelling", or "retrying"

  const cancel = el("button", { type: "button", class: "quiet", on: { click: ask } }, "Cancel");
  const retry = el("button", { type: "button", class: "quiet", on: { click: tryAgain } }, "Retry");
  const yes = el("button", { type: "button", class: "quiet grave", on: { click: confirmed } });
  const no = el("button", { type: "button", class: "quiet", on: { click: keep } }, "No, keep it");
  const question = el("span", { id: "cancel-question" }, "Cancel this audit?");
  const asking = el("span", { class: "asking", role: "group", "aria-labelledby": question.id }, question, yes, no);
  const node = el("div", { class: "actions", on: { keydown: escape } }, cancel, asking, retry);
  const problem = el("p", { class: "notice notice-error refused-action", role: "alert", hidden: true });

  function render() {
    // Buttons under way are not `disabled` to the browser: it would take the focus away from whoever pressed them.
    const focused = node.contains(document.activeElement);
    show(cancel, possible.cancel && step !== "asking" && step !== "cancelling");
    show(asking, possible.cancel && (step === "asking" || step === "cancelling"));
    show(retry, possible.retry);
    for (const button of [yes, no]) setAttribute(button, "aria-disabled", step === "cancelling" && "true");
    setAttribute(retry, "aria-disabled", step === "retrying" && "true");
    setText(yes, step === "cancelling" ? "Cancelling …" : "Yes, cancel");
    setText(retry, step === "retrying" ? "Retrying …" : "Retry");
    show(node, possible.cancel || possible.retry);
    if (focused && document.activeElement.closest("[hidden]")) refocus();
  }

  /** The focus stays in its place when the button that had it gives way to another. */
  function refocus() {
    const next = [cancel, no, retry].find((button) => !button.closest("[hidden]"));
    (next ?? document.getElementById("main")).focus({ preventScroll: true });
  }

  function go(next) {
    step = next;
    render();
  }

  function ask() {
    show(problem, false);
    go("asking");
    no.focus(); // a key pressed once too often must not cancel
  }

  function keep() {
    if (step !== "asking") return;
    go("idle");
    cancel.focus();
  }

  function escape(event) {
    if (event.key === "Escape") keep();
  }

  async function confirmed() {
    if (step !== "asking") return;
    go("cancelling");
    // It stays so until the log says that the audit has ended: the page shows what happened, not what was asked for.
    await attempt("The audit was not cancelled", () => cancelAudit(auditId));
  }

  async function tryAgain() {
    if (step !== "idle") return;
    show(problem, false);
    go("retrying");
    const accepted = await attempt("The audit was not tried again", () => retryAudit(auditId));
    if (accepted && node.isConnected) location.hash = auditHref(accepted.audit_id);
  }

  async function attempt(failed, call) {
    try {
      return await call();
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason;
      problem.replaceChildren(el("strong", {}, `${failed}.`), ` ${[reason.title, reason.detail].filter(Boolean).join(": ")}`);
      show(problem, true);
      go("idle");
      return null;
    }
  }

  function update(state) {
    auditId = state.auditId;
    possible = { cancel: isGoing(state), retry: canRetry(state) };
    if (hasEnded(state) && step !== "retrying") step = "idle";
    render();
  }

  return { node, problem, update };
}

function isGoing({ status }) {
  return status === "queued" || status === "running";
}

function canRetry(state) {
  if (!hasEnded(state)) return false;
  return state.status !== "complete" || state.agents.some((agent) => agent.status === "error");
}
