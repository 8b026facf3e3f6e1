// One settlement from day to day, with the claims for and against.

import { get } from "../api.js";
import { h, sized } from "../dom.js";
import { address } from "../route.js";
import { sideMark, sideOf } from "../sides.js";
import { dayInShort, percent } from "../words.js";
import { when } from "../parts/wait.js";
import { heldOn, stateTold } from "./days.js";

/** @typedef {{claim: string, document: string, title: string|null, for: boolean, weight: number, label: string, quote: string, claimant: string|null, side: string|null, said: string, assessed: boolean, near: string|null, region: string|null}} Reason */
/** @typedef {{from: string, until: string|null, status: string, holder: string|null, basis: string, confidence: number, reasons: Reason[]}} Step */

/**
 * @param {import("./days.js").Town} town
 * @param {number} day
 * @param {{known_by?: string|null}} picture
 * @param {AbortSignal} life
 * @param {() => void} close
 */
export function townPanel(town, day, picture, life, close) {
  const history = h("div", {});
  const place = h(
    "section",
    { class: "town", "aria-labelledby": "town-head" },
    h("div", { class: "list-head" }, h("h2", { id: "town-head", tabindex: "-1" }, town.name), h("button", { type: "button", onclick: close }, "Close")),
    h("p", { class: "quiet small" }, town.region),
    h("p", { class: "state" }, stateTold(heldOn(town, day))),
    h("h3", {}, "From day to day"),
    history,
  );
  /** @type {Promise<{history: Step[]}>} */
  const asked = get(`/places/${encodeURIComponent(town.id)}/control`, { known_by: picture.known_by }, life);
  when(history, asked, (found) => (found.history.length ? h("ol", { class: "history", reversed: true }, found.history.slice().reverse().map(step)) : h("p", { class: "nothing" }, "No claim is recorded for this.")));
  return place;
}

/** @param {Step} held */
function step(held) {
  const item = h(
    "li",
    {},
    h("p", { class: "span" }, held.until ? `${dayInShort(held.from)} until ${dayInShort(held.until)}` : `From ${dayInShort(held.from)}`),
    h("p", { class: "what" }, stateTold(held), " ", sideMark(held.holder, { bare: true })),
    held.status === "unknown" ? null : h("p", { class: "small quiet" }, `Confidence ${percent(held.confidence)}`),
    reasons("For", held.reasons.filter((one) => one.for)),
    reasons("Against", held.reasons.filter((one) => !one.for)),
  );
  const side = sideOf(held.holder);
  return side ? sized(item, { side: side.colour }) : item;
}

/** @param {string} head @param {Reason[]} found */
function reasons(head, found) {
  if (!found.length) return null;
  return h("div", {}, h("h4", { class: "small" }, `${head} (${found.length})`), h("ul", { class: "grounds" }, found.map(reason)));
}

/** @param {Reason} one */
function reason(one) {
  const about = one.near ? `of ${one.near} nearby` : one.region ? `of all ${one.region}` : null;
  return h(
    "li",
    {},
    h("strong", {}, one.claimant ?? "Nobody named", " ", sideMark(one.side, { bare: true })),
    ` ${[one.label, about, dayInShort(one.said)].filter(Boolean).join(", ")}. `,
    h("span", { class: "tag" }, one.assessed ? "vouched for" : "only claimed"),
    one.quote ? h("q", { class: "said" }, one.quote) : null,
    h("a", { class: "small", href: address("document", one.document, { record: one.claim }) }, one.title ?? "The document"),
  );
}
