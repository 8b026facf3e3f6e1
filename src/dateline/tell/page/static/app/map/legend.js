// What the signs of the map mean.

import { h, s, sized } from "../dom.js";
import { sides } from "../sides.js";
import { signLegend } from "./incidents.js";

/** @typedef {{side?: string, pale?: boolean, hollow?: boolean, contested?: boolean}} Dot */

export function legend() {
  const held = sides().flatMap((side) => [
    row({ side: side.colour }, `Held by ${side.label}: told, and vouched for`),
    row({ side: side.colour, pale: true }, `${side.label}, inferred from places around`),
    row({ side: side.colour, hollow: true }, `Claimed for ${side.label}, vouched for by nobody`),
  ]);
  return h(
    "details",
    { open: true },
    h("summary", {}, h("strong", {}, "Legend")),
    h("ul", { class: "legend" }, held, row({ contested: true }, "Contested"), row({}, "Unknown")),
    h("p", { class: "small quiet" }, "Land takes the colour of the settlements on it once the day rests."),
    h("ul", { class: "legend columns" }, signLegend()),
  );
}

/** @param {Dot} dot @param {string} words */
function row(dot, words) {
  const names = ["dot", dot.pale && "pale", dot.hollow && "hollow", dot.contested && "contested"].filter(Boolean).join(" ");
  const drawn = s("svg", { viewBox: "0 0 16 16", class: names, "aria-hidden": "true" }, s("circle", { cx: 8, cy: 8, r: 5.5 }));
  return h("li", {}, dot.side ? sized(drawn, { side: dot.side }) : drawn, words);
}
