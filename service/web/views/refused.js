/** Why an audit is not shown: there is none, this page may not read it, or it has been erased, by whom and when. */

import { erasureOf } from "../api.js";
import { ERASED } from "../audit-stream/reconnect.js";
import { moment } from "../figures.js";
import { el, setText, show } from "../nodes.js";

/** @typedef {import("../audit-stream/audit-stream.js").Connection} Connection */

const BY_HTTP = /^api, from (.+)$/;

/**
 * `update(connection)` shows why it was refused; null where it is not.
 * @param {string} auditId
 */
export function refusedNotice(auditId) {
  const said = el("p");
  const back = el("p", {}, el("a", { href: "#/" }, "Back to all audits"));
  const node = el("div", { class: "notice notice-error", role: "alert", hidden: true }, said, back);
  /** @type {Connection | null} */
  let shown = null;

  /** @param {Connection | null} connection */
  async function update(connection) {
    if (connection === shown) return;
    shown = connection;
    show(node, false);
    if (connection === null) return;
    const words = connection.code === ERASED ? await erasedWords(auditId, connection.words) : connection.words;
    if (connection !== shown) return;
    setText(said, words);
    show(node, true); // with its words in it, so that it is read aloud once
  }

  return { node, update };
}

/**
 * @param {string} auditId
 * @param {string} otherwise where the server cannot be asked
 */
async function erasedWords(auditId, otherwise) {
  const erasure = await erasureOf(auditId);
  if (erasure === null) return otherwise;
  const who = erasure.by.replace(BY_HTTP, "somebody at $1");
  return `This audit was erased by ${who}, ${moment(erasure.at)}.`;
}
