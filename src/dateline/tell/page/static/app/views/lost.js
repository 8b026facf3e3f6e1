// An address that leads nowhere.

import { fill, h } from "../dom.js";
import { address } from "../route.js";

/** @type {import("../types.js").View} */
export const view = {
  title: "No such view",
  async open(place, route) {
    fill(
      place,
      h("h1", {}, "There is no such view"),
      h("p", {}, `The address asks for “${route.view}”. `, h("a", { href: address("map") }, "Go to the map"), "."),
    );
  },
};
