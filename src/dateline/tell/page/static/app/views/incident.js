// One incident: all reports of it, its figures by source, why they were joined; and splitting and merging.

import { get } from "../api.js";
import { fill, h, sized } from "../dom.js";
import { claimBody, titleOf } from "../parts/claim.js";
import { deciding, undoing } from "../parts/deciding.js";
import { rangePlot } from "../parts/range.js";
import { nothing } from "../parts/wait.js";
import { address, note } from "../route.js";
import { sideMark } from "../sides.js";
import { capital, counted, dayInShort, numbered, plain } from "../words.js";
import { placesOf, span } from "./incidents.js";

/** @typedef {import("./incidents.js").Summary} Summary */
/** @typedef {import("../types.js").ClaimRow} ClaimRow */
/** @typedef {{name: string, weight: number, label: string}} Reason */
/** @typedef {{account: string, title: string, published: string|null, wire: string|null, copy_of: string|null, document: import("../types.js").DocumentHead|null, claims: ClaimRow[]}} Account */
/** @typedef {{one: string, other: string, weight: number, holds?: boolean, reasons: Reason[]}} Joining */
/** @typedef {{number: number, made_at: string, what: string, pairs: [string, string][], note: string|null, withdraws: number|null, stands: boolean}} Decision */
/** @typedef {{incident: string, account: string, document: string, title: string, weight: number, because: string, reasons: Reason[]}} Apart */
/** @typedef {{summary: Summary, accounts: Account[], joinings: Joining[], figures: import("../parts/range.js").Figure[], decisions: Decision[], apart: Apart[]}} Whole */

/** @type {import("../types.js").View} */
export const view = {
  title: "Incident",
  async open(place, route, life) {
    /** @type {Whole} */
    const whole = await get(`/incidents/${encodeURIComponent(route.argument ?? "")}`, {}, life);
    document.title = `${whole.summary.what} — Dateline`;
    // What was decided here has led to the address anew; it is the incident's all the same.
    if (route.query.has("decided")) note(address("incident", whole.summary.id));
    fill(
      place,
      head(whole.summary),
      h("div", { class: "two wide-right" }, h("div", { class: "stack" }, figures(whole), reports(whole)), h("div", { class: "stack" }, joinings(whole), apart(whole), decisions(whole, life), deciding(whole, life))),
    );
  },
};

/** @param {Summary} one */
function head(one) {
  const at = one.places[0];
  return h(
    "header",
    { class: "article-head" },
    h("h1", {}, capital(one.what)),
    h("p", { class: "standfirst" }, [span(one), placesOf(one).join(", ")].filter(Boolean).join(" · ")),
    h("p", { class: "tags" }, one.sides.map((side) => sideMark(side)), one.acled.map((code) => h("span", { class: "tag" }, code.sub_event_type)), one.contested ? h("span", { class: "tag contested" }, "contested") : null, at && one.first ? h("a", { href: address("map", null, { on: one.first }) }, "On the map") : null),
    h("p", { class: "small quiet" }, `${counted(one.reports, "report")} from ${counted(one.sources, "independent source")}; ${counted(one.claims_for, "claim")} for, ${numbered(one.claims_against)} against. Credibility ${one.grade.information}, ${one.grade.word}: ${one.grade.rule}.`),
  );
}

/** @param {Whole} whole */
function figures(whole) {
  return h("section", { "aria-labelledby": "figures" }, h("h2", { id: "figures" }, "Figures by source"), whole.figures.length ? whole.figures.map(rangePlot) : nothing("No report gives a figure."));
}

/** @param {Whole} whole */
function reports(whole) {
  const places = numbersOf(whole);
  return h(
    "section",
    { "aria-labelledby": "reports" },
    h("h2", { id: "reports" }, "Reports"),
    h("ol", { class: "rows reports" }, whole.accounts.map((one, i) => report(one, i + 1, places))),
  );
}

