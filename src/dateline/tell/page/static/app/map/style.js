// How the map looks: MapLibre's style, made anew when the theme changes.

import { sides } from "../sides.js";
import { colour } from "../theme.js";
import { CONTESTED, FIRST_SIDE, HIDDEN, WAYS } from "./days.js";

/** @typedef {import("maplibre-gl").ExpressionSpecification} Expression */
/** @typedef {import("maplibre-gl").StyleSpecification} Style */
/** @typedef {import("geojson").FeatureCollection} Collection */
/** @typedef {{land: Collection, borders: Collection, disputed?: Collection, rivers: Collection, lakes: Collection, names: Collection}} Basemap */

const NOBODY = "#777777";
/** @type {Collection} */
const EMPTY = { type: "FeatureCollection", features: [] };
/** Names shown at the zoom that shows everything; with each further zoom four times as many, as the area quarters. */
const NAMES_AT_FIRST = 40;

/** A country's name may stand so many of its letters away from its middle: it is as true there. */
const ROOM_TO_MOVE = 5;

/** The way in which a settlement is drawn, as its state says. */
const LOOK = /** @type {Expression} */ (["coalesce", ["feature-state", "look"], 0]);
const CHOSEN = /** @type {Expression} */ (["boolean", ["feature-state", "chosen"], false]);

/**
 * @param {Basemap} basemap
 * @param {number} firstZoom the zoom at which everything is seen
 * @returns {Style}
 */
export function styleOf(basemap, firstZoom) {
  return {
    version: 8,
    sources: {
      land: ground(basemap.land), borders: ground(basemap.borders), disputed: ground(basemap.disputed ?? EMPTY), rivers: ground(basemap.rivers), lakes: ground(basemap.lakes), names: source(basemap.names),
      // Edges of areas are no borders: a little more or less is not seen, and fewer corners are drawn.
      areas: { ...source(EMPTY), tolerance: 1.25 },
      towns: { ...source(EMPTY), tolerance: 0, maxzoom: 8 },
      incidents: { ...source(EMPTY), tolerance: 0 },
      chosen: source(EMPTY),
    },
    layers: [...lowest(), ...shades(), ...waters(), lands(), ...settlements(firstZoom), happenings(), chosenName()],
  };
}

/** @param {Collection} data @returns {import("maplibre-gl").GeoJSONSourceSpecification} */
function source(data) {
  return { type: "geojson", data: data ?? EMPTY };
}

/**
 * Corners that are less than a pixel off the line between their neighbours are left out: where the processor draws,
 * each costs.
 * @param {Collection} data
 * @returns {import("maplibre-gl").GeoJSONSourceSpecification}
 */
function ground(data) {
  return { ...source(data), tolerance: 1 };
}

/** @returns {import("maplibre-gl").LayerSpecification[]} */
function lowest() {
  return [
    { id: "sea", type: "background", paint: { "background-color": colour("sea") } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("land"), "fill-antialias": false } },
  ];
}

/** Land by who holds it: told, inferred, contested, only claimed. @returns {import("maplibre-gl").LayerSpecification[]} */
function shades() {
  const status = /** @type {Expression} */ (["get", "status"]);
  return [
    {
      id: "areas", type: "fill", source: "areas",
      paint: {
        "fill-color": ["case", ["==", status, "contested"], colour("contested"), ["match", ["coalesce", ["get", "holder"], ""], ...colours("key"), NOBODY]],
        "fill-opacity": ["match", status, "claimed", 0.08, "contested", 0.3, ["case", ["boolean", ["get", "inferred"], false], 0.16, 0.34]],
        "fill-antialias": false,
      },
    },
  ];
}

