/** What is done with an audit from its row: it gets another name, in its place, or it is erased. */

import { announce } from "../../announcer.js";
import { Problem, decide, eraseAudit } from "../../api.js";
import { byId, el, setText, show } from "../../nodes.js";
import { nameDialog } from "../review/name.js";
import { eraseDialog } from "./erasing.js";
import { nameOf } from "./row.js";

/** @typedef {import("./row.js").AuditRow} AuditRow */

const LONGEST_NAME = 200; // characters, as the server takes it
const TRIES = 5; // while others decide about the same audit

/**
 * `onDone()` reads the list again; it resolves when the rows are those of now.
 * @param {{onDone: () => Promise<void>}} on
 */
export function rowDoing({ onDone }) {
  const reviewer = nameDialog();
  const question = eraseDialog();

  /** @param {AuditRow} row */
  function rename(row) {
    const { link, rename: button, said } = row.parts;
    if (link.hidden) return; // its form is open
    const before = nameOf(row.audit);
    const field = el("input", { type: "text", "aria-label": "Name", value: before, maxlength: LONGEST_NAME });
    const form = el(
      "form",
      { class: "row-form", on: { submit, keydown: escape } },
      field,
      el("button", { class: "quiet" }, "Save"),
      el("button", { type: "button", class: "quiet", on: { click: close } }, "Cancel"),
    );
    show(link, false);
    link.after(form);
    field.select();

    function close() {
      form.remove();
      show(link, true);
      show(said, false);
      button.focus();
    }

    /** @param {KeyboardEvent} event */
    function escape(event) {
      if (event.key === "Escape") close();
    }

    /** @param {SubmitEvent} event */
    async function submit(event) {
      event.preventDefault();
      const name = field.value.trim();
      if (!name || name === before) return close();
      if (await attempt(row, "It was not renamed", () => renamed(row, before, name))) close();
      return undefined;
    }
  }

  /**
   * Whoever decides something else about the audit meanwhile does not stand in the way; another new name does.
   * @param {AuditRow} row
   * @param {string} before
   * @param {string} name
   */
  async function renamed(row, before, name) {
    const by = await reviewer.known();
    if (by === null) return false;
    for (let tries = 1; ; tries += 1) {
      try {
        await decide(row.audit.audit_id, { decision: "rename", name, by, expected_seq: row.audit.review?.head ?? 0 });
        await onDone();
        return true;
      } catch (problem) {
        const moved = problem instanceof Problem && problem.status === 409 && "actual" in problem.members;
        if (!moved || tries === TRIES) throw problem;
        await onDone();
        const now = nameOf(row.audit);
        if (now !== before) throw new Problem("It was renamed meanwhile", `Its name is “${now}” now.`, null);
      }
    }
  }

  /** @param {AuditRow} row */
  async function erase(row) {
    const { audit } = row;
    if (!(await question.ask(nameOf(audit), row.parts.sub.textContent ?? ""))) return;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    const done = await attempt(row, "It was not erased", async () => {
      await eraseAudit(audit.audit_id);
      await onDone();
      return true;
    });
    if (!done) return;
    announce(`${nameOf(audit)} was erased.`);
    (next?.querySelector("a") ?? byId("main")).focus();
  }

  /**
   * @param {AuditRow} row
   * @param {string} failed
   * @param {() => Promise<boolean>} act
   */
  async function attempt({ parts: { said } }, failed, act) {
    show(said, false);
    try {
      return await act();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setText(said, `${failed}. ${[problem.title, problem.detail].filter(Boolean).join(": ")}`);
      show(said, true);
      return false;
    }
  }

  const leave = () => {
    reviewer.leave();
    question.leave();
  };
  return { rename, erase, leave };
}