/** @param {Account} one @param {number} number @param {Map<string, number>} places */
function report(one, number, places) {
  const copied = one.copy_of ? places.get(one.copy_of) : null;
  return h(
    "li",
    {},
    h("h3", {}, `${number}. `, one.document ? h("a", { href: address("document", one.document.id) }, titleOf(one.document)) : one.title),
    h("p", { class: "small quiet" }, [dayInShort(one.published), one.wire && `after ${one.wire}`, copied && `a copy of report ${copied}`].filter(Boolean).join(" · ")),
    h("ul", { class: "grounds" }, one.claims.map((claim) => h("li", {}, claimBody(claim)))),
  );
}

/** @param {Whole} whole */
function joinings(whole) {
  const places = numbersOf(whole);
  return h(
    "section",
    { "aria-labelledby": "joinings" },
    h("h2", { id: "joinings" }, "Why they were joined"),
    whole.joinings.length
      ? h("ul", { class: "rows" }, whole.joinings.map((one) => h("li", {}, h("details", { open: one.holds ?? false }, h("summary", {}, `Reports ${places.get(one.one) ?? "?"} and ${places.get(one.other) ?? "?"}: `, h("strong", {}, signed(one.weight))), weights(one.reasons)))))
      : nothing("There is one report alone."),
  );
}

/** @param {Whole} whole */
function numbersOf(whole) {
  return new Map(whole.accounts.map((one, i) => [one.account, i + 1]));
}

/** Reasons, each with a bar to the right for it or to the left against it. @param {Reason[]} reasons */
function weights(reasons) {
  const most = Math.max(1, ...reasons.map((one) => Math.abs(one.weight)));
  return h(
    "table",
    { class: "weights" },
    h("caption", { class: "unseen" }, "Reasons and their weights, in log odds"),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Reason"), h("th", { scope: "col", class: "number" }, "Weight"))),
    h("tbody", {}, reasons.map((one) => h("tr", {}, h("td", {}, `${plain(one.name)}${one.label ? `: ${one.label}` : ""}`, sized(h("span", { class: `bar ${one.weight < 0 ? "against" : "for"}`, "aria-hidden": "true" }), { share: Math.abs(one.weight) / most })), h("td", { class: "number" }, signed(one.weight))))),
  );
}

/** @param {number} weight */
function signed(weight) {
  return `${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(1)}`;
}

/** @param {Whole} whole */
function apart(whole) {
  if (!whole.apart.length) return null;
  return h(
    "section",
    { "aria-labelledby": "apart" },
    h("h2", { id: "apart" }, "Near, and kept apart"),
    h("ul", { class: "rows" }, whole.apart.map((one) => h("li", {}, h("a", { href: address("incident", one.incident) }, one.title), h("p", { class: "small quiet" }, `${signed(one.weight)}: ${one.because}`), h("details", {}, h("summary", {}, "Reasons"), weights(one.reasons))))),
  );
}

/** @param {Whole} whole @param {AbortSignal} life */
function decisions(whole, life) {
  if (!whole.decisions.length) return null;
  return h(
    "section",
    { "aria-labelledby": "decisions" },
    h("h2", { id: "decisions" }, "Decided by people"),
    h("ul", { class: "rows" }, whole.decisions.map((one) => decided(one, whole.summary.id, life))),
  );
}

/** @param {Decision} one @param {string} incident @param {AbortSignal} life */
function decided(one, incident, life) {
  const what = one.withdraws ? `takes decision ${one.withdraws} back` : `${one.what}, ${counted(one.pairs.length, "pair")} of reports`;
  return h(
    "li",
    {},
    h("p", {}, h("strong", {}, `Decision ${one.number}`), `: ${what}, ${dayInShort(one.made_at)} `, one.stands ? null : h("span", { class: "tag" }, "taken back")),
    one.note ? h("p", { class: "small quiet" }, one.note) : null,
    one.stands && !one.withdraws ? undoing(one, incident, life) : null,
  );
}
