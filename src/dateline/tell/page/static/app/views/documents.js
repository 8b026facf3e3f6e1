// All documents, the newest first.

import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { listing } from "../parts/list.js";
import { address } from "../route.js";
import { dayInShort } from "../words.js";

/** @typedef {import("../types.js").DocumentHead} DocumentHead */

/** @type {import("../types.js").View} */
export const view = {
  title: "Documents",
  async open(place, route, life) {
    const list = h("div", {});
    fill(place, h("h1", {}, "Documents"), h("p", { class: "standfirst" }, "What was read, by day of publication."), list);
    const query = Object.fromEntries(route.query);
    await listing(list, (cursor) => get("/documents", { ...query, cursor }, life), (/** @type {DocumentHead} */ one) => row(one), { empty: "Nothing has been read into this store yet." });
  },
};

/** @param {DocumentHead} one */
function row(one) {
  return h("li", { class: "document-row" }, h("h2", {}, h("a", { href: address("document", one.id) }, one.title ?? one.source)), h("p", { class: "small quiet" }, [dayInShort(one.published), one.outlet, one.title ? one.source : null].filter(Boolean).join(" · ")));
}
