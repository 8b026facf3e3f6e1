// What is shown while something is asked for, when nothing came, and when it went wrong.

import { left } from "../api.js";
import { fill, h } from "../dom.js";

/** @param {unknown} error */
export function trouble(error) {
  const words = error instanceof Error ? error.message : String(error);
  return h("p", { class: "trouble", role: "alert" }, words);
}

/** @param {string} words */
export function nothing(words) {
  return h("p", { class: "nothing" }, words);
}

/**
 * Fills a place with what a promise gives; says that it is being waited for, or why nothing came.
 * @template T
 * @param {HTMLElement} place
 * @param {Promise<T>} promise
 * @param {(found: T) => import("../dom.js").Child | import("../dom.js").Child[]} draw
 */
export async function when(place, promise, draw) {
  place.setAttribute("aria-busy", "true");
  if (!place.childElementCount) fill(place, h("p", { class: "waiting" }, "Reading…"));
  try {
    fill(place, draw(await promise));
  } catch (error) {
    if (left(error)) return;
    fill(place, trouble(error));
  } finally {
    place.removeAttribute("aria-busy");
  }
}
