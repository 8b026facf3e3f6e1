// One record in full, as the reader of a document shows it.

import { h } from "../dom.js";
import { address } from "../route.js";
import { sideMark } from "../sides.js";
import { capital, momentInWords, nameOf, plain, rangeInWords } from "../words.js";
import { ofInWords, stanceTag } from "./claim.js";

/** @typedef {import("../types.js").DatelineRecord} DatelineRecord */
/** @typedef {import("../types.js").Actor} Actor */
/** @typedef {import("../types.js").Place} Place */
/** @typedef {import("../dom.js").Child} Child */

/**
 * @param {DatelineRecord} record
 * @param {DatelineRecord[]} all every record of its document
 * @param {(id: string) => void} choose
 * @param {{stored: boolean}} how
 */
export function detail(record, all, choose, { stored }) {
  const said = all.filter((one) => one.record === "claim" && one.of?.id === record.id);
  const responses = all.filter((one) => one.record === "response" && (one.claim === record.id || one.to === record.id));
  return [
    h("h2", {}, h("span", { class: `kind k-${record.record}` }, capital(record.record))),
    h("blockquote", { class: "evidence" }, record.evidence.map((span) => span.text).join(" … ")),
    h("dl", { class: "facts" }, facts(record, choose).map(([term, ...told]) => h("div", {}, h("dt", {}, term), h("dd", {}, ...told)))),
    said.length ? [h("h3", {}, "According to"), h("ul", { class: "grounds" }, said.map((claim) => sayer(claim, choose)))] : null,
    responses.length ? [h("h3", {}, "Responses"), h("ul", { class: "grounds" }, responses.map((one) => h("li", {}, link(`${one.how}: ${(one.reasons ?? []).join("; ")}`, one.id, choose))))] : null,
    stored && record.record === "event" && ["occurred", "ongoing"].includes(record.factuality ?? "") ? h("p", {}, h("a", { href: address("incident", record.id) }, "The incident that it is part of")) : null,
  ].flat();
}

/** @param {DatelineRecord} claim @param {(id: string) => void} choose */
function sayer(claim, choose) {
  const [first, ...through] = claim.by ?? [];
  return h("li", {}, link(nameOf(first), claim.id, choose), " ", sideMark(first?.side, { bare: true }), " ", stanceTag(claim.stance), through.length ? h("span", { class: "chain" }, ` ${through.map(nameOf).join(", ")}`) : null);
}

/** @param {string} words @param {string} id @param {(id: string) => void} choose */
function link(words, id, choose) {
  return h("button", { type: "button", class: "inline", onclick: () => choose(id) }, words);
}

/** @param {DatelineRecord} record @param {(id: string) => void} choose @returns {[string, ...Child[]][]} */
function facts(record, choose) {
  const told = TOLD[record.record]?.(record, choose) ?? [];
  return told.filter(([, ...values]) => values.some((value) => value !== null && value !== undefined && value !== ""));
}

/** What there is to tell of each kind. @type {Record<string, (record: DatelineRecord, choose: (id: string) => void) => [string, ...Child[]][]>} */
const TOLD = {
  event: (one) => [
    ["What", [plain(one.type), one.mode && plain(one.mode)].filter(Boolean).join(", ")],
    ["ACLED", one.acled ? `${one.acled.event_type}: ${one.acled.sub_event_type}` : null],
    ["Who", ...actors(one.actors)],
    ["To whom", ...actors(one.targets)],
    ["Where", ...(one.places ?? []).flatMap((at, i) => [i ? "; " : null, place(at)])],
    ["When", momentInWords(one.moment)],
    ["Figures", (one.figures ?? []).map((figure) => `${rangeInWords(figure.low, figure.high, figure.approximate)} ${figure.unit ?? plain(figure.counts)}`).join("; ")],
    ["Told as", [one.factuality, one.standing === "current" ? null : one.standing].filter(Boolean).join(", ")],
  ],
  claim: (one, choose) => [
    ["Says so", ...actors(one.by)],
    ["Stance", one.stance ? stanceTag(one.stance) : null],
    ["How firmly", one.certainty === "plain" ? null : one.certainty],
    ["Said", momentInWords(one.said)],
    ["Of", one.of ? link(`the ${one.of.record}`, one.of.id, choose) : null],
  ],
  quote: (one) => [["Speaker", ...actors(one.speaker ? [one.speaker] : [])], ["Only set off", one.scare ? "yes: nobody says it" : null]],
  figure: (one) => [["How many", rangeInWords(one.low, one.high, one.approximate)], ["Of what", [plain(one.counts), one.unit].filter(Boolean).join(", ")]],
  control: (one) => [["Where", one.place ? place(one.place) : null], ["Change", one.change], ["Holder", sideMark(one.holder)], ["When", momentInWords(one.moment)], ["Holder is", one.basis === "inferred" ? "inferred from whose claim it is" : null]],
  forecast: (one) => [
    ["If", one.condition?.text],
    ["By when", momentInWords(one.horizon)],
    ["How likely", one.likelihood ? `“${one.likelihood.text}”: ${Math.round(one.likelihood.low * 100)} to ${Math.round(one.likelihood.high * 100)} %` : null],
    ["Forecaster", ...actors(one.forecaster ? [one.forecaster] : [])],
  ],
  statement: (one) => [["Told as", one.factuality]],
  response: (one, choose) => [["How", one.how], ["Because", (one.reasons ?? []).join("; ")], ["Claim", one.claim ? link("the one that responds", one.claim, choose) : null], ["To", one.to ? link("the one it responds to", one.to, choose) : null]],
};

/** @param {Actor[]|undefined} found @returns {Child[]} */
function actors(found) {
  return (found ?? []).flatMap((actor, i) => [i ? "; " : null, actor.key ? h("a", { href: address("party", actor.key) }, nameOf(actor)) : nameOf(actor), actor.role && actor.role !== nameOf(actor) ? `, ${actor.role}` : null, " ", sideMark(actor.side, { bare: true })]);
}

/** @param {Place} found */
function place(found) {
  const words = [found.name ?? found.text, found.admin1, found.country].filter(Boolean).join(", ");
  return found.kind === "settlement" && found.key ? h("a", { href: address("map", null, { town: found.key }) }, words) : words;
}

/** @param {DatelineRecord} record */
export function inShort(record) {
  const words = ofInWords(record);
  return words === record.record ? (record.evidence[0]?.text ?? record.record) : words;
}
