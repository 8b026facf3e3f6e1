// The filters of the map, kept in its address.

import { h, settled } from "../dom.js";
import { sides } from "../sides.js";
import { SIGNS } from "./symbols.js";

/** How credible an incident is at least, after the Admiralty code: the smaller, the more credible. */
const CONFIDENCE = [["", "Any"], ["3", "Possibly true, or better"], ["2", "Probably true, or better"], ["1", "Confirmed"]];

/** @typedef {{side?: string, type?: string, source?: string, confidence?: string, contested?: string}} Asked */

/** @param {URLSearchParams} query @param {() => void} changed */
export function filtersOf(query, changed) {
  const side = choice("Side", [["", "All sides"], ...sides().map((one) => [one.key, one.label])], query.get("side"));
  const type = choice("Type of incident", [["", "All types"], ...Object.entries(SIGNS).map(([key, { label }]) => [key, label])], query.get("type"));
  const confidence = choice("Confidence", CONFIDENCE, query.get("confidence"));
  const source = h("input", { type: "search", value: query.get("source") ?? "", placeholder: "Any source", autocomplete: "off" });
  const contested = h("input", { type: "checkbox", checked: query.get("contested") === "true" });
  const places = [side.field, type.field, confidence.field];
  for (const field of [...places, contested]) field.addEventListener("change", changed);
  source.addEventListener("input", settled(changed, 400));
  const active = [...query.keys()].some((key) => ["side", "type", "source", "confidence", "contested"].includes(key));
  const place = h(
    "details",
    { open: active },
    h("summary", {}, h("strong", {}, "Filters")),
    h("div", { class: "filters" }, side.label, type.label, confidence.label, h("label", { class: "field" }, "Source", source), h("label", { class: "tick" }, contested, "Contested only")),
  );
  return {
    place,
    /** @returns {Asked} */
    asked: () => ({
      side: side.field.value || undefined,
      type: type.field.value || undefined,
      source: source.value.trim() || undefined,
      confidence: confidence.field.value || undefined,
      contested: contested.checked ? "true" : undefined,
    }),
  };
}

/** @param {string} name @param {string[][]} options @param {string|null} chosen */
function choice(name, options, chosen) {
  const field = h("select", {}, options.map(([value, label]) => h("option", { value, selected: value === (chosen ?? "") }, label)));
  return { field, label: h("label", { class: "field" }, name, field) };
}
