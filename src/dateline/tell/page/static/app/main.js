// The frame: which view is open, the menu, the search field, the theme.

import { get, left } from "./api.js";
import { announce, fill, h } from "./dom.js";
import { listen } from "./live.js";
import { address, go, parsed } from "./route.js";
import { learn } from "./sides.js";
import { startTheme } from "./theme.js";
import { counted, dayInShort } from "./words.js";
import { trouble } from "./parts/wait.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Status} Status */

/** What the menu offers, by the name in the address; each module is fetched when it is first wanted. */
const MENU = [
  ["map", "Map"],
  ["claims", "Claims"],
  ["incidents", "Incidents"],
  ["documents", "Documents"],
  ["parties", "People & parties"],
  ["forecasts", "Forecasts"],
  ["scenarios", "Scenarios"],
  ["try", "Try it"],
];

/** Views without an entry of their own in the menu, and the entry that they belong to. */
const UNDER = /** @type {Record<string, string>} */ ({
  incident: "incidents", document: "documents", record: "documents", party: "parties", forecast: "forecasts", scenario: "scenarios", search: "",
});

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const menu = /** @type {HTMLButtonElement} */ (document.getElementById("menu"));
const views = /** @type {HTMLElement} */ (document.getElementById("views"));
let life = new AbortController();
let opened = 0;

function drawMenu() {
  fill(views, h("ul", {}, MENU.map(([view, label]) => h("li", {}, h("a", { href: address(view), "data-view": view }, label)))));
  menu.addEventListener("click", () => unfold(menu.getAttribute("aria-expanded") !== "true"));
  views.addEventListener("click", () => unfold(false));
}

/** @param {boolean} open */
function unfold(open) {
  menu.setAttribute("aria-expanded", String(open));
}

/** @param {string} view */
function markCurrent(view) {
  const entry = UNDER[view] ?? view;
  for (const link of views.querySelectorAll("a"))
    if (link.dataset.view === entry) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
}

async function open() {
  const route = parsed(location.hash);
  life.abort();
  life = new AbortController();
  const mine = life;
  markCurrent(route.view);
  const place = h("div", { class: `view view-${route.view}` });
  fill(main, place);
  try {
    const view = await viewOf(route.view);
    document.title = `${view.title} — Dateline`;
    if (mine.signal.aborted) return;
    await view.open(place, route, mine.signal);
  } catch (error) {
    if (left(error) || mine.signal.aborted) return;
    fill(place, h("h1", {}, "This view could not be shown"), trouble(error));
  }
  if (!mine.signal.aborted) arrived(place);
}

/** The heading takes the focus, so that a reader starts there and not in the old view. @param {HTMLElement} place */
function arrived(place) {
  place.dataset.ready = "true";
  opened += 1;
  if (opened === 1) return;
  const heading = place.querySelector("h1");
  if (heading && !place.contains(document.activeElement)) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  announce(document.title);
}

/** @param {string} name @returns {Promise<View>} */
async function viewOf(name) {
  const known = MENU.some(([view]) => view === name) || name in UNDER;
  if (!known) return (await import("./views/lost.js")).view;
  return (await import(`./views/${name}.js`)).view;
}

/** The link that skips to the content leads nowhere else: the address stays the view's. */
function startSkipping() {
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
}

function startSearch() {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("quick"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = String(new FormData(form).get("q") ?? "").trim();
    if (words) go(address("search", null, { q: words }));
  });
}

async function start() {
  startTheme(/** @type {HTMLButtonElement} */ (document.getElementById("theme")));
  drawMenu();
  startSkipping();
  startSearch();
  try {
    const status = /** @type {Status} */ (await get("/status"));
    learn(status);
    tellHoldings(status);
  } catch (error) {
    fill(main, h("h1", {}, "The store could not be read"), trouble(error));
    return;
  }
  addEventListener("hashchange", open);
  await open();
  listen(/** @type {HTMLElement} */ (document.getElementById("news")), anew);
}

/** The view that is open, and what the store holds, read again. */
async function anew() {
  const status = /** @type {Status} */ (await get("/status"));
  learn(status);
  tellHoldings(status);
  await open();
}

/** @param {Status} status */
function tellHoldings(status) {
  const place = document.getElementById("holdings");
  if (!place) return;
  const days = status.first && status.last ? `${dayInShort(status.first)} – ${dayInShort(status.last)}` : "";
  fill(place, counted(status.documents, "document"), " · ", counted(status.incidents, "incident"), days ? ` · ${days}` : "");
}

start();
