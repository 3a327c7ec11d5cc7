/** The keys in the field of the search: from hit to hit, and out of it to the list. */

/**
 * `toHit(by)` goes to the hit beside the open one; `leave()` to the list, once nothing is searched for any more.
 * @param {HTMLInputElement} search
 * @param {{toHit: (by: number) => void, onChange: () => void, leave: () => void}} on
 */
export function searchKeys(search, { toHit, onChange, leave }) {
  search.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter chooses a character there
    if (event.key === "Enter") {
      toHit(event.shiftKey ? -1 : 1);
      search.focus({ preventScroll: true }); // so that Enter goes on to the next
    } else if (event.key === "Escape") {
      search.value = "";
      onChange();
      leave();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
