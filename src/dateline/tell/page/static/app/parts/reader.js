// A text with the evidence of every record marked: colours by kind, hover, click, keyboard to step through.

import { announce, fill, h, sized } from "../dom.js";
import { sideMark, sideOf } from "../sides.js";
import { capital, counted, percent } from "../words.js";
import { detail, inShort } from "./detail.js";
import { pieces, unitsOf } from "./spans.js";

/** @typedef {import("../types.js").DocumentWhole} DocumentWhole */
/** @typedef {import("../types.js").DatelineRecord} DatelineRecord */

/** Kinds in the order in which one colour lies over another. */
const KINDS = ["figure", "control", "forecast", "quote", "event", "statement", "claim", "response"];
/** Claims and responses repeat the words of what they are of: they are marked when wanted. */
const QUIET = new Set(["claim", "response", "statement"]);

export class Reader {
  /**
   * @param {DocumentWhole} whole
   * @param {{record?: string|null, stored?: boolean, onChoose?: (id: string) => void}} how
   */
  constructor(whole, { record = null, stored = true, onChoose = () => {} }) {
    this.whole = whole;
    this.stored = stored;
    this.onChoose = onChoose;
    this.records = inOrder(whole.records);
    this.shown = new Set(KINDS.filter((kind) => !QUIET.has(kind)));
    /** @type {DatelineRecord|null} */
    this.chosen = null;
    this.text = h("div", { class: "text", tabindex: "0", role: "group", "aria-label": "Text with its records. N and P step through them." });
    this.panel = h("aside", { class: "detail box", "aria-label": "The chosen record" });
    this.count = h("span", { class: "small quiet" });
    this.listen();
    this.frame = h("div", { class: "reader" }, h("div", { class: "page" }, this.bar(), this.text), h("div", { class: "margin" }, this.panel, this.shares()));
    const first = record ? this.records.find((one) => one.id === record) : undefined;
    if (first) this.shown.add(first.record);
    this.draw();
    this.kinds();
    if (first) this.choose(first.id);
    else fill(this.panel, h("p", { class: "quiet" }, "Point at a mark, or step through the records, to see what was read there."));
  }

  bar() {
    this.choices = h("div", { class: "kinds", role: "group", "aria-label": "Kinds of records that are marked" });
    const back = h("button", { type: "button", onclick: () => this.step(-1) }, "‹ Previous");
    const on = h("button", { type: "button", onclick: () => this.step(1) }, "Next ›");
    return h("div", { class: "reader-bar" }, this.choices, h("div", { class: "tags" }, back, on, this.count));
  }

  kinds() {
    const present = KINDS.filter((kind) => this.records.some((record) => record.record === kind));
    fill(
      /** @type {HTMLElement} */ (this.choices),
      present.map((kind) => {
        const tick = h("input", { type: "checkbox", checked: this.shown.has(kind) });
        tick.addEventListener("change", () => {
          if (tick.checked) this.shown.add(kind);
          else this.shown.delete(kind);
          this.draw();
        });
        const many = this.records.filter((record) => record.record === kind).length;
        return h("label", { class: "tick" }, tick, h("span", { class: `kind k-${kind}` }, `${capital(kind)} ${many}`));
      }),
    );
  }

  listen() {
    this.text.addEventListener("keydown", (event) => {
      const step = event.key === "n" || event.key === "ArrowRight" ? 1 : event.key === "p" || event.key === "ArrowLeft" ? -1 : 0;
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.step(step);
    });
    this.text.addEventListener("mouseover", (event) => this.hover(this.recordsAt(event.target)));
    this.text.addEventListener("mouseleave", () => this.hover([]));
    this.text.addEventListener("click", (event) => {
      const found = this.recordsAt(event.target);
      // A further click on the same words goes on to the next record there.
      if (found.length) this.choose(found[(found.indexOf(/** @type {DatelineRecord} */ (this.chosen)) + 1) % found.length].id);
    });
  }

  /** @param {EventTarget|null} target */
  recordsAt(target) {
    const piece = target instanceof Element ? target.closest("[data-records]") : null;
    return (piece?.getAttribute("data-records") ?? "").split(" ").filter(Boolean).map((index) => this.records[Number(index)]);
  }

  /** @param {DatelineRecord[]} found */
  hover(found) {
    const record = found.includes(/** @type {DatelineRecord} */ (this.chosen)) ? this.chosen : (found[0] ?? this.chosen);
    if (record) this.tell(record);
  }

