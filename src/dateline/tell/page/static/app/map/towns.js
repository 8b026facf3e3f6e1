// Settlements to choose by keyboard: a field and a list, the most important first.

import { fill, h, settled } from "../dom.js";
import { folded, heldOn, stateInWords } from "./days.js";

/** Longer lists are searched and not read. */
const MOST = 40;

/** @typedef {import("./days.js").Town} Town */

/**
 * @param {Town[]} towns
 * @param {() => number} day
 * @param {(town: Town) => void} choose
 */
export function townList(towns, day, choose) {
  const field = h("input", { type: "search", autocomplete: "off", "aria-controls": "towns" });
  const list = h("ul", { class: "towns", id: "towns", "aria-label": "Settlements" });
  const count = h("p", { class: "small quiet", role: "status" });

  const draw = () => {
    const wanted = folded(field.value.trim());
    const found = wanted ? towns.filter((town) => town.plain.includes(wanted)) : towns;
    const shown = found.slice(0, MOST);
    const held = list.contains(document.activeElement) ? document.activeElement?.getAttribute("data-town") : null;
    fill(list, shown.map((town) => entry(town, day())));
    if (held) /** @type {HTMLElement|null} */ (list.querySelector(`[data-town="${held}"]`))?.focus();
    fill(count, found.length > MOST ? `The first ${MOST} of ${found.length.toLocaleString("en-GB")}` : found.length ? "" : "No settlement is called so.");
  };
  field.addEventListener("input", draw);
  list.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button) choose(towns[Number(button.dataset.town)]);
  });
  const place = h("section", { "aria-labelledby": "towns-head" }, h("h2", { id: "towns-head" }, "Settlements"), h("label", { class: "field" }, "Find by name", field), count, list);
  draw();
  return { place, redraw: settled(draw, 200) };
}

/** @param {Town} town @param {number} day */
function entry(town, day) {
  return h("li", {}, h("button", { type: "button", "data-town": town.index }, town.name, h("small", {}, stateInWords(heldOn(town, day)))));
}
