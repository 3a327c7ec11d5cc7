/** Asks before the page is closed or read again while something is written on it that was not saved. */

const FIELDS = ".adding:not([hidden]) :is(input, textarea), .asked-text textarea";

export function guardUnsent() {
  window.addEventListener("beforeunload", (event) => {
    /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */
    const fields = document.querySelectorAll(FIELDS);
    if ([...fields].some(({ value }) => value.trim())) event.preventDefault();
  });
}