/** @returns {import("maplibre-gl").LayerSpecification[]} */
function waters() {
  return [
    { id: "lakes", type: "fill", source: "lakes", paint: { "fill-color": colour("sea"), "fill-antialias": false } },
    { id: "rivers", type: "line", source: "rivers", paint: { "line-color": colour("river"), "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.6, 9, 2] } },
    { id: "coast", type: "line", source: "land", paint: { "line-color": colour("coast"), "line-width": 0.8 } },
    { id: "borders", type: "line", source: "borders", paint: { "line-color": colour("border"), "line-width": 1.3, "line-dasharray": [4, 2] } },
    { id: "disputed", type: "line", source: "disputed", paint: { "line-color": colour("border"), "line-width": 1.3, "line-dasharray": [1, 2] } },
    {
      id: "river-names", type: "symbol", source: "rivers", minzoom: 4, filter: ["has", "name"],
      layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-size": 12, "text-letter-spacing": 0.06, "text-offset": [0, -0.7], "symbol-spacing": 400 },
      paint: { "text-color": colour("river-name"), "text-halo-color": colour("halo"), "text-halo-width": 1.2 },
    },
  ];
}

/** Names of countries and seas, which give way to those of settlements. @returns {import("maplibre-gl").LayerSpecification} */
function lands() {
  const water = /** @type {Expression} */ (["==", ["get", "kind"], "water"]);
  return {
    id: "lands", type: "symbol", source: "names",
    layout: { "text-field": ["get", "name"], "text-transform": "uppercase", "text-size": ["interpolate", ["linear"], ["zoom"], 3, 11, 7, 17], "text-letter-spacing": 0.18, "text-max-width": 7, "text-padding": 4, "text-variable-anchor": ["center", "top", "bottom", "left", "right", "top-left", "top-right", "bottom-left", "bottom-right"], "text-radial-offset": ROOM_TO_MOVE },
    paint: { "text-color": ["case", water, colour("river-name"), colour("quiet")], "text-halo-color": colour("halo"), "text-halo-width": 1.4 },
  };
}

/** @param {number} firstZoom @returns {import("maplibre-gl").LayerSpecification[]} */
function settlements(firstZoom) {
  return [
    {
      id: "towns", type: "circle", source: "towns",
      paint: {
        // Paleness is in the colours: a property of its own would cost every point on every frame.
        "circle-color": byLook((side, way) => (way === 2 ? colour("paper") : way === 1 ? `${side}73` : side), colour("unknown"), colour("contested")),
        "circle-radius": ["interpolate", ["linear"], ["zoom"], firstZoom, ["case", CHOSEN, 8, ["step", ["get", "rank"], 5, 12, 3.6, 200, 2.6, 3000, 1.8]], firstZoom + 4, ["case", CHOSEN, 10, ["step", ["get", "rank"], 8, 12, 6.5, 200, 5.5]]],
        "circle-stroke-color": byLook((side, way) => (way === 2 ? side : way === 1 ? `${colour("ink")}99` : colour("ink")), colour("ink"), colour("ink")),
        "circle-stroke-width": ["case", CHOSEN, 3, ["match", LOOK, HIDDEN, 0, CONTESTED, 1.4, ...claimedLooks(2), 0.5]],
      },
    },
    {
      id: "names", type: "symbol", source: "towns", filter: namesBut(null, firstZoom),
      layout: {
        "text-field": ["get", "name"],
        "text-size": ["interpolate", ["linear"], ["zoom"], firstZoom, ["step", ["get", "rank"], 14, 12, 12], firstZoom + 4, ["step", ["get", "rank"], 17, 12, 14]],
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.6, "text-padding": 3, "symbol-sort-key": ["get", "rank"],
      },
      paint: { "text-color": colour("ink"), "text-halo-color": colour("halo"), "text-halo-width": 1.5 },
    },
  ];
}

/** @returns {import("maplibre-gl").LayerSpecification} */
function happenings() {
  return {
    id: "incidents", type: "symbol", source: "incidents",
    layout: { "icon-image": ["get", "sign"], "icon-size": 0.8, "icon-allow-overlap": true, "icon-ignore-placement": true, "icon-offset": [0, -12] },
  };
}

/** The chosen settlement has its name at every zoom. @returns {import("maplibre-gl").LayerSpecification} */
function chosenName() {
  return {
    id: "chosen", type: "symbol", source: "chosen",
    layout: { "text-field": ["get", "name"], "text-size": 17, "text-anchor": "bottom", "text-offset": [0, -0.8], "text-allow-overlap": true },
    paint: { "text-color": colour("ink"), "text-halo-color": colour("halo"), "text-halo-width": 2.5 },
  };
}

/**
 * Which names are shown: all but that of the chosen settlement, which has its own.
 * @param {number|null} chosen
 * @param {number} firstZoom
 * @returns {import("maplibre-gl").ExpressionFilterSpecification}
 */
export function namesBut(chosen, firstZoom) {
  return ["all", ["<", ["get", "rank"], namesByZoom(firstZoom)], ["!=", ["get", "rank"], chosen ?? -1]];
}

/** How many names at which zoom. @param {number} firstZoom @returns {Expression} */
function namesByZoom(firstZoom) {
  const steps = [];
  for (let more = 1; more <= 6; more += 1) steps.push(firstZoom + more, NAMES_AT_FIRST * 4 ** more);
  return /** @type {Expression} */ (["step", ["zoom"], NAMES_AT_FIRST, ...steps]);
}

/** Sides and their colours, as `match` wants them. @param {"key"} _by */
function colours(_by) {
  const known = sides().flatMap((side) => [side.key, side.colour]);
  // `match` wants at least one pair.
  return /** @type {[string, string, ...string[]]} */ (known.length ? known : ["-", NOBODY]);
}

/**
 * A colour for every way of drawing.
 * @param {(side: string, way: number) => string} pick
 * @param {string} unknown
 * @param {string} contested
 * @returns {Expression}
 */
function byLook(pick, unknown, contested) {
  const pairs = [...sides().map((side) => side.colour), NOBODY].flatMap((side, number) =>
    Array.from({ length: WAYS }, (_, way) => [FIRST_SIDE + number * WAYS + way, pick(side, way)]).flat(),
  );
  return /** @type {Expression} */ (["match", LOOK, CONTESTED, contested, HIDDEN, "rgba(0, 0, 0, 0)", ...pairs, unknown]);
}

/** @param {number} value */
function claimedLooks(value) {
  return everySide(2, value);
}

/** @param {number} way @param {number} value @returns {[number, number, ...number[]]} */
function everySide(way, value) {
  const pairs = Array.from({ length: sides().length + 1 }, (_, side) => [FIRST_SIDE + side * WAYS + way, value]).flat();
  return /** @type {[number, number, ...number[]]} */ (pairs);
}
