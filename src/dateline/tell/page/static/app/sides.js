// The sides of the war: their colours and signs, the same in every view.

import { h, s, sized } from "./dom.js";

/** @typedef {import("./types.js").Side} Side */
/** @typedef {import("./types.js").Status} Status */

/** @type {Status|null} */
let status = null;

/** Colours that people with any common colour blindness tell apart, as dateline.tell.maps.style has them. */
const PALETTE = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];

/** Outlines of the signs within 16 by 16. */
const SIGNS = /** @type {Record<string, string>} */ ({
  circle: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z",
  square: "M2 2h12v12H2z",
  triangle: "M8 1.5L15 14H1z",
  diamond: "M8 .8L15.2 8L8 15.2L.8 8z",
  star: "M8 .8l2.1 4.7l5.1.5l-3.9 3.4l1.2 5L8 11.8l-4.5 2.6l1.2-5L.8 6l5.1-.5z",
  cross: "M5.5 1h5v4.5h4.5v5h-4.5V15h-5v-4.5H1v-5h4.5z",
});

/** @param {Status} known */
export function learn(known) {
  status = known;
}

/**
 * A war without a theatre has no sides that are known beforehand: whoever holds something becomes one.
 * @param {Iterable<string|null>} holders
 */
export function meet(holders) {
  if (!status || status.sides.length) return;
  const known = [...new Set(holders)].filter((one) => one !== null).sort().slice(0, PALETTE.length);
  const signs = Object.keys(SIGNS);
  status.sides = known.map((key, i) => ({ key, label: key, colour: PALETTE[i], symbol: signs[i] }));
}

/** What the store holds. @returns {Status} */
export function holdings() {
  if (!status) throw new Error("the status has not been read");
  return status;
}

/** @returns {Side[]} */
export function sides() {
  return status?.sides ?? [];
}

/** @param {string|null|undefined} key */
export function sideOf(key) {
  return sides().find((side) => side.key === key) ?? null;
}

/** The name of a side, or of whatever else holds. @param {string|null|undefined} key */
export function sideName(key) {
  return sideOf(key)?.label ?? key ?? "";
}

/** A side's sign and name; nothing for no side. @param {string|null|undefined} key @param {{bare?: boolean}} [how] */
export function sideMark(key, { bare = false } = {}) {
  if (!key) return null;
  return h("span", { class: "side" }, signOf(key), bare ? h("span", { class: "unseen" }, sideName(key)) : sideName(key));
}

/** @param {string} key */
export function signOf(key) {
  const side = sideOf(key);
  const sign = s("svg", { viewBox: "0 0 16 16", class: "sign", "aria-hidden": "true" }, s("path", { d: SIGNS[side?.symbol ?? "circle"] ?? SIGNS.circle }));
  return sized(sign, { side: side?.colour ?? "#777777" });
}
