// Charts by uPlot. Each has a table beside it that tells the same to who does not see it.

import { colour, onTheme } from "../theme.js";

const VENDOR = new URL("../../vendor/uplot.mjs", import.meta.url).href;
/** Charts are drawn this high, in pixels, and as wide as their place. */
const HEIGHT = 300;

/** @typedef {import("uplot")} UPlot */
/** @typedef {import("uplot").Options} Options */
/** @typedef {import("uplot").AlignedData} Data */

/**
 * Draws a chart into a place, and anew when the theme or the width changes.
 * @param {HTMLElement} place
 * @param {Data} data
 * @param {() => Omit<Options, "width"|"height">} options   made anew in the colours of the theme
 * @param {AbortSignal} life
 */
export async function chart(place, data, options, life) {
  const { default: Plot } = /** @type {{default: typeof import("uplot")}} */ (await import(VENDOR));
  /** @type {UPlot|null} */
  let drawn = null;
  const draw = () => {
    drawn?.destroy();
    if (place.clientWidth) drawn = new Plot({ ...options(), width: place.clientWidth, height: HEIGHT }, data, place);
  };
  const watch = new ResizeObserver(() => (drawn ? drawn.setSize({ width: place.clientWidth, height: HEIGHT }) : draw()));
  watch.observe(place);
  onTheme(draw, life);
  life.addEventListener("abort", () => {
    watch.disconnect();
    drawn?.destroy();
  });
}

/** An axis in the colours of the theme. @param {string} label @param {import("uplot").Axis} [more] @returns {import("uplot").Axis} */
export function axis(label, more = {}) {
  const lines = { stroke: colour("rule"), width: 1 };
  return { label, stroke: colour("quiet"), grid: lines, ticks: lines, font: "12px sans-serif", labelFont: "12px sans-serif", labelSize: 22, ...more };
}

/** Hundredths as people read them. @param {UPlot} _plot @param {number[]} values */
export function inPercent(_plot, values) {
  return values.map((value) => `${Math.round(value * 100)} %`);
}
