// People and parties: who they are on a day, what they claimed, and what became of it.

import { get } from "../api.js";
import { fill, h, sized } from "../dom.js";
import { listing } from "../parts/list.js";
import { address, go } from "../route.js";
import { holdings, sideMark, sides } from "../sides.js";
import { counted, dayInShort, dayInWords, numbered } from "../words.js";

/** @typedef {{key: string, name: string, kind: string, country: string|null, side: string|null, office: string|null, since: string|null, until: string|null, claims: number, confirmed: number, denied: number}} Party */

/** Kinds of those who claim, as records call them. */
const KINDS = [["", "Everybody"], ["person", "Persons"], ["government", "Governments"], ["military", "Armed forces"], ["organisation", "Organisations"], ["group", "Groups"], ["party", "Parties"], ["country", "Countries"], ["population", "Populations"], ["outlet", "Outlets"], ["unknown", "Unnamed"]];

/** @type {import("../types.js").View} */
export const view = {
  title: "People and parties",
  async open(place, route, life) {
    const query = Object.fromEntries(route.query);
    const list = h("div", {});
    const on = query.on ?? holdings().last ?? "";
    fill(place, h("h1", {}, "People and parties"), h("p", { class: "standfirst" }, on ? `Who they are on ${dayInWords(on)}, and how often others confirmed or denied what they claimed.` : "Who they are, and how often others confirmed or denied what they claimed."), filters(query, on), list);
    await listing(list, (cursor) => get("/parties", { ...query, cursor }, life), (/** @type {Party} */ one) => row(one, on), { empty: "Nobody passes these filters." });
  },
};

/** @param {Record<string, string>} query @param {string} on */
function filters(query, on) {
  const side = h("select", { name: "side" }, h("option", { value: "" }, "All sides"), sides().map((one) => h("option", { value: one.key, selected: query.side === one.key }, one.label)));
  const kind = h("select", { name: "kind" }, KINDS.map(([value, label]) => h("option", { value, selected: (query.kind ?? "") === value }, label)));
  const form = h("form", { class: "filters" }, h("label", { class: "field" }, "On", h("input", { type: "date", name: "on", value: on })), h("label", { class: "field" }, "Name", h("input", { type: "search", name: "q", value: query.q ?? "", autocomplete: "off" })), h("label", { class: "field" }, "Who", kind), h("label", { class: "field" }, "Side", side), h("button", { type: "submit" }, "Show"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(address("parties", null, Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]))));
  });
  return form;
}

/** @param {Party} one @param {string} on */
function row(one, on) {
  return h(
    "li",
    { class: "party-row" },
    h("div", {}, h("h2", {}, h("a", { href: address("party", one.key, { on }) }, one.name), " ", sideMark(one.side, { bare: true })), h("p", { class: "small quiet" }, office(one))),
    standing(one),
  );
}

/** @param {Party} one */
export function office(one) {
  const term = one.since ? (one.until ? `${dayInShort(one.since)} until ${dayInShort(one.until)}` : `since ${dayInShort(one.since)}`) : null;
  return [one.office ?? one.kind, one.country, term].filter(Boolean).join(" · ");
}

/** What became of the claims, as numbers, and as a bar where anything did. @param {Party} one */
export function standing(one) {
  const most = Math.max(1, one.claims);
  const bar = h("span", { class: "standing", "aria-hidden": "true" }, sized(h("span", { class: "confirmed" }), { share: one.confirmed / most }), sized(h("span", { class: "denied" }), { share: one.denied / most }));
  return h("div", { class: "standings" }, h("p", { class: "small" }, `${counted(one.claims, "claim")}, ${numbered(one.confirmed)} confirmed, ${numbered(one.denied)} denied`), one.confirmed + one.denied ? bar : null);
}
