// Incidents, one after the other. (Their list; one of them is in incident.js.)

/**
 * @typedef {object} Summary
 * @property {string} id
 * @property {string} what
 * @property {string} type
 * @property {{event_type: string, sub_event_type: string}|null} [acled]
 * @property {string} first
 * @property {string|null} last
 * @property {{name: string, lat: number|null, lon: number|null, country: string|null}[]} places
 * @property {string[]} sides
 * @property {number|null} [confidence]
 * @property {string|null} [grade]
 * @property {number} sources
 * @property {number} independent
 * @property {boolean} contested
 * @property {{counts: string, low: number|null, high: number|null}[]} figures
 */

import { fill, h } from "../dom.js";

/** @type {import("../types.js").View} */
export const view = {
  title: "Incidents",
  async open(place) {
    fill(place, h("h1", {}, "Incidents"));
  },
};
