/** Hears which audits of the list have changed: over one connection, which is there while the page is looked at. */

import { listStreamAddress } from "../../api.js";
import { delayBefore } from "../../audit-stream/reconnect.js";

/**
 * `onChange()` is called for whatever has changed, also when the connection is there again; `isLive()` is whether it is.
 * @param {{onChange: () => void}} on
 */
export function listNews({ onChange }) {
  /** @type {EventSource | null} */
  let source = null;
  /** @type {number | undefined} */
  let timer;
  let attempt = 0;

  function open() {
    close();
    if (document.hidden) return; // a browser has few connections to one server, and hidden lists need none of them
    source = new EventSource(listStreamAddress());
    source.addEventListener("changed", () => {
      attempt = 0;
      onChange();
    });
    source.onerror = () => {
      close(); // its own way back has no jitter: all readers of a server that restarts would come at once
      attempt += 1;
      timer = setTimeout(open, delayBefore(attempt));
    };
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  document.addEventListener("visibilitychange", open);
  window.addEventListener("online", open);
  open();

  const leave = () => {
    close();
    document.removeEventListener("visibilitychange", open);
    window.removeEventListener("online", open);
  };
  return { isLive: () => source?.readyState === EventSource.OPEN, leave };
}