  draw() {
    const { document: page } = this.whole;
    const units = unitsOf(page.text);
    const marks = this.records.flatMap((record, of) => (this.shown.has(record.record) ? record.evidence.map((span) => ({ start: units(span.start), end: units(span.end), of })) : []));
    const heads = page.parts.filter((part) => part.kind !== "body").map((part, i) => ({ start: units(part.start), end: units(part.end), of: -1 - i, kind: part.kind }));
    const drawn = pieces(page.text.length, [...marks, ...heads]).map((piece) => this.piece(page.text.slice(piece.start, piece.end), piece.of, heads));
    fill(this.text, drawn);
    this.light();
  }

  /** @param {string} words @param {number[]} of @param {{of: number, kind: string}[]} heads */
  piece(words, of, heads) {
    const head = heads.find((one) => of.includes(one.of));
    const found = of.filter((index) => index >= 0).sort((a, b) => rank(this.records[a]) - rank(this.records[b]) || reach(this.records[a]) - reach(this.records[b]));
    if (!found.length) return head ? h("span", { class: `part-${head.kind}` }, words) : words;
    const kinds = [...new Set(found.map((index) => this.records[index].record))];
    const names = ["seg", `k-${kinds[0]}`, kinds.length > 1 && "more", head && `part-${head.kind}`].filter(Boolean).join(" ");
    return h("span", { class: names, "data-records": found.join(" ") }, words);
  }

  /** @param {number} by */
  step(by) {
    const among = this.records.filter((record) => this.shown.has(record.record));
    if (!among.length) return;
    const now = this.chosen ? among.indexOf(this.chosen) : by > 0 ? -1 : 0;
    this.choose(among[(now + by + among.length) % among.length].id);
  }

  /** @param {string} id */
  choose(id) {
    const record = this.records.find((one) => one.id === id);
    if (!record) {
      announce("That record is of another document.");
      location.hash = `#/record/${id}`;
      return;
    }
    this.chosen = record;
    if (!this.shown.has(record.record)) {
      this.shown.add(record.record);
      this.draw();
      this.kinds();
    }
    this.tell(record);
    this.light();
    this.text.querySelector(".chosen")?.scrollIntoView({ block: "nearest" });
    const among = this.records.filter((one) => this.shown.has(one.record));
    fill(this.count, `${among.indexOf(record) + 1} of ${among.length}`);
    announce(`${capital(record.record)}, ${among.indexOf(record) + 1} of ${among.length}: ${inShort(record)}`);
    this.onChoose(id);
  }

  /** @param {DatelineRecord} record */
  tell(record) {
    fill(this.panel, detail(record, this.records, (id) => this.choose(id), { stored: this.stored }));
  }

  light() {
    const index = this.chosen ? this.records.indexOf(this.chosen) : -1;
    for (const piece of this.text.querySelectorAll("[data-records]"))
      piece.classList.toggle("chosen", (piece.getAttribute("data-records") ?? "").split(" ").includes(String(index)));
  }

  /** On whom the text rests. */
  shares() {
    const { shares } = this.whole;
    if (!shares.length) return null;
    return h(
      "section",
      { class: "shares" },
      h("h2", {}, "Who the text rests on"),
      h("table", {}, h("caption", {}, `Share of the text by innermost source, ${counted(shares.length, "source")}`), h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Source"), h("th", { scope: "col", class: "number" }, "Share"))), h("tbody", {}, shares.map(share))),
    );
  }
}

/** @param {import("../types.js").SourceShare} one */
function share(one) {
  const bar = sized(h("span", { class: "bar of-side", "aria-hidden": "true" }), { share: one.share, side: sideOf(one.side)?.colour ?? "#777777" });
  return h("tr", {}, h("td", {}, one.name, " ", sideMark(one.side, { bare: true }), bar), h("td", { class: "number" }, percent(one.share)));
}

/** Records by where they begin; what is marked above the others comes first. @param {DatelineRecord[]} records */
function inOrder(records) {
  return records.filter((record) => KINDS.includes(record.record) && record.evidence.length).sort((a, b) => a.evidence[0].start - b.evidence[0].start || rank(a) - rank(b));
}

/** @param {DatelineRecord} record */
function rank(record) {
  return KINDS.indexOf(record.record);
}

/** @param {DatelineRecord} record */
function reach(record) {
  return record.evidence.reduce((sum, span) => sum + span.end - span.start, 0);
}
