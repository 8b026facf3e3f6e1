// Incidents of the days up to the one that is shown. They are fetched some days at a time and kept.

import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { address } from "../route.js";
import { capital, counted, dayInShort, dayNumber, dayOf } from "../words.js";
import { SIGNS, signDrawing, signFor } from "./symbols.js";

/** @typedef {import("../views/incidents.js").Summary} Summary */
/** @typedef {{geometry: {type: "Point", coordinates: [number, number]}, properties: Summary}} Happened */

/** Of longer lists the beginning; the rest is on the map and in the view of incidents. */
const MOST = 30;
/** As many incidents as the server gives at once. */
const MOST_AT_ONCE = 5_000;
/** Days that are fetched at once: of a war of hundreds of incidents a day as much as is read without a pause in the picture. */
const AT_ONCE = 7;

/**
 * Who tells is asked of the server; all else that is filtered by stands in the summaries.
 * @param {import("./filters.js").Asked} filters
 * @param {AbortSignal} life
 */
export function happenedStore(filters, life) {
  /** @type {Map<number, Promise<Happened[]>>} */
  const parts = new Map();

  /** @param {number} number of its days since 1970 */
  const ofPart = (number) => {
    const kept = parts.get(number);
    if (kept) return kept;
    const days = { since: dayOf(number * AT_ONCE), until: dayOf((number + 1) * AT_ONCE) };
    const asked = /** @type {Promise<{features: Happened[]}>} */ (get("/map/incidents", { limit: MOST_AT_ONCE, source: filters.source, ...days }, life)).then((found) => found.features);
    parts.set(number, asked);
    asked.catch(() => parts.delete(number));
    return asked;
  };

  return {
    /** Those whose first day lies within so many days up to one. @param {number} day @param {number} span */
    async upTo(day, span) {
      const wanted = [];
      for (let part = Math.floor((day - span + 1) / AT_ONCE); part <= Math.floor(day / AT_ONCE); part += 1) wanted.push(part);
      const told = (await Promise.all(wanted.map(ofPart))).flat();
      // What reaches from one part into the next is told with both.
      const found = new Map(told.map((one) => [one.properties.id, one]));
      return [...found.values()].filter(({ properties }) => {
        const first = properties.first ? dayNumber(properties.first) : NaN;
        return first <= day && first > day - span && passes(properties, filters);
      });
    },
  };
}

/** @param {Summary} summary @param {import("./filters.js").Asked} filters */
function passes(summary, { side, type, confidence, contested }) {
  if (side && !summary.sides.includes(side)) return false;
  if (type && signOf(summary) !== type) return false;
  if (confidence && summary.grade.information > Number(confidence)) return false;
  return !contested || summary.contested;
}

/** @param {Summary} summary */
function signOf(summary) {
  return signFor(summary.acled[0]?.event_type);
}

/** @param {Happened[]} found @returns {import("geojson").FeatureCollection} */
export function drawable(found) {
  return {
    type: "FeatureCollection",
    features: found.map(({ geometry, properties }) => ({ type: "Feature", geometry, properties: { id: properties.id, what: properties.what, sign: signOf(properties) } })),
  };
}

/** @param {HTMLElement} place @param {Happened[]} found @param {string} head */
export function tellHappened(place, found, head) {
  const shown = found.slice().sort((a, b) => ((a.properties.first ?? "") < (b.properties.first ?? "") ? 1 : -1)).slice(0, MOST);
  fill(
    place,
    h("h2", {}, head),
    h("p", { class: "small quiet", role: "status" }, found.length > MOST ? `The last ${MOST} of ${counted(found.length, "incident")}` : counted(found.length, "incident")),
    h("ul", { class: "rows happened" }, shown.map(({ properties }) => entry(properties))),
  );
}

/** @param {Summary} summary */
function entry(summary) {
  return h(
    "li",
    {},
    signDrawing(signOf(summary)),
    " ",
    h("a", { href: address("incident", summary.id) }, capital(summary.what)),
    h("small", { class: "quiet" }, ` ${[summary.places[0]?.name, dayInShort(summary.first), counted(summary.sources, "source")].filter(Boolean).join(" · ")}`),
    summary.contested ? h("span", { class: "tag contested" }, "contested") : null,
  );
}

/** @returns {HTMLElement[]} */
export function signLegend() {
  return Object.entries(SIGNS).map(([type, { label }]) => h("li", {}, signDrawing(type), label));
}
