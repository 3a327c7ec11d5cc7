/** Tells readers who cannot see the page what has just changed; politely, one message at a time. */

import { byId } from "./nodes.js";

/** @param {string} text */
export function announce(text) {
  byId("announcer").textContent = text;
}
