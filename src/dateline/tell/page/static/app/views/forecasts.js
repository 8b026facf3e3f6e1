// The ledger of forecasts, how forecasters have done, and what documents foresee.

import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { calibration } from "../parts/calibration.js";
import { listing } from "../parts/list.js";
import { nothing, when } from "../parts/wait.js";
import { address, go } from "../route.js";
import { capital, dayInShort, momentInWords, nameOf, percent, plain } from "../words.js";

/** @typedef {{forecast: number, forecaster: string, low: number, high: number, probability: number, basis: string, made: string, wording: string|null, note: string|null, evidence: Evidence[]}} Estimate */
/** @typedef {{kind: "record"|"link", of: string}} Evidence */
/** @typedef {{seq: number, at: string, author: string, estimate: Estimate, corrected: boolean}} Made */
/** @typedef {{answer: string, on: string, note: string|null, evidence: Evidence[]}} Resolution */
/** @typedef {{number: number, at: string, author: string, question: {text: string, rule: string|null, due: string|null, condition: string|null, tags: string[], lacks: string[], evidence: Evidence[], record: string|null}, estimates: Made[], resolution: Resolution|null, withdrawn: boolean}} Forecast */
/** @typedef {{value: number, low: number|null, high: number|null}} Value */
/** @typedef {{by: string, name: string, forecasts: number, judged: number, brier: Value, log: Value, skill: Value|null}} Group */
/** @typedef {{groups: Group[], calibration: import("../parts/calibration.js").Point[]}} Scores */
/** @typedef {import("../types.js").DatelineRecord} DatelineRecord */

/** @type {import("../types.js").View} */
export const view = {
  title: "Forecasts",
  async open(place, route, life) {
    const query = Object.fromEntries(route.query);
    const found = query.from === "documents";
    const list = h("section", { "aria-label": found ? "Forecasts in documents" : "The ledger" });
    const scores = h("section", { "aria-labelledby": "scores" });
    fill(place, h("h1", {}, "Forecasts"), h("p", { class: "standfirst" }, "What was held probable, by whom, and how it turned out."), modes(found), h("div", { class: "two wide-right" }, h("div", {}, found ? null : filters(query), list), scores));
    void when(scores, /** @type {Promise<Scores>} */ (get("/ledger/scores", {}, life)), (told) => scored(told, life));
    if (found) await listing(list, (cursor) => get("/records/forecast", { limit: query.limit, cursor }, life), (/** @type {DatelineRecord} */ one) => foreseen(one), { empty: "No document foresees anything." });
    else await listing(list, (cursor) => get("/ledger", { ...query, cursor }, life), (/** @type {Forecast} */ one) => row(one), { empty: "The ledger has no such forecast. `dateline forecast add` enters one." });
  },
};

/** @param {boolean} found */
function modes(found) {
  return h("nav", { class: "modes", "aria-label": "Which forecasts" }, h("a", { href: address("forecasts"), "aria-current": found ? null : "true" }, "The ledger"), h("a", { href: address("forecasts", null, { from: "documents" }), "aria-current": found ? "true" : null }, "Read in documents"));
}

/** @param {Record<string, string>} query */
function filters(query) {
  const open = h("input", { type: "checkbox", name: "opened", value: "true", checked: query.opened === "true" });
  const fields = /** @type {[string, string, string][]} */ ([["text", "Words", "search"], ["forecaster", "Forecaster", "search"], ["topic", "Topic", "search"], ["due", "Due before", "date"]]);
  const form = h("form", { class: "filters" }, fields.map(([name, label, type]) => h("label", { class: "field" }, label, h("input", { name, type, value: query[name] ?? "", autocomplete: "off" }))), h("label", { class: "tick" }, open, "Open only"), h("button", { type: "submit" }, "Filter"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(address("forecasts", null, Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]))));
  });
  return form;
}

/** @param {Forecast} one */
function row(one) {
  const newest = newestOf(one);
  return h(
    "li",
    { class: "forecast-row" },
    h("h2", {}, h("a", { href: address("forecast", String(one.number)) }, one.question.text)),
    h("p", { class: "tags small" }, answerTag(one), one.question.due ? h("span", { class: "quiet" }, `due ${dayInShort(one.question.due)}`) : null, one.question.tags.map((tag) => h("span", { class: "tag" }, tag))),
    newest.length ? h("p", { class: "small" }, newest.map((made) => `${made.estimate.forecaster} ${odds(made.estimate)}`).join(" · ")) : h("p", { class: "small quiet" }, "No estimate yet"),
  );
}

/** The newest estimate of each forecaster. @param {Forecast} one */
export function newestOf(one) {
  return [...new Map(one.estimates.map((made) => [made.estimate.forecaster, made])).values()];
}

/** @param {Estimate} estimate */
export function odds(estimate) {
  return estimate.low === estimate.high ? percent(estimate.probability) : `${Math.round(estimate.low * 100)} to ${Math.round(estimate.high * 100)} %`;
}

/** @param {Forecast} one */
export function answerTag(one) {
  if (one.withdrawn) return h("span", { class: "tag" }, "withdrawn");
  return one.resolution ? h("span", { class: `tag answer-${one.resolution.answer}` }, `answered ${one.resolution.answer}, ${dayInShort(one.resolution.on)}`) : h("span", { class: "tag" }, "open");
}

/** @param {DatelineRecord} one */
function foreseen(one) {
  const likely = one.likelihood ? `“${one.likelihood.text}”: ${Math.round(one.likelihood.low * 100)} to ${Math.round(one.likelihood.high * 100)} %` : null;
  return h(
    "li",
    { class: "claim" },
    h("p", { class: "who" }, nameOf(one.forecaster)),
    h("p", { class: "said" }, one.proposition?.text ?? one.evidence[0]?.text, one.condition ? h("span", { class: "quiet" }, ` — ${one.condition.text}`) : null),
    h("p", { class: "from" }, likely ? h("span", { class: "tag" }, likely) : null, one.horizon ? h("span", {}, momentInWords(one.horizon)) : null, h("a", { href: address("document", one.document, { record: one.id }) }, "Read it")),
  );
}

/** @param {Scores} told @param {AbortSignal} life */
function scored(told, life) {
  const head = h("h2", { id: "scores" }, "How they turned out");
  if (!told.groups.length) return [head, nothing("No forecast with an estimate has been answered yes or no yet.")];
  return [head, calibration(told.calibration, life), h("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "Scores" }, scoreTable(told.groups))];
}

/** @param {Group[]} groups */
function scoreTable(groups) {
  return h(
    "table",
    { class: "scores" },
    h("caption", {}, "Brier and log scores: the smaller, the better. In brackets what 95 % of resamplings lie between."),
    h("thead", {}, h("tr", {}, ["Who or what", "Judged", "Brier", "Log"].map((name, i) => h("th", { scope: "col", class: i ? "number" : null }, name)))),
    h("tbody", {}, groups.map((one) => h("tr", {}, h("td", {}, one.by === "all" ? "Everybody" : capital(plain(one.name))), h("td", { class: "number" }, one.judged), h("td", { class: "number" }, value(one.brier)), h("td", { class: "number" }, value(one.log))))),
  );
}

/** @param {Value} one */
function value(one) {
  const bounds = one.low !== null && one.high !== null ? h("small", { class: "quiet bounds" }, `(${one.low.toFixed(2)}–${one.high.toFixed(2)})`) : null;
  return [one.value.toFixed(3), bounds];
}
