// The map: who holds what on a day, what happened by then, and why.

import { get, left } from "../api.js";
import { announce, fill, framed, h, settled } from "../dom.js";
import { canvasOf, around, library } from "../map/canvas.js";
import { heldOn, stateInWords, townsOf } from "../map/days.js";
import { filtersOf } from "../map/filters.js";
import { drawable, happenedStore, tellHappened } from "../map/incidents.js";
import { legend } from "../map/legend.js";
import { timebar } from "../map/timebar.js";
import { townPanel } from "../map/town.js";
import { townList } from "../map/towns.js";
import { trouble } from "../parts/wait.js";
import { address, note } from "../route.js";
import { holdings, meet } from "../sides.js";
import { onTheme } from "../theme.js";
import { counted, dayInWords, dayNumber, dayOf } from "../words.js";

/** @typedef {import("../map/days.js").Town} Town */
/** @typedef {import("../map/days.js").Control} Control */

/** Days before the shown one whose incidents are on the map. */
const SPAN = 7;
/** A day rests when it has stood so long, in milliseconds: land is shaded only then, since the server works for it. */
const REST = 350;

/** @type {import("../types.js").View} */
export const view = {
  title: "Map",
  async open(place, route, life) {
    const atlas = new Atlas(route, life);
    fill(place, atlas.frame);
    await atlas.start();
  },
};

/** The map with everything around it. */
class Atlas {
  /** @param {import("../types.js").Route} route @param {AbortSignal} life */
  constructor(route, life) {
    this.route = route;
    this.life = life;
    this.known = route.query.get("known_by");
    this.filters = filtersOf(route.query, () => this.refiltered());
    this.picture = h("div", { class: "canvas" });
    this.tip = h("div", { class: "tip", hidden: true });
    this.notice = h("p", { class: "charting", role: "status" });
    this.ground = h("div", { class: "ground" }, this.picture, this.tip, this.notice);
    this.happened = h("section", {});
    this.detail = h("div", { class: "detail" });
    this.beside = h("aside", { class: "beside", "aria-label": "About the map" });
    this.frame = h("div", { class: "atlas" }, this.ground, this.beside);
    this.playing = false;
    /** Whether all days are there; until then the first one is shown. */
    this.charted = true;
    /** @type {AbortController|null} */
    this.shading = null;
    /** @type {import("../map/incidents.js").Happened[]} */
    this.shown = [];
  }

  async start() {
    const [maplibre, [control, basemap]] = await Promise.all([library(), this.ask(!this.known)]);
    if (this.life.aborted) return;
    const towns = this.take(control);
    this.canvas = canvasOf(maplibre, this.picture, basemap, towns, around(towns.map((town) => town.at)));
    this.canvas.fits = this.fits();
    this.happenedOf = happenedStore(this.filters.asked(), this.life);
    this.life.addEventListener("abort", () => this.canvas?.map.remove());
    await this.draw();
    this.attend();
    if (!this.charted) void this.goOn();
  }

  /** Who held what, and what lies under it. @param {boolean} early   whether the first day will do for now @returns {Promise<[Control, import("../map/style.js").Basemap]>} */
  ask(early) {
    return Promise.all([get("/map/control", { known_by: this.known, early }, this.life), get("/map/basemap", { early }, this.life)]);
  }

  /** @param {Control} control */
  take(control) {
    meet(control.features.flatMap(({ properties }) => properties.holds.map((hold) => hold.holder)));
    this.charted = control.charted;
    this.towns = townsOf(control);
    const { first, last } = this.range(this.towns, control.since);
    const wanted = this.route.query.get("on");
    const day = wanted && !Number.isNaN(dayNumber(wanted)) ? Math.min(last, Math.max(first, dayNumber(wanted))) : last;
    this.bar?.bar.remove();
    this.bar = timebar({ first, last, day, onDay: (now) => this.day(now), onRest: (playing) => this.play(playing) }, this.life);
    fill(this.notice, this.charted ? null : this.towns.length ? `Being charted: what has been told since. Until then, who held what on ${dayInWords(dayOf(day))}.` : "Being charted: who holds what.");
    return this.towns;
  }

  async draw() {
    this.drawFrame();
    await this.canvas?.dress();
    if (this.life.aborted) return;
    this.bar?.set(this.bar.day());
    this.canvas?.map.once("idle", () => {
      this.frame.dataset.drawn = this.charted ? "all days" : "the first day";
    });
  }

  /** Shows all days once they are there; the map stays where it is. */
  async goOn() {
    try {
      const [control, basemap] = await this.ask(false);
      if (this.life.aborted) return;
      this.canvas?.learn(basemap, this.take(control));
      await this.draw();
      this.chooseWanted();
      announce("All days are charted.");
    } catch (error) {
      if (!left(error)) fill(this.notice, trouble(error));
    }
  }

  /** The days that there is something of; the first alone while the others are charted. @param {Town[]} towns @param {string|null} since */
  range(towns, since) {
    const { first, last, last_known } = holdings();
    if (!this.charted) {
      const day = dayNumber(since ?? first ?? dayOf(0));
      return { first: day, last: day };
    }
    const days = [first, last, last_known].filter((one) => one !== null).map(dayNumber);
    for (const town of towns) for (const day of town.from) days.push(day);
    return days.length ? { first: days.reduce((a, b) => Math.min(a, b)), last: days.reduce((a, b) => Math.max(a, b)) } : { first: 0, last: 0 };
  }

