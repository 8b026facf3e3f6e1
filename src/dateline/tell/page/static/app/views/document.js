// One document: its text with every record marked, and on whom it rests.

import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { Reader } from "../parts/reader.js";
import { address, note } from "../route.js";
import { counted, dayInWords } from "../words.js";

/** @type {import("../types.js").View} */
export const view = {
  title: "Document",
  async open(place, route, life) {
    const id = route.argument ?? "";
    /** @type {import("../types.js").DocumentWhole} */
    const whole = await get(`/documents/${encodeURIComponent(id)}`, {}, life);
    const { document: page } = whole;
    document.title = `${page.title ?? page.source} — Dateline`;
    const reader = new Reader(whole, { record: route.query.get("record"), onChoose: (record) => note(address("document", id, { record })) });
    fill(
      place,
      h("header", { class: "article-head" }, h("h1", {}, page.title ?? page.source), h("p", { class: "standfirst" }, [page.outlet, page.byline && `by ${page.byline}`, published(page)].filter(Boolean).join(" · ")), h("p", { class: "small quiet" }, counted(whole.records.length, "record"), " · ", source(page.source))),
      reader.frame,
    );
    // Only now is it on the screen, so that the chosen record can be brought into sight.
    reader.text.querySelector(".chosen")?.scrollIntoView({ block: "center" });
  },
};

/** @param {import("../types.js").DocumentRecord} page */
function published(page) {
  const { published: day } = page;
  if (!day.start) return "day of publication unknown";
  return `${dayInWords(day.start)}${day.basis === "given" ? " (as given)" : ""}`;
}

/** Where it came from; only addresses of the web become links. @param {string} from */
function source(from) {
  return /^https?:\/\//i.test(from) ? h("a", { href: from, rel: "noopener noreferrer external" }, from) : from;
}
