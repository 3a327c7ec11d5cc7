/** Figures, sizes and times as text for people. Decimal strings are never turned into floats. */

const MINUS = "\u2212";
const DECIMAL = /^([+\-\u2212]?)(\d+)(\.\d+)?$/;

/**
 * "-1234567.80" as "−1,234,567.80"; anything that is not a plain decimal is left as it was printed.
 * @param {string} decimal
 */
export function grouped(decimal) {
  const parts = DECIMAL.exec(decimal);
  if (!parts) return decimal;
  const [, sign, whole, fraction = ""] = parts;
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (sign === "-" || sign === MINUS ? MINUS : sign) + digits + fraction;
}

/**
 * A decimal cut to three significant digits, for bounds that were computed to many more than anyone reads.
 * @param {string} decimal
 */
export function roughly(decimal) {
  const cut = /^(-?\d+)\.(0*[1-9]\d{2})\d+$/.exec(decimal);
  if (!cut) return grouped(decimal);
  const [, whole, fraction] = cut;
  return `≈ ${grouped(whole)}.${whole.replace("-", "") === "0" ? fraction : fraction.slice(0, 2)}`;
}

/**
 * How many whole percent of `whole` the size of `part` is, both decimals; null where either is not.
 * @param {string | null | undefined} part
 * @param {string | null | undefined} whole
 * @returns {string | null}
 */
export function percentOf(part, whole) {
  const [one, other] = [part, whole].map((decimal) => DECIMAL.exec(decimal ?? ""));
  if (one === null || other === null) return null;
  const parts = [one, other];
  const places = Math.max(...parts.map(([, , , fraction = ""]) => fraction.length));
  const [size, all] = parts.map(([, , digits, fraction = ""]) =>
    BigInt(digits + fraction.slice(1).padEnd(places - 1, "0")),
  );
  return all === 0n ? null : String((100n * size) / all);
}

/**
 * Whether an index or a count is there; JSON can leave it out, or have null.
 * @param {unknown} value
 * @returns {value is number}
 */
export function isWhole(value) {
  return Number.isInteger(value);
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function counted(count, one, many = `${one}s`) {
  return `${grouped(String(count))} ${count === 1 ? one : many}`;
}

/** @param {string} words */
export function capitalised(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * A page by the number that is printed on it, with its place in the file where that is another.
 * @param {number} page
 * @param {string | null} [label]
 */
export function pageWords(page, label) {
  return label ? `page ${label} (file ${page})` : `page ${page}`;
}

/** @param {number} bytes */
export function size(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1000) return counted(bytes, "byte");
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** @param {number | null} ms */
export function duration(ms) {
  if (ms === null || !Number.isFinite(ms)) return "";
  if (ms < 1000) return `${Math.round(ms)}\u00a0ms`; // a figure and its unit stay on one line
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)}\u00a0s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}\u00a0min ${seconds % 60}\u00a0s`;
}

/**
 * A time that somebody chose, as short as it is: 1500 as "1.5 s", 2000 as "2 s".
 * @param {number} ms
 */
export function seconds(ms) {
  return `${Number((ms / 1000).toFixed(1))}\u00a0s`;
}

/**
 * Milliseconds between two timestamps of the log, or NaN while one of them is missing.
 * @param {string | null} start
 * @param {string | null} end
 */
export function between(start, end) {
  return start && end ? Date.parse(end) - Date.parse(start) : Number.NaN;
}

const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const CLOCK = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});
const TODAY = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

/**
 * Date and time in the reader's zone, for paper, on which "today" means nothing.
 * @param {string} timestamp
 */
export function dated(timestamp) {
  const date = new Date(timestamp);
  return Number.isNaN(date.getTime()) ? "" : MOMENT.format(date);
}

/**
 * Date and time in the reader's zone; the time alone if it was today.
 * @param {string} timestamp
 */
export function moment(timestamp) {
  const date = new Date(timestamp);
  if (Number.isNaN(date.getTime())) return "";
  return date.toDateString() === new Date().toDateString() ? `today, ${TODAY.format(date)}` : MOMENT.format(date);
}

/**
 * The time of day with milliseconds, for the event log.
 * @param {string} timestamp
 */
export function clock(timestamp) {
  const date = new Date(timestamp);
  return Number.isNaN(date.getTime()) ? (timestamp ?? "") : CLOCK.format(date);
}
