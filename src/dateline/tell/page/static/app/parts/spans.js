// Offsets of records count code points; strings here count UTF-16 units. And text cut where its marks begin and end.

/** From an offset in code points to one in the string. @param {string} text @returns {(offset: number) => number} */
export function unitsOf(text) {
  // Nearly all texts have no pairs, and then both count alike.
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => Math.min(offset, text.length);
  const places = [0];
  let at = 0;
  for (const character of text) {
    at += character.length;
    places.push(at);
  }
  return (offset) => places[Math.min(offset, places.length - 1)];
}

/**
 * @typedef {{start: number, end: number, of: number}} Mark  units of the string, and what it is a mark of
 * @typedef {{start: number, end: number, of: number[]}} Piece
 */

/** Pieces that cover all of a text in order, each with the marks over it. @param {number} length @param {Mark[]} marks @returns {Piece[]} */
export function pieces(length, marks) {
  const cuts = [...new Set([0, length, ...marks.flatMap(({ start, end }) => [start, end])])].filter((cut) => cut >= 0 && cut <= length).sort((a, b) => a - b);
  const begun = marks.slice().sort((a, b) => a.start - b.start);
  /** @type {Mark[]} */
  let over = [];
  let next = 0;
  const found = [];
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    over = over.filter((mark) => mark.end > cuts[i]);
    for (; next < begun.length && begun[next].start <= cuts[i]; next += 1) if (begun[next].end > cuts[i]) over.push(begun[next]);
    found.push({ start: cuts[i], end: cuts[i + 1], of: [...new Set(over.map((mark) => mark.of))] });
  }
  return found;
}
