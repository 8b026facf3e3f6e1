// Try it: paste a dispatch and see the record build. Nothing is stored unless asked.

import { get, left, post } from "../api.js";
import { announce, fill, h, settled, still } from "../dom.js";
import { Reader } from "../parts/reader.js";
import { tokenField } from "../parts/token.js";
import { trouble } from "../parts/wait.js";
import { address, go } from "../route.js";
import { counted } from "../words.js";

/** @typedef {import("../types.js").DocumentWhole} DocumentWhole */

/** After typing has rested so long, in milliseconds, the text is read anew. */
const REST = 900;
/** All of the record appears within so many milliseconds, mark by mark. */
const BUILD = 1_600;

const EXAMPLE = `Border town changes hands, governor says

By Ada Lind for the Harbour Post
12 September 2022

KHARKIV — Ukrainian troops retook the town of Kupiansk on Saturday, the regional governor said. At least 12 Russian soldiers were killed and dozens captured, according to the general staff. Moscow denied that the town had fallen.

‘They left in the night and took the tractors,’ said Oksana Bilyk, a teacher.

Russian forces will probably withdraw from Izium by the end of September if the railway is cut, a retired colonel said.`;

/** @type {import("../types.js").View} */
export const view = {
  title: "Try it",
  async open(place, _route, life) {
    const text = h("textarea", { rows: 12, name: "text", spellcheck: "false" });
    const day = h("input", { type: "date", name: "date" });
    const outlet = h("input", { name: "outlet", autocomplete: "off" });
    const out = h("div", { class: "tried" });
    const read = settled(() => void show(out, { text: text.value, date: day.value || null, outlet: outlet.value.trim() || null }, life), REST);
    for (const field of [text, day, outlet]) field.addEventListener("input", read);
    const example = () => {
      text.value = EXAMPLE;
      read();
    };
    const form = h(
      "form",
      { class: "trying" },
      h("label", { class: "field" }, "Dispatch", text),
      h("div", { class: "filters" }, h("label", { class: "field" }, "Day of publication, if the text does not say", day), h("label", { class: "field" }, "Outlet", outlet), h("button", { type: "submit", class: "main" }, "Read it"), h("button", { type: "button", onclick: example }, "An invented example")),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void show(out, { text: text.value, date: day.value || null, outlet: outlet.value.trim() || null }, life);
    });
    fill(place, h("h1", {}, "Try it"), h("p", { class: "standfirst" }, "Paste a dispatch and see what is read in it. It is read on this machine, and nothing is stored unless you ask for it."), form, out);
  },
};

/** @type {AbortController|null} */
let asking = null;

/** @param {HTMLElement} out @param {{text: string, date: string|null, outlet: string|null}} given @param {AbortSignal} life */
async function show(out, given, life) {
  asking?.abort();
  if (!given.text.trim()) return fill(out);
  asking = new AbortController();
  const { signal } = asking;
  life.addEventListener("abort", () => asking?.abort());
  out.setAttribute("aria-busy", "true");
  if (!out.childElementCount) fill(out, h("p", { class: "waiting" }, "Reading…"));
  try {
    const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
    /** @type {DocumentWhole} */
    const whole = await post("/try", asked, signal);
    if (!signal.aborted) build(out, whole, given, life);
  } catch (error) {
    if (!left(error)) fill(out, trouble(error));
  } finally {
    if (!signal.aborted) out.removeAttribute("aria-busy");
  }
}

/** @param {HTMLElement} out @param {DocumentWhole} whole @param {{text: string, date: string|null}} given @param {AbortSignal} life */
function build(out, whole, given, life) {
  const reader = new Reader({ ...whole, shares: whole.shares ?? [] }, { stored: false });
  const counts = tallied(whole);
  fill(out, h("h2", {}, "What was read"), h("p", { role: "status" }, counts || "Nothing that could be told apart."), reader.frame, keeping(given, life));
  if (still()) return;
  reader.text.classList.add("building");
  setTimeout(() => reader.text.classList.remove("building"), BUILD + REST);
  const marks = [...reader.text.querySelectorAll(".seg")];
  marks.forEach((mark, i) => {
    mark.classList.add("coming");
    setTimeout(() => mark.classList.remove("coming"), (BUILD * i) / marks.length);
  });
}

/** @param {DocumentWhole} whole */
function tallied(whole) {
  /** @type {Record<string, number>} */
  const found = {};
  for (const record of whole.records) if (record.record !== "document" && record.record !== "mention") found[record.record] = (found[record.record] ?? 0) + 1;
  return Object.entries(found).map(([kind, count]) => counted(count, kind)).join(", ");
}

/** @param {{text: string, date: string|null}} given @param {AbortSignal} life */
function keeping(given, life) {
  const told = h("div", { role: "status" });
  const form = h("form", { class: "deciding" }, tokenField(), h("button", { type: "submit" }, "Store it"), told);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const body = given.date ? { text: given.text, date: given.date } : { text: given.text };
      const made = /** @type {{documents?: {id: string}[], document?: {id: string}}} */ (await post("/documents", body, life));
      const id = made.document?.id ?? made.documents?.[0]?.id;
      await get("/status", {}, life);
      announce("Stored");
      if (id) go(address("document", id));
    } catch (error) {
      if (!left(error)) fill(told, trouble(error));
    }
  });
  return h("details", { class: "keeping" }, h("summary", {}, "Keep it in the store"), form);
}
