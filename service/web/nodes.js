/**
 * Elements made and kept up to date without markup: text only ever becomes a text node, and what has not changed is
 * not touched, so selections, scroll position and focus survive an update.
 */

/** An element with `attributes` (class, href, ...; `on` holds listeners) and `children` (nodes or strings). */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  const { on = {}, ...plain } = attributes;
  for (const [name, value] of Object.entries(plain)) setAttribute(node, name, value);
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Sets an attribute if it differs; null and false remove it, true sets it empty. */
export function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

export function show(node, visible) {
  setAttribute(node, "hidden", !visible);
}

/**
 * Makes the children of `parent` follow `items`, one node per `key(item)`. Nodes stay while their key stays: they are
 * updated and moved, never made again. `update(node, item)` is called only if the item is another object than before.
 */
export function follow(parent, items, { key, create, update = () => {} }) {
  const before = parent.keyed ?? new Map();
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
  parent.keyed = after;
}
