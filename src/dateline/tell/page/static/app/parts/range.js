// Figures as ranges on one scale: who gives how many.

import { h, sized } from "../dom.js";
import { sideMark, sideOf } from "../sides.js";
import { capital, plain, rangeInWords } from "../words.js";

/** @typedef {{source: string, side: string|null, low: number|null, high: number|null, approximate: boolean, figure?: string}} Given */
/** @typedef {{counts: string, of?: string|null, low: number|null, high: number|null, by: Given[]}} Figure */

/** An open end reaches this much further than the largest number. */
const BEYOND = 1.12;

/** @param {Figure} figure */
export function rangePlot(figure) {
  const most = Math.max(1, ...figure.by.flatMap((one) => [one.low ?? 0, one.high ?? 0])) * BEYOND;
  return h(
    "table",
    { class: "ranges stacks" },
    h("caption", {}, h("strong", {}, capital(plain(figure.counts))), figure.of ? `, ${figure.of}` : "", `: ${rangeInWords(figure.low, figure.high)} over all sources. The scale runs from 0 to ${Math.round(most)}.`),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Source"), h("th", { scope: "col" }, "Gives"), h("th", { scope: "col" }, h("span", { class: "unseen" }, "Drawn")))),
    h("tbody", {}, figure.by.map((one) => row(one, most))),
  );
}

/** @param {Given} one @param {number} most */
function row(one, most) {
  return h(
    "tr",
    {},
    h("td", { "data-label": "Source" }, one.source, " ", sideMark(one.side, { bare: true })),
    h("td", { "data-label": "Gives" }, rangeInWords(one.low, one.high, one.approximate)),
    h("td", { class: "drawn" }, h("span", { class: "track", "aria-hidden": "true" }, reach(one, most))),
  );
}

/** @param {Given} one @param {number} most */
function reach(one, most) {
  const low = one.low ?? 0, high = one.high ?? most;
  const names = ["reach", (one.high === null || one.low === null) && "open", one.approximate && "approximate"].filter(Boolean).join(" ");
  const drawn = sized(h("span", { class: names }), { low: low / most, high: high / most });
  const side = sideOf(one.side);
  return side ? sized(drawn, { side: side.colour }) : drawn;
}
