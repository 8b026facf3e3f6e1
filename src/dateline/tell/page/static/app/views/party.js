// One person or party: its offices, and what it claimed last.

import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { claimBody } from "../parts/claim.js";
import { nothing } from "../parts/wait.js";
import { address } from "../route.js";
import { sideMark } from "../sides.js";
import { dayInShort } from "../words.js";
import { office, standing } from "./parties.js";

/** @typedef {import("./parties.js").Party} Party */
/** @typedef {{role: string, of: string, since: string|null, until: string|null}} Office */
/** @typedef {{party: Party, names: string[], offices: Office[], claims: import("../types.js").ClaimRow[]}} Whole */

/** @type {import("../types.js").View} */
export const view = {
  title: "Person or party",
  async open(place, route, life) {
    const key = route.argument ?? "";
    /** @type {Whole} */
    const whole = await get(`/parties/${key.split("/").map(encodeURIComponent).join("/")}`, { on: route.query.get("on") }, life);
    const { party } = whole;
    document.title = `${party.name} — Dateline`;
    const others = whole.names.filter((name) => name !== party.name);
    fill(
      place,
      h("header", { class: "article-head" }, h("h1", {}, party.name), h("p", { class: "standfirst" }, office(party)), h("p", {}, sideMark(party.side)), standing(party)),
      h(
        "div",
        { class: "two wide-right" },
        h("section", { "aria-labelledby": "claims" }, h("h2", { id: "claims" }, "Last claims"), whole.claims.length ? h("ul", { class: "rows" }, whole.claims.map((row) => h("li", {}, claimBody(row)))) : nothing("It has claimed nothing in this store."), whole.claims.length < party.claims ? h("p", {}, h("a", { href: address("claims", null, { said_by: party.key }) }, "All its claims")) : null),
        h("div", { class: "stack" }, whole.offices.length ? h("section", { "aria-labelledby": "offices" }, h("h2", { id: "offices" }, "Offices"), h("ul", { class: "rows" }, whole.offices.map(term))) : null, others.length ? h("section", { "aria-labelledby": "names" }, h("h2", { id: "names" }, "Also called"), h("p", {}, others.join(", "))) : null),
      ),
    );
  },
};

/** @param {Office} one */
function term(one) {
  return h("li", {}, h("strong", {}, one.role), `, ${one.of}`, h("p", { class: "small quiet" }, `${one.since ? dayInShort(one.since) : "before"} – ${one.until ? dayInShort(one.until) : "now"}`));
}
