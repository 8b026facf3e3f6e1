// Search over texts and records.

import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { listing } from "../parts/list.js";
import { nothing } from "../parts/wait.js";
import { address, go } from "../route.js";
import { dayInShort } from "../words.js";

/** @typedef {{kind: string, id: string, document: string, title: string|null, outlet?: string|null, published?: string|null, snippet: string, start: number, end: number}} Found */

const KINDS = ["document", "event", "quote", "figure", "control", "forecast", "statement", "claim"];

/** @type {import("../types.js").View} */
export const view = {
  title: "Search",
  async open(place, route, life) {
    const q = route.query.get("q") ?? "", kind = route.query.get("kind") ?? "";
    const list = h("div", {});
    fill(place, h("h1", {}, "Search"), form(q, kind), list);
    if (!q) return fill(list, nothing("Words that must all occur; “a phrase” goes in quotation marks."));
    const wanted = wordsOf(q);
    await listing(list, (cursor) => get("/search", { q, kind, limit: route.query.get("limit"), cursor }, life), (/** @type {Found} */ one) => row(one, wanted), { empty: `Nothing has all the words of “${q}”.` });
  },
};

/** @param {string} q @param {string} kind */
function form(q, kind) {
  const made = h("form", { class: "filters" }, h("label", { class: "field wide" }, "Words", h("input", { type: "search", name: "q", value: q })), h("label", { class: "field" }, "In", h("select", { name: "kind" }, h("option", { value: "" }, "everything"), KINDS.map((one) => h("option", { value: one, selected: one === kind }, `${one}s`)))), h("button", { type: "submit" }, "Search"));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    go(address("search", null, Object.fromEntries([...new FormData(made)].map(([name, value]) => [name, String(value).trim()]))));
  });
  return made;
}

/** @param {Found} one @param {string[]} wanted */
function row(one, wanted) {
  const href = address("document", one.document, { record: one.kind === "document" ? null : one.id });
  return h("li", {}, h("p", { class: "tags" }, h("span", { class: `kind small k-${one.kind}` }, one.kind), h("a", { href }, one.title ?? "Untitled")), h("p", { class: "snippet" }, marked(one.snippet, wanted)), h("p", { class: "small quiet" }, [one.outlet, one.published ? dayInShort(one.published) : null].filter(Boolean).join(" · ")));
}

/** @param {string} q */
function wordsOf(q) {
  return (q.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.toLowerCase());
}

/** @param {string} snippet @param {string[]} wanted */
function marked(snippet, wanted) {
  return snippet.split(/([\p{L}\p{N}]+)/u).map((part) => (wanted.some((word) => part.toLowerCase().startsWith(word)) && part ? h("mark", {}, part) : part));
}