  drawFrame() {
    const { canvas, bar, towns } = this;
    if (!canvas || !bar || !towns) return;
    this.list = townList(towns, bar.day, (town) => this.choose(town, true));
    this.frame.append(bar.bar);
    fill(
      this.beside,
      h("h1", {}, "Who holds what"),
      this.known ? h("p", { class: "small quiet" }, `By what was published by ${dayInWords(this.known)}.`) : null,
      towns.length || !this.charted ? null : h("p", { class: "nothing" }, "Nothing in the store tells who holds a place."),
      this.detail,
      this.filters.place,
      legend(),
      this.list.place,
      this.happened,
    );
  }

  /** What the map answers to once it is there. */
  attend() {
    const { canvas } = this;
    if (!canvas) return;
    canvas.tell(this.tip);
    canvas.map.on("click", (event) => {
      const { town, incidents } = canvas.under(event.point);
      if (incidents.length) this.tellIncidents(incidents);
      else if (town) this.choose(town, false);
    });
    onTheme(() => canvas.dress(), this.life);
    this.applyDay = framed(() => canvas.show(this.bar?.day() ?? 0));
    this.applyIncidents = settled(() => this.incidents(), 80);
    this.applyRest = settled(() => this.rest(), REST);
    this.day(this.bar?.day() ?? 0);
    this.chooseWanted();
  }

  /** The settlement that the address names. */
  chooseWanted() {
    const wanted = this.route.query.get("town");
    const town = this.towns?.find((one) => one.id === wanted);
    if (town) this.choose(town, true);
  }

  /** @param {number} _day */
  day(_day) {
    this.applyDay?.();
    this.applyIncidents?.();
    this.list?.redraw();
    this.applyRest?.();
  }

  /** @param {boolean} playing */
  play(playing) {
    this.playing = playing;
    this.applyRest?.();
  }

  /** The day has come to rest: the address says it, and the land takes its colours. */
  async rest() {
    if (!this.canvas || !this.bar || this.life.aborted || this.playing || !this.charted) return;
    this.written();
    if (this.canvas.chosen) this.panel(this.canvas.chosen);
    this.shading?.abort();
    this.shading = new AbortController();
    const { signal } = this.shading;
    try {
      const areas = /** @type {import("geojson").FeatureCollection} */ (await get("/map/areas", { on: dayOf(this.bar.day()), known_by: this.known, settlements: "false" }, signal));
      if (!this.life.aborted && !signal.aborted) this.canvas.shade(areas);
    } catch (error) {
      if (!left(error)) announce("The land could not be shaded.");
    }
  }

  async incidents() {
    const { bar, canvas, happenedOf } = this;
    if (!bar || !canvas || !happenedOf) return;
    const day = bar.day();
    try {
      const found = await happenedOf.upTo(day, SPAN);
      if (this.life.aborted || day !== bar.day()) return;
      this.shown = found;
      canvas.place(drawable(found));
      if (!this.playing) tellHappened(this.happened, found, `Incidents of the ${SPAN} days to ${dayInWords(dayOf(day))}`);
    } catch (error) {
      if (!left(error)) fill(this.happened, trouble(error));
    }
  }

  /** @param {string[]} ids */
  tellIncidents(ids) {
    const found = this.shown.filter((one) => ids.includes(one.properties.id));
    const place = h("section", {});
    tellHappened(place, found, "Incidents here");
    fill(this.detail, place);
    announce(counted(found.length, "incident"));
    this.detail.scrollIntoView({ block: "nearest" });
  }

  /** @param {Town} town @param {boolean} move */
  choose(town, move) {
    this.canvas?.choose(town);
    if (move) this.canvas?.map.jumpTo({ center: town.at, zoom: Math.max(this.canvas.map.getZoom(), 9) });
    this.panel(town);
    this.written();
    announce(`${town.name}: ${stateInWords(heldOn(town, this.bar?.day() ?? 0))}`);
    /** @type {HTMLElement|null} */ (this.detail.querySelector("h2"))?.focus();
  }

  /** @param {Town} town */
  panel(town) {
    fill(this.detail, townPanel(town, this.bar?.day() ?? 0, { known_by: this.known }, this.life, () => this.close()));
  }

  close() {
    this.canvas?.choose(null);
    fill(this.detail);
    this.written();
  }

  refiltered() {
    if (!this.canvas || !this.bar) return;
    this.canvas.fits = this.fits();
    this.happenedOf = happenedStore(this.filters.asked(), this.life);
    this.day(this.bar.day());
  }

  /** Which settlements the filters leave, on the day that is shown. */
  fits() {
    const { side, contested } = this.filters.asked();
    /** @param {Town} town */
    return (town) => {
      if (!side && !contested) return true;
      const hold = heldOn(town, this.bar?.day() ?? 0);
      return Boolean(hold) && (!side || hold?.holder === side) && (!contested || hold?.status === "contested" || hold?.status === "claimed");
    };
  }

  /** Writes the day, the settlement and the filters into the address. */
  written() {
    if (!this.bar || this.life.aborted || !this.charted) return;
    note(address("map", null, { on: dayOf(this.bar.day()), town: this.canvas?.chosen?.id, known_by: this.known, ...this.filters.asked() }));
  }
}
