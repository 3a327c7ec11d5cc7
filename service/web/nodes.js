/**
 * Elements made and kept up to date without markup: text only ever becomes a text node, and what has not changed is
 * not touched, so selections, scroll position and focus survive an update.
 */

/** @typedef {string | number | boolean | null | undefined} Value */
/** @typedef {{[Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => unknown}} Listeners */

/** Attributes that people read. */
const SPOKEN = new Set(["title", "aria-label", "alt", "placeholder"]);

/**
 * The element of index.html that has this id.
 * @param {string} id
 */
export function byId(id) {
  const node = document.getElementById(id);
  if (node === null) throw new Error(`index.html has no element #${id}`);
  return node;
}

/**
 * An element with `attributes` (class, href, ...; `on` holds listeners) and `children` (nodes or strings).
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {{on?: Listeners, [name: string]: Value | Listeners}} attributes
 * @param {(Node | string | null | undefined)[]} children
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  const { on = {}, ...plain } = attributes;
  for (const [name, value] of Object.entries(plain)) setAttribute(node, name, /** @type {Value} */ (value));
  for (const [name, listener] of Object.entries(on)) {
    node.addEventListener(name, /** @type {EventListener} */ (listener));
  }
  node.append(...thereAre(children).map((child) => (typeof child === "string" ? upright(child) : child)));
  return node;
}

/**
 * The text without marks that turn what follows them around (U+202E "payable 1" reads as "1 elbayap"): who reads an
 * amount must see the one that is there. As many characters as before, since places in texts are counted. Texts that are
 * written from right to left need none of them.
 * @param {string} text
 */
export function upright(text) {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "\u2060");
}

/**
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  const shown = upright(text);
  if (node.textContent !== shown) node.textContent = shown;
}

/**
 * The same for texts with addresses or settings in them: what is longer than a line is broken behind a sign, not in the
 * middle of a name. Figures are not broken.
 * @param {Node & ParentNode} node
 * @param {string} text
 */
export function setBreakable(node, text) {
  const shown = upright(text);
  if (node.textContent === shown) return;
  const [first, ...others] = shown.split(/(?<=[=,/_])(?=[a-z])/i);
  node.replaceChildren(first, ...others.flatMap((part) => [document.createElement("wbr"), part]));
}

/**
 * Sets an attribute if it differs; null and false remove it, true sets it empty.
 * @param {Element} node
 * @param {string} name
 * @param {Value} value
 */
export function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : SPOKEN.has(name) ? upright(String(value)) : String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

/**
 * @param {Element} node
 * @param {boolean} visible
 */
export function show(node, visible) {
  setAttribute(node, "hidden", !visible);
}

/**
 * Makes the children of `parent` follow `items`, one node per `key(item)`. Nodes stay while their key stays: they are
 * updated and moved, never made again. `update(node, item)` is called only if the item is another object than before.
 * Returns the nodes by their keys.
 * @template Item
 * @template {ChildNode} Made
 * @param {Element} parent
 * @param {readonly Item[]} items
 * @param {{key: (item: Item) => unknown, create: (item: Item) => Made, update?: (node: Made, item: Item) => void}} how
 * @returns {Map<unknown, Made>}
 */
export function follow(parent, items, { key, create, update = () => {} }) {
  /** @type {Map<unknown, {node: Made, item: Item | undefined}>} */
  const before = followed.get(parent) ?? new Map();
  const after = new Map();
  let place = parent.firstChild;
  for (const item of items) {
    const name = key(item);
    const entry = before.get(name) ?? { node: create(item), item: undefined };
    if (entry.item !== item) update(entry.node, item);
    if (entry.node === place) place = place.nextSibling;
    else parent.insertBefore(entry.node, place);
    after.set(name, { node: entry.node, item });
  }
  for (const [name, { node }] of before) if (!after.has(name)) node.remove();
  followed.set(parent, after);
  return new Map([...after].map(([name, { node }]) => [name, node]));
}

/**
 * What each parent shows: under each key the node, and the item that it was last updated with.
 * @type {WeakMap<Element, Map<unknown, {node: any, item: any}>>}
 */
const followed = new WeakMap();

/**
 * What of `some` is there: neither null, undefined, false nor empty.
 * @template Some
 * @param {readonly Some[]} some
 * @returns {Exclude<Some, null | undefined | false | "">[]}
 */
export function thereAre(some) {
  return /** @type {any} */ (some.filter(Boolean));
}
