// One scenario: its graph with the day's numbers, and which claims moved them by how much.

import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { changeInWords, graph } from "../parts/graph.js";
import { nothing } from "../parts/wait.js";
import { address, go } from "../route.js";
import { holdings, sideMark } from "../sides.js";
import { dayInShort, dayInWords, percent } from "../words.js";

/** @typedef {import("../parts/graph.js").Proposition} Proposition */
/** @typedef {import("../parts/graph.js").Mover} Mover */
/** @typedef {{name: string, title: string, on: string|null, exact: boolean, unseen: string[], propositions: Proposition[], links: import("../parts/graph.js").Link[]}} Scenario */

/** @type {import("../types.js").View} */
export const view = {
  title: "Scenario",
  async open(place, route, life) {
    const name = route.argument ?? "", on = route.query.get("on") ?? holdings().last ?? "";
    /** @type {Scenario} */
    const told = await get(`/scenarios/${encodeURIComponent(name)}`, { on }, life);
    document.title = `${told.title} — Dateline`;
    /** @param {string} id */
    const choose = (id) => {
      const row = document.getElementById(`proposition-${id}`);
      row?.scrollIntoView({ block: "center" });
      row?.focus();
    };
    fill(
      place,
      h("header", { class: "article-head bare" }, h("h1", {}, told.title), day(name, on)),
      told.propositions.length ? graph(told.propositions, told.links, choose) : nothing("It has no propositions."),
      h("p", { class: "small quiet" }, "The bar is the probability by that day, the upright stroke the one before anything was read. A dashed arrow makes what it points at less likely."),
      h("section", { "aria-labelledby": "moved" }, h("h2", { id: "moved" }, `What moved them, by ${dayInWords(on)}`), h("ol", { class: "rows" }, told.propositions.map(proposition))),
      told.unseen.length ? h("section", { "aria-labelledby": "unseen" }, h("h2", { id: "unseen" }, "Nothing seen yet of"), h("ul", { class: "quiet" }, told.unseen.map((one) => h("li", {}, one)))) : null,
    );
  },
};

/** @param {string} name @param {string} on */
function day(name, on) {
  const form = h("form", { class: "filters" }, h("label", { class: "field" }, "As of", h("input", { type: "date", name: "on", value: on })), h("button", { type: "submit" }, "Show"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(address("scenario", name, { on: String(new FormData(form).get("on") ?? "") }));
  });
  return form;
}

/** @param {Proposition} one */
function proposition(one) {
  return h(
    "li",
    { id: `proposition-${one.id}`, tabindex: "-1", class: "proposition" },
    h("h3", {}, one.label),
    h("p", { class: "tags" }, h("strong", {}, percent(one.probability)), h("span", { class: "quiet" }, `${changeInWords(one.probability - one.prior)}, from ${percent(one.prior)}`)),
    one.moved_by.length ? h("ul", { class: "grounds" }, one.moved_by.map(mover)) : null,
  );
}

/** @param {Mover} one */
function mover(one) {
  const where = one.claim ? h("a", { href: address("record", one.claim) }, "the claim") : null;
  const incident = one.incident ? h("a", { href: address("incident", one.incident) }, "the incident") : null;
  return h(
    "li",
    {},
    h("strong", {}, signed(one.change)),
    ` ${one.title || one.signpost}`,
    h("span", { class: "quiet" }, ` — ${[one.by, dayInShort(one.known)].filter(Boolean).join(", ")} `),
    one.side ? [" ", h("span", { class: "tag" }, sideMark(one.side), " alone tells it")] : null,
    h("span", { class: "links" }, where, incident),
  );
}

/** @param {number} change */
function signed(change) {
  const points = Math.abs(Math.round(change * 1000) / 10);
  return `${change < 0 ? "−" : "+"}${points || "under 0.1"} ${points === 1 ? "point" : "points"}`;
}
