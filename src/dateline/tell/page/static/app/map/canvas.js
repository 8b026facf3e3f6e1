// The map itself: MapLibre with our style, towns whose look follows the day, shaded land, incidents.

import { settled, sized } from "../dom.js";
import { heldOn, HIDDEN, lookOf, stateInWords, UNKNOWN } from "./days.js";
import { namesBut, styleOf } from "./style.js";
import { addSigns } from "./symbols.js";

/** @typedef {import("./days.js").Town} Town */
/** @typedef {import("maplibre-gl").Map} MapLibre */
/** @typedef {import("maplibre-gl").GeoJSONSource} Source */
/** @typedef {[[number, number], [number, number]]} Box */

const VENDOR = new URL("../../vendor/", import.meta.url).href;
/** Of each row of pixels so many while the map moves, where the processor draws: a third of them in all. */
const COARSE = 0.6;
/** The map rests when it has not moved for so many milliseconds. */
const STILL = 200;
/** Days that follow each other within so many milliseconds are a slider's, not a reader's or those of Play. */
const QUICK = 150;
/** A settlement alone is shown with what lies around it, in degrees. */
const LEAST = 0.25;
/** So many pixels around a click count as hit; a finger is wider than a pointer. */
const NEAR = matchMedia("(pointer: coarse)").matches ? 16 : 8;

/** @returns {Promise<typeof import("maplibre-gl")>} */
export async function library() {
  /** @type {typeof import("maplibre-gl")} */
  const found = await import(`${VENDOR}maplibre-gl.mjs`);
  found.setWorkerUrl(`${VENDOR}maplibre-gl-worker.mjs`);
  // A core for the page and one for the worker: more only take turns.
  found.setWorkerCount(1);
  return found;
}

/** Around most of the places: stray ones far away do not shrink the rest. @param {[number, number][]} points @returns {Box} */
export function around(points) {
  if (!points.length) return [[-25, 25], [60, 62]];
  const cut = points.length > 50 ? 0.005 : 0;
  const [west, east] = spread(points.map((point) => point[0]), cut);
  const [south, north] = spread(points.map((point) => point[1]), cut);
  return [[west, south], [east, north]];
}

/** @param {number[]} values @param {number} cut */
function spread(values, cut) {
  const sorted = values.sort((a, b) => a - b);
  const low = sorted[Math.floor(cut * (sorted.length - 1))], high = sorted[Math.ceil((1 - cut) * (sorted.length - 1))];
  const margin = Math.max(0, LEAST - (high - low) / 2);
  return [low - margin, high + margin];
}

/**
 * @param {typeof import("maplibre-gl")} maplibre
 * @param {HTMLElement} place
 * @param {import("./style.js").Basemap} basemap
 * @param {Town[]} towns
 * @param {Box} box
 */
