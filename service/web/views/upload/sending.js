/** A file on its way: how much of it has been sent, and a way to cancel it. */

import { size } from "../../figures.js";
import { el, setAttribute, setText, show } from "../../nodes.js";

/**
 * `entry` is `{file, cancel()}`; its `onShare(share)` is set here, and brings the bar up to date.
 * @param {{file: File, cancel: () => void, onShare: (share: number) => void}} entry
 */
export function sendingItem(entry) {
  const { file } = entry;
  const bar = el("progress", { max: 1, value: 0, "aria-label": `Sending ${file.name}` });
  const percent = el("span", { class: "sending-percent" });
  const cancel = el(
    "button",
    { type: "button", class: "quiet", "aria-label": `Cancel ${file.name}`, on: { click: entry.cancel } },
    "Cancel",
  );
  entry.onShare = (share) => {
    setAttribute(bar, "value", share);
    // What has all been sent is checked by the server, which takes a moment; its audit may be there already.
    setText(percent, share < 1 ? `${Math.floor(share * 100)}% of ${size(file.size)}` : "sent, being looked at …");
    show(cancel, share < 1);
  };
  entry.onShare(0);
  return el("li", {}, el("span", { class: "sending-name" }, file.name), bar, percent, cancel);
}
