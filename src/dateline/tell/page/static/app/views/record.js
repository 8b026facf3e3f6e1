// A record by its id alone leads to the document that it stands in.

import { get } from "../api.js";
import { address } from "../route.js";

/** @type {import("../types.js").View} */
export const view = {
  title: "Record",
  async open(_place, route, life) {
    /** @type {import("../types.js").DatelineRecord} */
    const found = await get(`/records/by-id/${encodeURIComponent(route.argument ?? "")}`, {}, life);
    location.replace(address("document", found.document, { record: found.id }));
  },
};
