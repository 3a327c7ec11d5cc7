/** Hands in reports by button or by dropping files anywhere on the page. */

import { announce } from "../announcer.js";
import { Problem, createAudit, newKey } from "../api.js";
import { counted, size } from "../figures.js";
import { ACCEPTED, formatsInWords } from "../formats.js";
import { el, follow, show, thereAre } from "../nodes.js";
import { auditHref } from "../router.js";
import { sendingItem } from "./upload/sending.js";
import { uploadWish } from "./upload/wish.js";

/** @typedef {{file: File, key: string, wish: import("../api.js").Wish}} Entry */
/** @typedef {Entry & {cancel: () => void, onShare: (share: number) => void}} Sending */
/** @typedef {Entry & {problem: Problem}} Refused */

/** Why an upload was cancelled: not a problem to be shown. */
const CANCELLED = Symbol("cancelled");

/** @param {{onAccepted: () => void}} on */
export function uploadPanel({ onAccepted }) {
  /** @type {Sending[]} */
  let sending = [];
  /** @type {Refused[]} */
  let refused = [];
  const parts = panel(take);
  const leaveDrop = catchDrops(parts.node, (files) => take(files));

  function render() {
    show(parts.sending, sending.length > 0);
    follow(parts.sending, sending, { key: (entry) => entry.key, create: (entry) => sendingItem(entry) });
    follow(parts.refused, refused, {
      key: (entry) => entry.key,
      create: (entry) => refusal(entry, { again, dismiss }),
    });
    show(parts.refused, refused.length > 0);
  }

  /** @param {File[]} files */
  async function take(files) {
    if (files.length === 0) return announce("Nothing was dropped that can be audited.");
    const wish = parts.wish.asked(files.length);
    const entries = files.map((file) => ({ file, key: newKey(), wish }));
    const accepted = thereAre(await Promise.all(entries.map(send)));
    if (accepted.length > 0) onAccepted();
    // One report: go and watch it. Several: the list shows them all. Wherever the reader has gone meanwhile, stay there.
    if (files.length === 1 && accepted.length === 1 && parts.node.isConnected) {
      location.hash = auditHref(accepted[0].audit_id);
    }
    return undefined;
  }

  /**
   * @param {Entry} entry
   * @returns {Promise<Wire.Accepted | null>}
   */
  async function send(entry) {
    const aborting = new AbortController();
    /** @type {Sending} */
    const part = { ...entry, cancel: () => aborting.abort(CANCELLED), onShare: () => {} };
    sending = [...sending, part];
    refused = refused.filter(({ key }) => key !== entry.key);
    render();
    try {
      const onSent = (/** @type {number} */ share) => part.onShare(share);
      return await createAudit(entry.file, entry.key, { wish: entry.wish, onSent, signal: aborting.signal });
    } catch (problem) {
      if (problem === CANCELLED) {
        announce(`${entry.file.name} was not handed in.`);
        return null;
      }
      if (!(problem instanceof Problem)) throw problem;
      refused = [...refused, { ...entry, problem }];
      return null;
    } finally {
      sending = sending.filter(({ key }) => key !== entry.key);
      render();
    }
  }

  // The same key again: if the first answer was only lost on its way, this answers with the audit it had made.
  /** @param {Entry} entry */
  async function again(entry) {
    const accepted = await send(entry);
    if (!accepted) return;
    onAccepted();
    if (parts.node.isConnected) location.hash = auditHref(accepted.audit_id);
  }

  /** @param {Entry} entry */
  function dismiss(entry) {
    refused = refused.filter(({ key }) => key !== entry.key);
    render();
    parts.input.focus();
  }

  render();
  return { node: parts.node, leave: leaveDrop };
}

/** @param {(files: File[]) => void} onFiles */
function panel(onFiles) {
  const input = el("input", { type: "file", id: "file", class: "visually-hidden", accept: ACCEPTED, multiple: true });
  input.addEventListener("change", () => {
    onFiles([...(input.files ?? [])]);
    input.value = ""; // so that choosing the same file again is a change again
  });
  const sending = el("ul", { class: "sending", "aria-label": "Being sent", hidden: true });
  const wish = uploadWish();
  const refused = el("ul", { class: "refusals", hidden: true });
  const node = el(
    "section",
    { class: "upload", "aria-labelledby": "upload-title" },
    el("h2", { id: "upload-title" }, "Audit a report"),
    el("p", { class: "upload-line" }, `Drop an annual report here, or choose one: ${formatsInWords()}.`),
    el("div", { class: "upload-action" }, input, el("label", { for: "file", class: "button" }, "Choose a report")),
    wish.node,
    sending,
    el("div", { role: "alert" }, refused),
  );
  return { node, input, wish, sending, refused };
}

/**
 * @param {Refused} entry
 * @param {{again: (entry: Entry) => void, dismiss: (entry: Entry) => void}} on
 */
function refusal(entry, { again, dismiss }) {
  const { file, problem } = entry;
  const detail = problem.detail.startsWith(`${file.name}: `)
    ? problem.detail.slice(file.name.length + 2)
    : problem.detail;
  const retryable = problem.status === null || problem.status >= 500;
  return el(
    "li",
    { class: "refusal" },
    el("p", {}, el("strong", {}, file.name), ` (${size(file.size)}) was not accepted: ${problem.title}`),
    detail ? el("p", { class: "refusal-detail" }, detail) : null,
    el(
      "p",
      { class: "refusal-actions" },
      retryable ? el("button", { type: "button", on: { click: () => again(entry) } }, "Try again") : null,
      el("button", { type: "button", class: "quiet", on: { click: () => dismiss(entry) } }, "Dismiss"),
    ),
  );
}

/**
 * The whole window takes files, so that a miss does not make the browser leave the page for the file.
 * @param {HTMLElement} node
 * @param {(files: File[]) => void} onFiles
 */
function catchDrops(node, onFiles) {
  let depth = 0;
  /** @param {DragEvent} event */
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  /** @param {number} change */
  const mark = (change) => {
    depth = Math.max(0, depth + change);
    node.classList.toggle("dropping", depth > 0);
  };
  /** @type {{[type: string]: (event: DragEvent) => void}} */
  const listeners = {
    dragenter: (event) => carriesFiles(event) && mark(1),
    dragleave: (event) => carriesFiles(event) && mark(-1),
    dragover: (event) => carriesFiles(event) && event.preventDefault(),
    drop: (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      mark(-depth);
      const files = event.dataTransfer ? filesIn(event.dataTransfer) : [];
      announce(`${counted(files.length, "file")} dropped.`);
      onFiles(files);
    },
  };
  const each = Object.entries(listeners);
  for (const [type, listener] of each) window.addEventListener(type, /** @type {any} */ (listener));
  return () => {
    for (const [type, listener] of each) window.removeEventListener(type, /** @type {any} */ (listener));
  };
}

/**
 * A dropped folder looks like a file that cannot be read; it is left out.
 * @param {DataTransfer} transfer
 */
function filesIn(transfer) {
  const isFolder = [...transfer.items].map((item) => item.webkitGetAsEntry?.()?.isDirectory === true);
  return [...transfer.files].filter((_, index) => !isFolder[index]);
}
