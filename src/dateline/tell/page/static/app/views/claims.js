// Claims: who said what when; and those that contradict each other, side by side.

import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { claimBody } from "../parts/claim.js";
import { facetColumn } from "../parts/facets.js";
import { listing } from "../parts/list.js";
import { address, go } from "../route.js";
import { dayInWords } from "../words.js";

/** @typedef {import("../types.js").ClaimRow} ClaimRow */
/** @typedef {{one: ClaimRow, other: ClaimRow, how?: string, reasons?: string[]}} Pair */

/** @type {import("../types.js").View} */
export const view = {
  title: "Claims",
  async open(place, route, life) {
    const paired = route.query.get("pairs") === "true";
    const query = Object.fromEntries([...route.query].filter(([name]) => name !== "pairs"));
    const list = h("section", { "aria-label": paired ? "Contested pairs" : "Claims" });
    const column = facetColumn("claims", query, paired, life);
    fill(
      place,
      h("h1", {}, "Claims"),
      h("p", { class: "standfirst" }, "Everything that was said, by whom, and how they put it."),
      modes(query, paired),
      h("div", { class: "two" }, column, h("div", {}, words(query, paired), list)),
    );
    if (paired) await listing(list, (cursor) => get("/claims/contested", { ...query, cursor }, life), (/** @type {Pair} */ one) => pair(one), { empty: "Nothing that passes these filters is contested." });
    else await listing(list, (cursor) => get("/claims", { ...query, cursor }, life), row, { empty: "No claim passes these filters." });
  },
};

/** @param {Record<string, string>} query @param {boolean} paired */
function modes(query, paired) {
  return h(
    "nav",
    { class: "modes", "aria-label": "How claims are shown" },
    h("a", { href: address("claims", null, query), "aria-current": paired ? null : "true" }, "All, by day"),
    h("a", { href: address("claims", null, { ...query, pairs: "true" }), "aria-current": paired ? "true" : null }, "Contested, side by side"),
  );
}

/** The filters that are typed. @param {Record<string, string>} query @param {boolean} paired */
function words(query, paired) {
  const fields = /** @type {[string, string, string][]} */ ([["text", "Words", "search"], ["place", "Place", "search"], ["said_by", "Said by", "search"], ["since", "From", "date"], ["until", "Before", "date"]]);
  const form = h("form", { class: "filters" }, fields.map(([name, label, type]) => h("label", { class: "field" }, label, h("input", { name, type, value: query[name] ?? "", autocomplete: "off" }))), h("button", { type: "submit" }, "Filter"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
    go(address("claims", null, { ...query, ...given, pairs: paired ? "true" : "" }));
  });
  return form;
}

/** A claim, under its day where that is another than of the one before. @param {ClaimRow} one @param {ClaimRow|null} before */
function row(one, before) {
  const day = dayOf(one);
  const head = !before || dayOf(before) !== day ? h("li", { class: "day-head" }, h("h2", {}, dayInWords(day))) : null;
  return [head, h("li", {}, claimBody(one))].filter((drawn) => drawn !== null);
}

/** @param {ClaimRow} one */
function dayOf(one) {
  return (one.said ?? one.document.published ?? "").slice(0, 10) || null;
}

/** @param {Pair} one */
function pair(one) {
  return h(
    "li",
    {},
    h("p", { class: "small quiet" }, [one.how && `${one.how}:`, (one.reasons ?? []).join("; ")].filter(Boolean).join(" ")),
    h("div", { class: "pair" }, h("div", {}, claimBody(one.other)), h("div", { class: "against" }, claimBody(one.one))),
  );
}
