// The scenarios at hand.

import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { nothing, when } from "../parts/wait.js";
import { address } from "../route.js";

/** @type {import("../types.js").View} */
export const view = {
  title: "Scenarios",
  async open(place, _route, life) {
    const list = h("div", {});
    fill(place, h("h1", {}, "Scenarios"), h("p", { class: "standfirst" }, "Graphs of what may come, moved by what was read."), list);
    const asked = /** @type {Promise<{items: {name: string, title: string|null}[]}>} */ (get("/scenarios", {}, life));
    await when(list, asked, ({ items }) =>
      items.length
        ? h("ul", { class: "rows" }, items.map((one) => h("li", { class: "document-row" }, h("h2", {}, h("a", { href: address("scenario", one.name) }, one.title ?? one.name)))))
        : nothing("There is none: `dateline serve --scenarios DIR` names the folder of their files."),
    );
  },
};
