/** Who decides in this browser: a name that is asked for once, and kept until somebody changes it. */

const KEY = "tickmark.reviewer";
export const LONGEST_NAME = 100; // characters, as the server takes it

let unkept = ""; // in a browser that keeps nothing for this page, until it is loaded again

/** The name as it is now, also where another tab has changed it; empty before anybody gave one. */
export function reviewerName() {
  try {
    return localStorage.getItem(KEY) ?? unkept;
  } catch {
    return unkept;
  }
}

/** @param {string} name */
export function keepReviewerName(name) {
  unkept = name;
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // It is asked for again after a reload.
  }
}
