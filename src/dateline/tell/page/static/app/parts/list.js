// A list that comes in parts, with a button for the next one.

import { left } from "../api.js";
import { announce, fill, h } from "../dom.js";
import { nothing, trouble } from "./wait.js";

/**
 * @template T
 * @param {HTMLElement} place
 * @param {(cursor: string|null) => Promise<import("../types.js").Listing<T>>} ask
 * @param {(item: T, before: T|null) => import("../dom.js").Child|import("../dom.js").Child[]} draw   an item's `li`, knowing the one before
 * @param {{empty: string, ordered?: boolean}} words
 */
export async function listing(place, ask, draw, { empty, ordered = false }) {
  const list = h(ordered ? "ol" : "ul", { class: "rows" });
  const more = h("button", { type: "button", class: "more", hidden: true }, "More");
  fill(place, h("p", { class: "waiting" }, "Reading…"));
  /** @type {T|null} */
  let before = null;
  /** @type {string|null} */
  let next = null;
  const part = async () => {
    const found = await ask(next);
    const first = list.childElementCount;
    for (const item of found.items) {
      const drawn = draw(item, before);
      for (const one of Array.isArray(drawn) ? drawn : [drawn]) if (one instanceof Node) list.append(one);
      before = item;
    }
    next = found.next;
    more.hidden = next === null;
    return first;
  };
  more.addEventListener("click", async () => {
    more.disabled = true;
    try {
      const first = await part();
      announce(`${list.childElementCount - first} more`);
      /** @type {HTMLElement|null} */ (list.children[first]?.querySelector("a, button"))?.focus();
    } catch (error) {
      if (!left(error)) more.before(trouble(error));
    } finally {
      more.disabled = false;
    }
  });
  try {
    await part();
    fill(place, list.childElementCount ? [list, more] : nothing(empty));
  } catch (error) {
    if (!left(error)) fill(place, trouble(error));
  }
}
