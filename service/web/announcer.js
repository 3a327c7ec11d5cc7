/** Tells readers who cannot see the page what has just changed; politely, one message at a time. */

import { byId, setText } from "./nodes.js";

/** @param {string} text */
export function announce(text) {
  setText(byId("announcer"), text);
}
