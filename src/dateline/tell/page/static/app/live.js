// Tells when records were read into the store while the page was open. Nothing moves under a reader's eyes: what is
// shown stays until it is asked to show the new ones.

import { fill, h, settled } from "./dom.js";
import { counted } from "./words.js";

/** Records of one document come one after the other; they are told together, after so many milliseconds. */
const TOGETHER = 400;

/** @param {HTMLElement} place @param {() => Promise<void>} show   shows everything anew */
export function listen(place, show) {
  /** @type {Set<string>} */
  const documents = new Set();
  const tell = settled(() => {
    const many = documents.size ? counted(documents.size, "document") : "More";
    const act = async () => {
      documents.clear();
      fill(place);
      await show();
    };
    fill(place, h("div", { class: "news" }, `${many} read since. `, h("button", { type: "button", onclick: () => void act() }, "Show what is new")));
  }, TOGETHER);
  const stream = new EventSource("/api/v1/stream");
  stream.addEventListener("record", (event) => {
    documents.add(String(JSON.parse(event.data).document));
    tell();
  });
  stream.addEventListener("reset", tell);
  // A page that is left keeps no line open.
  addEventListener("pagehide", () => stream.close());
}
