// How often what was held so probable happened: the calibration plot with its table.

import { h } from "../dom.js";
import { colour } from "../theme.js";
import { numbered, percent } from "../words.js";
import { axis, chart, inPercent } from "./chart.js";

/** @typedef {{low: number, high: number, n: number, share?: number, forecast: number, happened: number, happened_low?: number|null, happened_high?: number|null}} Point */

/** @param {Point[]} points @param {AbortSignal} life */
export function calibration(points, life) {
  const place = h("div", { class: "chart", role: "img", "aria-label": "Calibration plot; the table below tells the same." });
  const known = points.slice().sort((a, b) => a.forecast - b.forecast);
  // The ends carry the line of perfect calibration from corner to corner.
  const at = [0, ...known.map((one) => one.forecast), 1];
  const happened = [null, ...known.map((one) => one.happened), null];
  void chart(place, [at, at, happened], () => options(known), life);
  return h("figure", { class: "calibration" }, place, table(known));
}

/** @param {Point[]} points @returns {Omit<import("uplot").Options, "width"|"height">} */
function options(points) {
  const whole = { time: false, range: /** @type {[number, number]} */ ([0, 1]) };
  const ink = colour("ink");
  return {
    legend: { show: false },
    cursor: { show: false },
    scales: { x: whole, y: { range: [0, 1] } },
    axes: [axis("Held probable", { values: inPercent }), axis("Happened", { values: inPercent, size: 58 })],
    series: [{}, { stroke: colour("edge"), dash: [6, 4], width: 1.5, points: { show: false } }, { stroke: ink, width: 0, paths: () => null, points: { show: true, size: 10, fill: ink, stroke: ink } }],
    hooks: { draw: [(plot) => bounds(plot, points, ink)] },
  };
}

/** Draws how sure each point is. @param {import("uplot")} plot @param {Point[]} points @param {string} ink */
function bounds(plot, points, ink) {
  const pen = plot.ctx;
  pen.save();
  pen.strokeStyle = ink;
  pen.lineWidth = 2;
  for (const { forecast, happened_low: low, happened_high: high } of points) {
    if (low === null || low === undefined || high === null || high === undefined) continue;
    const x = plot.valToPos(forecast, "x", true);
    pen.beginPath();
    pen.moveTo(x, plot.valToPos(low, "y", true));
    pen.lineTo(x, plot.valToPos(high, "y", true));
    pen.stroke();
  }
  pen.restore();
}

/** @param {Point[]} points */
function table(points) {
  return h(
    "details",
    {},
    h("summary", {}, "The same as a table"),
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ["Held probable", "Estimates", "On average", "Happened"].map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, points.map((one) => h("tr", {}, h("td", {}, `${percent(one.low)} to ${percent(one.high)}`), h("td", {}, numbered(one.n)), h("td", {}, percent(one.forecast)), h("td", {}, percent(one.happened))))),
    ),
  );
}
