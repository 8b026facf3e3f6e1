// Addresses of views: #/view/argument?query.

/** @typedef {import("./types.js").Route} Route */

/** @param {string} hash @returns {Route} */
export function parsed(hash) {
  const [path, query] = hash.replace(/^#\/?/, "").split("?", 2);
  const [view, ...rest] = path.split("/");
  const argument = rest.length ? decoded(rest.join("/")) : null;
  return { view: view || "map", argument: argument || null, query: new URLSearchParams(query ?? "") };
}

/** @param {string} words */
function decoded(words) {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}

/**
 * @param {string} view
 * @param {string|null} [argument]
 * @param {Record<string, string|null|undefined|string[]>} [query]
 */
export function address(view, argument, query = {}) {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const one of value) words.append(name, one);
    else if (value) words.set(name, value);
  }
  const text = words.toString();
  return `#/${view}${argument ? `/${encodeURIComponent(argument)}` : ""}${text ? `?${text}` : ""}`;
}

/** Goes to a view. @param {string} where */
export function go(where) {
  location.hash = where;
}

/** Writes down where one is without going anywhere. @param {string} where */
export function note(where) {
  if (location.hash !== where) history.replaceState(null, "", where);
}
