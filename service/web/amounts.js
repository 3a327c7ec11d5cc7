/** A figure with what it counts, as people say it: "$300 million". Pure; figures stay decimal strings. */

import { grouped } from "./figures.js";

/** @type {{[currency: string]: string}} */
const SIGNS = { USD: "$", EUR: "€", GBP: "£", JPY: "¥", INR: "₹", KRW: "₩" };
/** @type {{[unit: string]: string}} */
const DIFFERENCES = { "%": "percentage points", pp: "percentage points", bp: "basis points", x: "times" };

/**
 * `unit` is that of a finding: "USD million", "thousand", "%", "shares". The parts do not come apart at the end of a line.
 * @param {string} decimal
 * @param {string | null | undefined} unit
 */
export function amount(decimal, unit) {
  const figure = grouped(decimal);
  const words = (unit ?? "").split(" ").filter(Boolean);
  const scale = words.filter((word) => SCALES.has(word));
  const [counted] = words.filter((word) => !SCALES.has(word));
  const sign = counted === undefined ? undefined : SIGNS[counted];
  if (sign !== undefined) return [figure.replace(/^([-+\u2212]?)/, `$1${sign}`), ...scale].join("\u00a0");
  if (counted !== undefined && /^[A-Z]{3}$/.test(counted)) return [counted, figure, ...scale].join("\u00a0");
  return [figure, ...scale, ...(counted === undefined ? [] : [DIFFERENCES[counted] ?? counted])].join("\u00a0");
}

const SCALES = new Set(["thousand", "million", "billion"]);

/**
 * "off by $300 million"; null where nothing was reckoned.
 * @param {{difference?: string | null, unit?: string | null}} finding
 */
export function offBy({ difference, unit }) {
  return difference ? `off by ${amount(difference, unit)}` : null;
}
