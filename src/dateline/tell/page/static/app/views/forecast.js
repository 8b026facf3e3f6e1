// One forecast of the ledger: the question, every estimate, the answer; and entering more.

import { get, left, post } from "../api.js";
import { fill, h } from "../dom.js";
import { tokenField } from "../parts/token.js";
import { nothing, trouble } from "../parts/wait.js";
import { address, go } from "../route.js";
import { dayInShort, dayInWords } from "../words.js";
import { answerTag, odds } from "./forecasts.js";

/** @typedef {import("./forecasts.js").Forecast} Forecast */
/** @typedef {import("./forecasts.js").Evidence} Evidence */

/** @type {import("../types.js").View} */
export const view = {
  title: "Forecast",
  async open(place, route, life) {
    /** @type {Forecast} */
    const one = await get(`/ledger/${encodeURIComponent(route.argument ?? "")}`, {}, life);
    const { question } = one;
    document.title = `${question.text} — Dateline`;
    fill(
      place,
      h("header", { class: "article-head" }, h("h1", {}, question.text), h("p", { class: "tags" }, answerTag(one), question.tags.map((tag) => h("span", { class: "tag" }, tag))), h("p", { class: "small quiet" }, `Forecast ${one.number}, entered by ${one.author}, ${dayInShort(one.at)}`)),
      h("div", { class: "two wide-right" }, h("div", { class: "stack" }, estimates(one), entering(one, life)), h("div", { class: "stack" }, about(one), answer(one))),
    );
  },
};

/** @param {Forecast} one */
function about({ question }) {
  const told = /** @type {[string, string|null][]} */ ([["Settled by", question.rule], ["Due", question.due ? dayInWords(question.due) : null], ["If", question.condition], ["Lacks", question.lacks.join(", ")]]);
  return h("section", { "aria-labelledby": "question" }, h("h2", { id: "question" }, "The question"), h("dl", { class: "facts" }, told.filter(([, words]) => words).map(([term, words]) => h("div", {}, h("dt", {}, term), h("dd", {}, words)))), evidence(question.evidence));
}

/** @param {Forecast} one */
function estimates(one) {
  const rows = one.estimates.map(({ estimate, corrected }) => h("tr", {}, h("td", {}, dayInShort(estimate.made)), h("td", {}, estimate.forecaster, corrected ? h("span", { class: "quiet" }, " (corrected)") : null), h("td", { class: "number" }, odds(estimate)), h("td", {}, [estimate.wording && `“${estimate.wording}”`, estimate.note].filter(Boolean).join(" "), evidence(estimate.evidence))));
  const heads = h("tr", {}, ["Made", "By", "Held probable", "Note"].map((head, i) => h("th", { scope: "col", class: i === 2 ? "number" : null }, head)));
  return h("section", { "aria-labelledby": "estimates" }, h("h2", { id: "estimates" }, "Estimates"), rows.length ? h("table", {}, h("thead", {}, heads), h("tbody", {}, rows)) : nothing("Nobody has said yet how probable it is."));
}

/** @param {Forecast} one */
function answer({ resolution }) {
  if (!resolution) return null;
  return h("section", { "aria-labelledby": "answer" }, h("h2", { id: "answer" }, "The answer"), h("p", {}, h("strong", {}, resolution.answer), `, settled on ${dayInWords(resolution.on)}`), resolution.note ? h("p", {}, resolution.note) : null, evidence(resolution.evidence));
}

/** @param {Evidence[]} found */
function evidence(found) {
  if (!found.length) return null;
  return h("ul", { class: "small" }, found.map((one) => h("li", {}, one.kind === "record" ? h("a", { href: address("record", one.of) }, "A record in the store") : /^https?:\/\//i.test(one.of) ? h("a", { href: one.of, rel: "noopener noreferrer external" }, one.of) : one.of)));
}

/** @param {Forecast} one @param {AbortSignal} life */
function entering(one, life) {
  const estimate = h("form", { class: "deciding" }, h("label", { class: "field" }, "How probable (70%, or 0.2..0.4)", h("input", { name: "probability", required: true, autocomplete: "off" })), h("label", { class: "field" }, "Forecaster", h("input", { name: "forecaster", autocomplete: "off" })), h("label", { class: "field" }, "Note", h("input", { name: "note", autocomplete: "off" })), tokenField(), h("button", { type: "submit" }, "Enter the estimate"));
  const resolve = h("form", { class: "deciding" }, h("label", { class: "field" }, "Answer", h("select", { name: "answer" }, ["yes", "no", "void", "ambiguous"].map((word) => h("option", {}, word)))), h("label", { class: "field" }, "Settled on", h("input", { name: "on", type: "date" })), h("label", { class: "field" }, "Note", h("input", { name: "note", autocomplete: "off" })), tokenField(), h("button", { type: "submit" }, "Enter the answer"));
  return h("section", { "aria-labelledby": "enter" }, h("h2", { id: "enter" }, "Enter more"), h("details", {}, h("summary", {}, "An estimate"), sent(estimate, one, "estimates", life)), one.resolution ? null : h("details", {}, h("summary", {}, "The answer"), sent(resolve, one, "resolution", life)));
}

/** @param {HTMLFormElement} form @param {Forecast} one @param {string} what @param {AbortSignal} life */
function sent(form, one, what, life) {
  const told = h("div", { role: "status" });
  form.append(told);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value));
    try {
      await post(`/ledger/${one.number}/${what}`, body, life);
      go(address("forecast", String(one.number), { entered: String(Date.now()) }));
    } catch (error) {
      if (!left(error)) fill(told, trouble(error));
    }
  });
  return form;
}
