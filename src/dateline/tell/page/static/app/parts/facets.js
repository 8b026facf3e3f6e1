// How many claims there are of each stance, type, side and claimant, each a filter to switch on or off.

import { get } from "../api.js";
import { h } from "../dom.js";
import { address } from "../route.js";
import { sideMark } from "../sides.js";
import { plain } from "../words.js";
import { when } from "./wait.js";

/** @typedef {{stance: Record<string, number>, type: Record<string, number>, side: Record<string, number>, claimant: {key?: string, name: string, count: number}[]}} Facets */
/** @typedef {{value: string, label: import("../dom.js").Child, count: number}} Choice */

/** Of longer facets the rest is folded. */
const MOST = 10;

/** Where there is room beside the list, facets are open. */
function wide() {
  return matchMedia("(min-width: 60rem)").matches;
}

/** What a facet is called in the query. */
const NAMES = /** @type {[string, string, (facets: Facets) => Choice[]][]} */ ([
  ["side", "Side", (facets) => counts(facets.side, (key) => sideMark(key))],
  ["said_by", "Claimant", (facets) => facets.claimant.map((one) => ({ value: one.key ?? one.name, label: one.name, count: one.count }))],
  ["type", "What it is of", (facets) => counts(facets.type, plain)],
  ["stance", "Stance", (facets) => counts(facets.stance, (key) => key)],
]);

/** @param {string} view @param {Record<string, string>} query @param {boolean} paired @param {AbortSignal} life */
export function facetColumn(view, query, paired, life) {
  const place = h("aside", { class: "facets", "aria-label": "Filters by count" });
  when(place, /** @type {Promise<Facets>} */ (get("/claims/facets", query, life)), (facets) =>
    NAMES.map(([name, head, choices]) => {
      const found = choices(facets);
      // Stances are asked for as types: the API has one name for both.
      const member = name === "stance" ? "type" : name;
      const rows = found.map((one) => h("li", {}, facet(view, member, one, query, paired)));
      return found.length ? h("details", { open: wide() || member in query }, h("summary", {}, head), h("ul", {}, rows.slice(0, MOST)), rows.length > MOST ? h("details", {}, h("summary", { class: "small" }, `${rows.length - MOST} more`), h("ul", {}, rows.slice(MOST))) : null) : null;
    }),
  );
  return place;
}

/** @param {string} view @param {string} member @param {Choice} one @param {Record<string, string>} query @param {boolean} paired */
function facet(view, member, one, query, paired) {
  const on = query[member] === one.value;
  const href = address(view, null, { ...query, [member]: on ? "" : one.value, pairs: paired ? "true" : "" });
  return h("a", { class: "facet", href, "aria-current": on ? "true" : null }, h("span", {}, one.label, on ? h("span", { class: "unseen" }, " (chosen; choose again to leave out)") : null), h("span", { class: "count" }, one.count.toLocaleString("en-GB")));
}

/** @param {Record<string, number>} found @param {(key: string) => import("../dom.js").Child} label @returns {Choice[]} */
function counts(found, label) {
  return Object.entries(found).sort((a, b) => b[1] - a[1]).map(([value, count]) => ({ value, label: label(value), count }));
}
