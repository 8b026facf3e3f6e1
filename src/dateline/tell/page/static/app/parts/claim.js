// A claim as lists show it: who says what, through whom, when, and where it stands.

import { h } from "../dom.js";
import { address } from "../route.js";
import { sideMark } from "../sides.js";
import { dayInShort, momentInWords, nameOf, plain, rangeInWords } from "../words.js";

/** @typedef {import("../types.js").ClaimRow} ClaimRow */
/** @typedef {import("../types.js").DatelineRecord} DatelineRecord */

/** @param {ClaimRow} row @param {{document?: boolean}} [how] */
export function claimBody(row, { document = true } = {}) {
  const [first, ...through] = row.by;
  return h(
    "div",
    { class: "claim" },
    h("p", { class: "who" }, first ?? "Nobody named", " ", sideMark(row.side, { bare: true }), through.length ? h("span", { class: "chain" }, through.join(", ")) : null),
    h("p", { class: "said" }, row.quote),
    h(
      "p",
      { class: "from" },
      stanceTag(row.stance),
      row.of ? h("span", {}, ofInWords(row.of)) : null,
      row.contested ? h("span", { class: "tag contested" }, "contested") : null,
      row.said ? h("span", {}, `said ${dayInShort(row.said)}`) : null,
      document ? h("a", { href: address("document", row.document.id, { record: row.claim.id }) }, titleOf(row.document)) : null,
    ),
  );
}

/** @param {string|undefined} stance */
export function stanceTag(stance) {
  return h("span", { class: `tag ${stance ?? ""}` }, stance ?? "says");
}

/** @param {import("../types.js").DocumentHead} head */
export function titleOf(head) {
  return [head.title ?? head.source, head.outlet].filter(Boolean).join(" — ");
}

/** What a record is, in a few words. @param {DatelineRecord} record */
export function ofInWords(record) {
  switch (record.record) {
    case "event":
      return [record.acled?.sub_event_type ?? plain(record.type), record.places?.[0]?.name, momentInWords(record.moment)].filter(Boolean).join(", ");
    case "figure":
      return `${rangeInWords(record.low, record.high, record.approximate)} ${record.unit ?? ""} ${plain(record.counts)}`.replaceAll(/ +/g, " ");
    case "control":
      return `${record.place?.name ?? record.place?.text}: ${record.change} by ${record.holder ?? "somebody"}`;
    case "forecast":
      return [`forecast of ${nameOf(record.forecaster)}`, record.likelihood?.text, momentInWords(record.horizon)].filter(Boolean).join(", ");
    default:
      return record.record;
  }
}
