/** Where a card goes beside the figures that it speaks of: on none of them, and as near as can be. Pure. */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box in pixels of the window */
/** @typedef {{left: number, top: number, height: number}} Room */

export const GAP = 8;
const LEAST = 150; // pixels of a card's height with which it can still be read

/**
 * `view` is what the reader sees of the paper, `figure` what the card is of, `table` what stands around that, `taken` are
 * the figures that are not to be covered. Beside the table where there is room, else below the figures, else above them or
 * between; where there is none at all, just below the figure.
 * @param {{view: Box, figure: Box, table: Box, taken: readonly Box[], width: number, height: number}} asked
 * @returns {Room}
 */
export function roomFor({ view, figure, table, taken, width, height }) {
  const leftmost = Math.max(view.left, Math.min(figure.left, view.right - width));
  const lefts = [table.right + GAP, leftmost, view.left, view.right - width].filter(
    (left) => left >= view.left && left + width <= view.right,
  );
  const rooms = lefts.map((left) => ({ left, slots: slotsOf(view, taken, left, width) }));
  for (const enough of [height, Math.min(height, LEAST)]) {
    for (const { left, slots } of rooms) {
      const nearest = slots
        .filter((slot) => slot.bottom - slot.top >= enough)
        .map((slot) => within(slot, figure, height))
        .sort((one, other) => away(one, figure) - away(other, figure))[0];
      if (nearest) return { left, ...nearest };
    }
  }
  return { left: leftmost, top: figure.bottom + GAP, height };
}

/**
 * The stretches of a column of the view in which nothing stands, from top to foot.
 * @param {Box} view
 * @param {readonly Box[]} taken
 * @param {number} left
 * @param {number} width
 */
function slotsOf(view, taken, left, width) {
  const inTheWay = taken
    .filter(
      (box) =>
        box.left < left + width + GAP && box.right > left - GAP && box.bottom > view.top && box.top < view.bottom,
    )
    .sort((one, other) => one.top - other.top);
  const slots = [];
  let top = view.top;
  for (const box of inTheWay) {
    if (box.top - GAP > top) slots.push({ top, bottom: box.top - GAP });
    top = Math.max(top, box.bottom + GAP);
  }
  return [...slots, { top, bottom: view.bottom }];
}

/**
 * As near to the figure's own line as a stretch lets it be.
 * @param {{top: number, bottom: number}} slot
 * @param {Box} figure
 * @param {number} height
 */
function within(slot, figure, height) {
  const high = Math.min(height, slot.bottom - slot.top);
  return { top: Math.max(slot.top, Math.min(figure.top, slot.bottom - high)), height: high };
}

/**
 * How far from the figure; below it is as good as a little nearer above it.
 * @param {{top: number, height: number}} room
 * @param {Box} figure
 */
function away({ top, height }, figure) {
  return top >= figure.top ? top - figure.bottom : figure.top - (top + height) + ABOVE;
}

const ABOVE = 120;
