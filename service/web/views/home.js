/** All audits: hand in a report, and follow what has become of the others. */

import { el } from "../nodes.js";
import { auditList } from "./audits.js";
import { uploadPanel } from "./upload.js";

/**
 * Fills `root`; `leave()` takes it down again.
 * @param {HTMLElement} root
 */
export function homeView(root) {
  document.title = "Tickmark";
  const list = auditList();
  const upload = uploadPanel({ onAccepted: list.refresh });
  root.append(el("h1", { class: "visually-hidden" }, "Audits"), upload.node, list.node);
  const leave = () => {
    upload.leave();
    list.leave();
  };
  return { go: () => {}, leave };
}
