// Who holds which settlement on which day. All days of the range come at once, so that the slider asks for nothing.

import { sides, sideName } from "../sides.js";
import { capital, dayNumber } from "../words.js";

/** @typedef {{from: string, until: string|null, holder: string|null, status: string, basis: string, confidence: number, claimed_by?: string}} Held */
/** @typedef {{id: string, name: string, population?: number|null, country: string|null, admin1: string|null, holds: Held[]}} TownFacts */
/** @typedef {{type: "FeatureCollection", since: string|null, charted: boolean, features: {type: "Feature", geometry: {type: "Point", coordinates: [number, number]}, properties: TownFacts}[]}} Control */

/**
 * @typedef {object} Town
 * @property {number} index     by importance, the most important first; the feature's id on the map
 * @property {string} id
 * @property {string} name
 * @property {string} region
 * @property {[number, number]} at   longitude and latitude
 * @property {string} plain     its name as it is searched
 * @property {Held[]} holds
 * @property {Float64Array} from   the first days of its holds, in order
 */

/** What a settlement looks like: one number for each way of drawing it. */
export const UNKNOWN = 0, CONTESTED = 1, HIDDEN = 2, FIRST_SIDE = 3;
/** Each side is drawn in three ways: told, inferred, only claimed. */
export const WAYS = 3;

/** @param {Control} control @returns {Town[]} */
export function townsOf(control) {
  const features = control.features.slice().sort((a, b) => (b.properties.population ?? 0) - (a.properties.population ?? 0) || (a.properties.name < b.properties.name ? -1 : 1));
  return features.map(({ geometry, properties }, index) => ({
    index,
    id: String(properties.id),
    name: properties.name,
    region: properties.admin1 ?? properties.country ?? "",
    at: geometry.coordinates,
    plain: folded(properties.name),
    holds: properties.holds,
    from: Float64Array.from(properties.holds, (hold) => dayNumber(hold.from)),
  }));
}

/** Without accents, apostrophes and capitals. @param {string} text */
export function folded(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f'’ʼ]/g, "").toLowerCase();
}

/** The hold of a day, or null where nothing is told of it. @param {Town} town @param {number} day @returns {Held|null} */
export function heldOn(town, day) {
  for (let i = town.from.length - 1; i >= 0; i -= 1) {
    if (town.from[i] > day) continue;
    const hold = town.holds[i];
    return hold.until !== null && dayNumber(hold.until) <= day ? null : hold;
  }
  return null;
}

/** How a hold is drawn. @param {Held|null} hold */
export function lookOf(hold) {
  if (!hold || hold.status === "unknown") return UNKNOWN;
  if (hold.status === "contested") return CONTESTED;
  const known = sides().findIndex((side) => side.key === hold.holder);
  // A holder that is no side of the theatre is drawn as the last, in the colour of nobody.
  const side = known < 0 ? sides().length : known;
  const way = hold.status === "claimed" ? 2 : hold.basis === "inferred" ? 1 : 0;
  return FIRST_SIDE + side * WAYS + way;
}

/** @param {Held|null} hold */
export function stateInWords(hold) {
  if (!hold || hold.status === "unknown") return "unknown";
  const name = sideName(hold.holder);
  if (hold.status === "contested") return name ? `contested; ${name} had it` : "contested";
  if (hold.status === "claimed") return `claimed for ${name}, not confirmed`;
  return `held by ${name}${hold.basis === "inferred" ? ", inferred from places around" : hold.basis === "baseline" ? ", as on the first day" : ""}`;
}

/** @param {Held|null} hold */
export function stateTold(hold) {
  return capital(stateInWords(hold));
}
