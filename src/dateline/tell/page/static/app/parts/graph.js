// A scenario drawn as layers from causes to what follows, with today's numbers.

import { h, s, sized } from "../dom.js";
import { percent } from "../words.js";

/** @typedef {{signpost: string, incident: string|null, claim: string|null, by: string|null, known: string, title: string, confirmed: string|null, side: string|null, change: number}} Mover */
/** @typedef {{id: string, label: string, probability: number, prior: number, error?: number, moved_by: Mover[]}} Proposition */
/** @typedef {{from: string, to: string, strength: number|null}} Link */

/** Measures of the drawing, in its own units: a box holds three lines of words and a bar. */
const WIDE = 210, HIGH = 96, GAP_X = 70, GAP_Y = 22, PAD = 12;
/** Characters that fit on a line of a box, and lines. */
const LINE = 26, LINES = 3;

/** @param {Proposition[]} propositions @param {Link[]} links @param {(id: string) => void} choose */
export function graph(propositions, links, choose) {
  const places = placed(propositions, links);
  const columns = Math.max(...[...places.values()].map((one) => one.x)) + WIDE + PAD;
  const rows = Math.max(...[...places.values()].map((one) => one.y)) + HIGH + PAD;
  const arrows = links.filter((link) => places.has(link.from) && places.has(link.to)).map((link) => arrow(link, places));
  const boxes = propositions.map((one) => box(one, /** @type {{x: number, y: number}} */ (places.get(one.id)), choose));
  const head = s("marker", { id: "head", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto-start-reverse" }, s("path", { d: "M0 0L10 5L0 10z" }));
  const drawing = s("svg", { viewBox: `0 0 ${columns} ${rows}`, class: "graph", role: "group", "aria-label": "The scenario as a graph" }, s("defs", {}, head), arrows, boxes);
  return h("div", { class: "graph-place", tabindex: "0", role: "region", "aria-label": "Graph; scrolls sideways" }, sized(drawing, { wide: `${columns}px` }));
}

/** Each proposition a column behind the last of what it follows from. @param {Proposition[]} propositions @param {Link[]} links */
function placed(propositions, links) {
  /** @type {Map<string, number>} */
  const depth = new Map(propositions.map((one) => [one.id, 0]));
  // As many rounds as propositions are enough, and a circle ends there too.
  for (let round = 0; round < propositions.length; round += 1)
    for (const { from, to } of links) if (depth.has(from) && depth.has(to)) depth.set(to, Math.min(propositions.length, Math.max(depth.get(to) ?? 0, (depth.get(from) ?? 0) + 1)));
  /** @type {Map<number, string[]>} */
  const columns = new Map();
  for (const { id } of propositions) columns.set(depth.get(id) ?? 0, [...(columns.get(depth.get(id) ?? 0) ?? []), id]);
  const most = Math.max(...[...columns.values()].map((column) => column.length));
  /** @type {Map<string, {x: number, y: number}>} */
  const places = new Map();
  for (const [column, ids] of columns) {
    const sorted = ids.sort((a, b) => above(a, links, places) - above(b, links, places));
    const shift = ((most - sorted.length) * (HIGH + GAP_Y)) / 2;
    sorted.forEach((id, row) => places.set(id, { x: PAD + column * (WIDE + GAP_X), y: PAD + shift + row * (HIGH + GAP_Y) }));
  }
  return places;
}

/** How high on average what it follows from stands. @param {string} id @param {Link[]} links @param {Map<string, {x: number, y: number}>} places */
function above(id, links, places) {
  const found = links.filter((link) => link.to === id).map((link) => places.get(link.from)?.y ?? 0);
  return found.length ? found.reduce((a, b) => a + b) / found.length : 0;
}

/** @param {Link} link @param {Map<string, {x: number, y: number}>} places */
function arrow({ from, to, strength }, places) {
  const a = /** @type {{x: number, y: number}} */ (places.get(from)), b = /** @type {{x: number, y: number}} */ (places.get(to));
  const x1 = a.x + WIDE, y1 = a.y + HIGH / 2, x2 = b.x, y2 = b.y + HIGH / 2, bend = Math.max(30, (x2 - x1) / 2);
  const names = `link${strength !== null && strength < 0 ? " lowers" : ""}`;
  return sized(s("path", { d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`, class: names, "marker-end": "url(#head)" }), { strength: Math.abs(strength ?? 0.3) });
}

/** @param {Proposition} one @param {{x: number, y: number}} at @param {(id: string) => void} choose */
function box(one, { x, y }, choose) {
  const lines = wrapped(one.label);
  const moved = one.probability - one.prior;
  const group = s(
    "g",
    { transform: `translate(${x} ${y})`, class: "node", tabindex: "0", role: "button", "aria-label": `${lines.join(" ")} ${percent(one.probability)}, ${changeInWords(moved)}`, onclick: () => choose(one.id) },
    s("rect", { width: WIDE, height: HIGH, rx: 3 }),
    // The name of the button has the words that are seen, with the spaces between them.
    lines.map((line, i) => s("text", { x: 10, y: 20 + i * 16 }, `${line} `)),
    s("rect", { class: "rail", x: 10, y: HIGH - 17, width: WIDE - 80, height: 8 }),
    s("rect", { class: "fill", x: 10, y: HIGH - 17, width: (WIDE - 80) * one.probability, height: 8 }),
    s("path", { class: "before", d: `M${10 + (WIDE - 80) * one.prior} ${HIGH - 21}v16` }),
    s("text", { x: WIDE - 10, y: HIGH - 9, class: "odds" }, percent(one.probability)),
  );
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(one.id);
  });
  return group;
}

/** @param {number} moved */
export function changeInWords(moved) {
  const points = Math.round(moved * 100);
  if (!points) return "as before";
  return `${points > 0 ? "up" : "down"} ${Math.abs(points)} ${Math.abs(points) === 1 ? "point" : "points"}`;
}

/** Words in lines that fit a box. @param {string} words */
function wrapped(words) {
  const lines = [""];
  for (const word of words.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (!last) lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length > LINES ? [...lines.slice(0, LINES - 1), `${lines[LINES - 1].slice(0, LINE - 1)}…`] : lines;
}
