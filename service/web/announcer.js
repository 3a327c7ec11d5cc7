/** Tells readers who cannot see the page what has just changed; politely, one message at a time. */

export function announce(text) {
  document.getElementById("announcer").textContent = text;
}
