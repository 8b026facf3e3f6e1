// Signs of incidents by what happened, as pictures for the map and as drawings for the legend.

import { h, s } from "../dom.js";
import { colour } from "../theme.js";

/** ACLED's types of event, each with an outline within 20 by 20; whatever else happened is a ring. */
export const SIGNS = /** @type {Record<string, {label: string, path: string}>} */ ({
  Battles: { label: "Battle", path: "M4 2l6 6l6-6l2 2l-6 6l6 6l-2 2l-6-6l-6 6l-2-2l6-6l-6-6z" },
  "Explosions/Remote violence": { label: "Strike or explosion", path: "M10 0l2.2 5.6l5.6-3l-2.5 5.4l4.7 2l-4.7 2l2.5 5.4l-5.6-3L10 20l-2.2-5.6l-5.6 3l2.5-5.4L0 10l4.7-2l-2.5-5.4l5.6 3z" },
  "Violence against civilians": { label: "Violence against civilians", path: "M10 1.5L19.5 18h-19z" },
  Protests: { label: "Protest", path: "M3 3h14v14H3z" },
  Riots: { label: "Riot", path: "M10 1l9 9l-9 9l-9-9z" },
  "Strategic developments": { label: "Strategic development", path: "M6 1h11l-3 4.5l3 4.5H8.5v9H6z" },
  other: { label: "Other", path: "M10 2.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15z" },
});

/** Signs are drawn at twice their size, so that they stay sharp. */
const RATIO = 2, SIZE = 20;

/** @param {string|null|undefined} type */
export function signFor(type) {
  return type && type in SIGNS ? type : "other";
}

/** @param {string} type */
export function signDrawing(type) {
  return h("span", { class: "incident-sign" }, s("svg", { viewBox: "-1 -1 22 22", "aria-hidden": "true", class: "incident" }, s("path", { d: SIGNS[type].path })));
}

/** Gives the map its pictures, in the colours of the theme. @param {import("maplibre-gl").Map} map */
export function addSigns(map) {
  for (const [type, { path }] of Object.entries(SIGNS)) {
    const picture = drawn(path);
    if (map.hasImage(type)) map.updateImage(type, picture);
    else map.addImage(type, picture, { pixelRatio: RATIO });
  }
}

/** @param {string} path */
function drawn(path) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = (SIZE + 4) * RATIO;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(RATIO, RATIO);
  pen.translate(2, 2);
  const outline = new Path2D(path);
  pen.lineWidth = 3.5;
  pen.lineJoin = "round";
  pen.strokeStyle = colour("halo");
  pen.stroke(outline);
  pen.fillStyle = colour("ink");
  pen.fill(outline);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
