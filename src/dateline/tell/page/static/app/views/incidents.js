// Incidents, one after the other.

import { get } from "../api.js";
import { signDrawing, signFor } from "../map/symbols.js";
import { fill, h } from "../dom.js";
import { listing } from "../parts/list.js";
import { address, go } from "../route.js";
import { sideMark } from "../sides.js";
import { capital, counted, dayInShort, plain, rangeInWords } from "../words.js";

/**
 * @typedef {object} Summary
 * @property {string} id
 * @property {string} what
 * @property {string|null} type
 * @property {{event_type: string, sub_event_type: string}[]} acled
 * @property {string|null} first
 * @property {string|null} last
 * @property {{name: string, lat: number|null, lon: number|null, country: string|null}[]} places
 * @property {string[]} actors
 * @property {string[]} targets
 * @property {string[]} sides
 * @property {{information: number, word: string, rule: string}} grade
 * @property {number} reports
 * @property {number} sources
 * @property {number} independent
 * @property {number} claims_for
 * @property {number} claims_against
 * @property {boolean} contested
 * @property {{counts: string, of: string|null, low: number|null, high: number|null}[]} figures
 */

/** @type {import("../types.js").View} */
export const view = {
  title: "Incidents",
  async open(place, route, life) {
    const query = Object.fromEntries(route.query);
    const list = h("div", {});
    fill(place, h("h1", {}, "Incidents"), h("p", { class: "standfirst" }, "One happening each, as told by all who report it."), filters(query), list);
    await listing(list, (cursor) => get("/incidents", { ...query, cursor }, life), (/** @type {Summary} */ one) => row(one), { empty: "No incident passes these filters." });
  },
};

/** @param {Record<string, string>} query */
function filters(query) {
  const fields = /** @type {[string, string, string][]} */ ([["text", "Words", "search"], ["place", "Place", "search"], ["actor", "Actor", "search"], ["since", "From", "date"], ["until", "Before", "date"]]);
  const contested = h("input", { type: "checkbox", name: "contested", value: "true", checked: query.contested === "true" });
  const form = h("form", { class: "filters" }, fields.map(([name, label, type]) => h("label", { class: "field" }, label, h("input", { name, type, value: query[name] ?? "", autocomplete: "off" }))), h("label", { class: "tick" }, contested, "Contested only"), h("button", { type: "submit" }, "Filter"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(address("incidents", null, Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]))));
  });
  return form;
}

/** @param {Summary} one */
function row(one) {
  return h(
    "li",
    { class: "incident-row" },
    h("h2", {}, signDrawing(signFor(one.acled[0]?.event_type)), " ", h("a", { href: address("incident", one.id) }, capital(one.what))),
    h("p", { class: "tags small" }, [span(one), placesOf(one).slice(0, 3).join(", ")].filter(Boolean).join(" · "), one.sides.map((side) => sideMark(side)), one.contested ? h("span", { class: "tag contested" }, "contested") : null),
    h("p", { class: "small quiet" }, [`${counted(one.reports, "report")}, ${counted(one.independent, "independent source")}`, one.grade.word, ...one.figures.slice(0, 3).map((figure) => `${rangeInWords(figure.low, figure.high)} ${plain(figure.counts)}`)].join(" · ")),
  );
}

/** Reports may tell one name of several places. @param {Summary} one */
export function placesOf(one) {
  return [...new Set(one.places.map((place) => place.name))];
}

/** @param {Summary} one */
export function span(one) {
  if (!one.first) return "day unknown";
  return one.last && one.last !== one.first ? `${dayInShort(one.first)} to ${dayInShort(one.last)}` : dayInShort(one.first);
}
