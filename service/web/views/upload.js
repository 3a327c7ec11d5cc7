/** Hands in reports by button or by dropping files anywhere on the page. */

import { announce } from "../announcer.js";
import { createAudit, newKey } from "../api.js";
import { counted, size } from "../figures.js";
import { ACCEPTED, formatsInWords } from "../formats.js";
import { el, follow, setText, show } from "../nodes.js";
import { auditHref } from "../router.js";
import { sendingItem } from "./upload/sending.js";
import { uploadWish } from "./upload/wish.js";

/** Why an upload was called off: not a problem to be shown. */
const CANCELLED = Symbol("cancelled");

export function uploadPanel({ onAccepted }) {
  let sending = [];
  let refused = [];
  const parts = panel((files) => take([...files]));
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

  async function take(files) {
    if (files.length === 0) return announce("Nothing was dropped that can be audited.");
    const wish = parts.wish.asked(files.length);
    const entries = files.map((file) => ({ file, key: newKey(), wish }));
    const accepted = (await Promise.all(entries.map(send))).filter(Boolean);
    if (accepted.length > 0) onAccepted();
    // One report: go and watch it. Several: the list shows them all. Wherever the reader has gone meanwhile, stay there.
    if (files.length === 1 && accepted.length === 1 && parts.node.isConnected) {
      location.hash = auditHref(accepted[0].audit_id);
    }
    return undefined;
  }

  async function send(entry) {
    const aborting = new AbortController();
    const part = { ...entry, cancel: () => aborting.abort(CANCELLED), onShare: () => {} };
    sending = [...sending, part];
    refused = refused.filter(({ key }) => key !== entry.key);
    render();
    try {
      const onSent = (share) => part.onShare(share);
      return await createAudit(entry.file, entry.key, { wish: entry.wish, onSent, signal: aborting.signal });
    } catch (problem) {
      if (problem === CANCELLED) return announce(`${entry.file.name} was not handed in.`);
      refused = [...refused, { ...entry, problem }];
      return null;
    } finally {
      sending = sending.filter(({ key }) => key !== entry.key);
      render();
    }
  }

  // The same key again: if the first answer was only lost on its way, this answers with the audit it had made.
  async function again(entry) {
    const accepted = await send(entry);
    if (!accepted) return;
    onAccepted();
    if (parts.node.isConnected) location.hash = auditHref(accepted.audit_id);
  }

  function dismiss(entry) {
    refused = refused.filter(({ key }) => key !== entry.key);
    render();
    parts.input.focus();
  }

  render();
  return { node: parts.node, leave: leaveDrop };
}

function panel(onFiles) {
  const input = el("input", { type: "file", id: "file", class: "visually-hidden", accept: ACCEPTED, multiple: true });
  input.addEventListener("change", () => {
    onFiles(input.files);
    input.value = ""; // so that choosing the same file again is a change again
  });
  const sending = el("ul", { class: "sending", "aria-label": "Being sent", hidden: true });
  const wish = uploadWish();
  const refused = el("ul", { class: "refusals", role: "alert", hidden: true });
  const node = el(
    "section",
    { class: "upload", "aria-labelledby": "upload-title" },
    el("h2", { id: "upload-title" }, "Audit a report"),
    el("p", { class: "upload-line" }, `Drop an annual report here, or choose one: ${formatsInWords()}.`),
    el("div", { class: "upload-action" }, input, el("label", { for: "file", class: "button" }, "Choose a report")),
    wish.node,
    sending,
    refused,
  );
  return { node, input, wish, sending, refused };
}

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

/** The whole window takes files, so that a miss does not make the browser leave the page for the file. */
function catchDrops(node, onFiles) {
  let depth = 0;
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  const mark = (change) => {
    depth = Math.max(0, depth + change);
    node.classList.toggle("dropping", depth > 0);
  };
  const listeners = {
    dragenter: (event) => carriesFiles(event) && mark(1),
    dragleave: (event) => carriesFiles(event) && mark(-1),
    dragover: (event) => carriesFiles(event) && event.preventDefault(),
    drop: (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      mark(-depth);
      const files = filesIn(event.dataTransfer);
      announce(`${counted(files.length, "file")} dropped.`);
      onFiles(files);
    },
  };
  for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name, listener);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) window.removeEventListener(name, listener);
  };
}

/** A dropped folder looks like a file that cannot be read; it is left out. */
function filesIn(transfer) {
  const isFolder = [...transfer.items].map((item) => item.webkitGetAsEntry?.()?.isDirectory === true);
  return [...transfer.files].filter((_, index) => !isFolder[index]);
}