export function canvasOf(maplibre, place, basemap, towns, box) {
  const camera = { bounds: box, fitBoundsOptions: { padding: 30 } };
  const map = new maplibre.Map({
    container: place, ...camera, style: { version: 8, sources: {}, layers: [] },
    attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, maxPitch: 0,
    renderWorldCopies: false, fadeDuration: 0, maxZoom: 13, keyboard: true,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibre.ScaleControl({ unit: "metric" }), "bottom-left");
  map.addControl(new maplibre.AttributionControl({ compact: false, customAttribution: "Natural Earth; GeoNames" }), "bottom-right");
  map.getCanvas().setAttribute("aria-label", "Map of who holds what. Arrow keys move it, plus and minus zoom; the list of settlements tells the same in words.");
  return new Canvas(map, basemap, towns, bySoftware(map) ? coarserInMotion(map) : () => {});
}

/** Whether the processor draws: then every pixel costs. @param {MapLibre} map */
function bySoftware(map) {
  const pen = map.getCanvas().getContext("webgl2");
  const named = pen?.getExtension("WEBGL_debug_renderer_info");
  return Boolean(pen && named && /swiftshader|llvmpipe|software/i.test(String(pen.getParameter(named.UNMASKED_RENDERER_WEBGL))));
}

/**
 * Fewer pixels while the map moves, all of them once it rests. Another size ends a gesture that is under way, so the
 * size changes before one begins and after it has ended.
 * @param {MapLibre} map
 * @returns {() => void} tells that something else moves on the map
 */
function coarserInMotion(map) {
  const fine = map.getPixelRatio();
  let pressed = false;
  /** @param {number} ratio */
  const set = (ratio) => {
    if (map.getPixelRatio() !== ratio) map.setPixelRatio(ratio);
  };
  const rest = settled(() => {
    if (!pressed && !map.isMoving()) set(fine);
  }, STILL);
  /** @param {Event} event */
  const begin = (event) => {
    pressed = pressed || event.type === "pointerdown";
    moving();
  };
  const moving = () => {
    set(fine * COARSE);
    rest();
  };
  const end = () => {
    pressed = false;
    rest();
  };
  for (const type of ["pointerdown", "wheel", "keydown"]) map.getCanvasContainer().addEventListener(type, begin, { capture: true, passive: true });
  for (const type of ["pointerup", "pointercancel"]) document.addEventListener(type, end);
  map.on("move", rest);
  map.on("moveend", rest);
  map.on("remove", () => {
    for (const type of ["pointerup", "pointercancel"]) document.removeEventListener(type, end);
  });
  return moving;
}

/** What is drawn, and what of it changes with the day. */
export class Canvas {
  /**
   * @param {MapLibre} map
   * @param {import("./style.js").Basemap} basemap
   * @param {Town[]} towns
   * @param {() => void} moving   called when days follow each other quickly
   */
  constructor(map, basemap, towns, moving) {
    this.map = map;
    this.moving = moving;
    this.changed = 0;
    this.basemap = basemap;
    this.towns = towns;
    this.looks = new Uint8Array(towns.length);
    this.firstZoom = Math.max(3, Math.floor(map.getZoom()));
    /** @type {Town|null} */
    this.chosen = null;
    /** @type {(town: Town) => boolean} */
    this.fits = () => true;
    this.day = 0;
    /** @type {import("geojson").FeatureCollection} */
    this.happened = { type: "FeatureCollection", features: [] };
    /** @type {import("geojson").FeatureCollection} */
    this.shaded = { type: "FeatureCollection", features: [] };
    this.points = pointsOf(towns);
  }

  /** Other settlements and lands from the next drawing on. @param {import("./style.js").Basemap} basemap @param {Town[]} towns */
  learn(basemap, towns) {
    this.basemap = basemap;
    this.towns = towns;
    this.looks = new Uint8Array(towns.length);
    this.points = pointsOf(towns);
    this.chosen = towns.find((town) => town.id === this.chosen?.id) ?? null;
  }

  /** Draws everything in the colours of the theme. */
  dress() {
    this.map.setStyle(styleOf(this.basemap, this.firstZoom), { diff: false });
    return new Promise((done) => {
      this.map.once("style.load", () => {
        addSigns(this.map);
        this.source("towns").setData(this.points);
        this.source("incidents").setData(this.happened);
        this.source("areas").setData(this.shaded);
        this.looks.fill(UNKNOWN);
        this.show(this.day);
        this.choose(this.chosen);
        done(undefined);
      });
    });
  }

  /** @param {string} id @returns {Source} */
  source(id) {
    return /** @type {Source} */ (this.map.getSource(id));
  }

  /** Only what changes from the day before is told to the map. @param {number} day */
  show(day) {
    this.day = day;
    if (!this.map.getSource("towns")) return;
    const now = performance.now();
    if (now - this.changed < QUICK) this.moving();
    this.changed = now;
    for (const town of this.towns) {
      const look = this.fits(town) ? lookOf(heldOn(town, day)) : HIDDEN;
      if (look === this.looks[town.index]) continue;
      this.looks[town.index] = look;
      this.map.setFeatureState({ source: "towns", id: town.index }, { look });
    }
  }

  /** @param {import("geojson").FeatureCollection} areas */
  shade(areas) {
    this.shaded = areas;
    this.source("areas")?.setData(areas);
  }

  /** @param {import("geojson").FeatureCollection} happened */
  place(happened) {
    this.happened = happened;
    this.source("incidents")?.setData(happened);
  }

  /** @param {Town|null} town */
  choose(town) {
    if (this.chosen) this.mark(this.chosen, false);
    this.chosen = town;
    if (town) this.mark(town, true);
    this.source("chosen")?.setData(pointsOf(town ? [town] : []));
    if (this.map.getLayer("names")) this.map.setFilter("names", namesBut(town?.index ?? null, this.firstZoom));
  }

  /** @param {Town} town @param {boolean} chosen */
  mark(town, chosen) {
    if (this.source("towns")) this.map.setFeatureState({ source: "towns", id: town.index }, { chosen });
  }

  /** What lies under a point of the screen: a settlement, incidents, or neither. @param {{x: number, y: number}} point */
  under({ x, y }) {
    const box = /** @type {[[number, number], [number, number]]} */ ([[x - NEAR, y - NEAR], [x + NEAR, y + NEAR]]);
    const layers = ["towns", "incidents"].filter((id) => this.map.getLayer(id));
    const found = this.map.queryRenderedFeatures(box, { layers });
    const town = found.filter((one) => one.layer.id === "towns").map((one) => this.towns[Number(one.id)]).filter((one) => this.looks[one.index] !== HIDDEN).sort((a, b) => this.far(a, x, y) - this.far(b, x, y))[0] ?? null;
    const incidents = found.filter((one) => one.layer.id === "incidents").map((one) => String(one.properties.id));
    return { town, incidents: [...new Set(incidents)] };
  }

  /** @param {Town} town @param {number} x @param {number} y */
  far(town, x, y) {
    const at = this.map.project(town.at);
    return (at.x - x) ** 2 + (at.y - y) ** 2;
  }

  /** Shows a settlement's name and state beside the pointer. @param {HTMLElement} tip */
  tell(tip) {
    const { map } = this;
    let asked = 0;
    map.on("mousemove", (event) => {
      // Moving the map moves the pointer too; what is under it is asked when it rests.
      clearTimeout(asked);
      asked = setTimeout(() => {
        const { town } = this.under(event.point);
        tip.hidden = !town;
        map.getCanvas().style.cursor = town ? "pointer" : "";
        if (!town) return;
        tip.textContent = `${town.name}: ${stateInWords(heldOn(town, this.day))}`;
        sized(tip, { x: `${Math.min(event.point.x + 12, map.getCanvas().clientWidth - tip.offsetWidth - 4)}px`, y: `${event.point.y + 14}px` });
      }, 40);
    });
    map.on("mouseout", () => {
      clearTimeout(asked);
      tip.hidden = true;
    });
  }
}

/** @param {Town[]} towns @returns {import("geojson").FeatureCollection} */
function pointsOf(towns) {
  return {
    type: "FeatureCollection",
    features: towns.map((town) => ({ type: "Feature", id: town.index, geometry: { type: "Point", coordinates: town.at }, properties: { name: town.name, rank: town.index } })),
  };
}
