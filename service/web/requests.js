/** One request and its answer as JSON, or the Problem that kept it from coming. */

export class Problem extends Error {
  /**
   * `status` is null when no answer came at all; `members` are what the server said besides.
   * @param {string} title
   * @param {string} detail
   * @param {number | null} status
   * @param {{[member: string]: unknown}} members
   */
  constructor(title, detail, status, members = {}) {
    super(detail || title);
    this.title = title;
    this.detail = detail;
    this.status = status;
    this.members = members;
  }
}

/**
 * @param {string} address
 * @param {RequestInit} [options]
 */
export async function call(address, options) {
  return jsonOf(await answer(address, options));
}

/**
 * Why an address is refused; null where it is not.
 * @param {string} address
 * @returns {Promise<Problem | null>}
 */
export async function refusalOf(address) {
  try {
    const response = await answer(address);
    return response.ok ? null : await problemIn(response);
  } catch (problem) {
    if (problem instanceof Problem) return problem;
    throw problem;
  }
}

/** @param {Response} response */
export async function jsonOf(response) {
  if (!response.ok) throw await problemIn(response);
  try {
    return await response.json();
  } catch {
    throw new Problem("The server's answer could not be read", "It was not JSON, or it was cut off.", response.status);
  }
}

/**
 * @param {string} address
 * @param {RequestInit} [options]
 */
async function answer(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw unreachable();
  }
}

export function unreachable() {
  return new Problem("The server could not be reached", "Check that it is running, then try again.", null);
}

/** @param {Response} response */
async function problemIn(response) {
  try {
    const { title, detail, ...members } = await response.json();
    const said = asText(title) || `The server answered ${response.status}`;
    return new Problem(said, asText(detail), response.status, members);
  } catch {
    return new Problem(`The server answered ${response.status}`, response.statusText, response.status);
  }
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function asText(value) {
  if (typeof value === "string") return value;
  return value === undefined || value === null ? "" : JSON.stringify(value);
}
