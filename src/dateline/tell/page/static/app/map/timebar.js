// The bar of days under the map: a slider, steps, a day to type, and a button that plays.

import { announce, fill, h, still } from "../dom.js";
import { dayInWords, dayNumber, dayOf } from "../words.js";

/** Days a second while playing; half of it where movement is unwelcome. */
const PACE = 5;

/**
 * @param {{first: number, last: number, day: number, onDay: (day: number) => void, onRest: (playing: boolean) => void}} given days since 1970
 * @param {AbortSignal} life
 */
export function timebar({ first, last, day, onDay, onRest }, life) {
  let now = day;
  let timer = 0;
  const told = h("output", { for: "day" });
  const slider = h("input", { type: "range", id: "day", min: first, max: last, step: 1, value: day, "aria-label": "Day" });
  const typed = h("input", { type: "date", min: dayOf(first), max: dayOf(last), "aria-label": "Go to a day" });
  const play = h("button", { type: "button", class: "play", "aria-pressed": "false" }, "▶ Play");
  const back = h("button", { type: "button", "aria-label": "One day back" }, "‹");
  const on = h("button", { type: "button", "aria-label": "One day on" }, "›");

  /** @param {number} wanted */
  const set = (wanted) => {
    now = Math.min(last, Math.max(first, wanted));
    const words = dayInWords(dayOf(now));
    fill(told, words);
    slider.value = String(now);
    slider.setAttribute("aria-valuetext", words);
    if (document.activeElement !== typed) typed.value = dayOf(now);
    onDay(now);
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play.setAttribute("aria-pressed", "false");
    fill(play, "▶ Play");
    onRest(false);
  };
  const start = () => {
    if (now >= last) set(first);
    play.setAttribute("aria-pressed", "true");
    fill(play, "❚❚ Pause");
    onRest(true);
    timer = setInterval(() => (now >= last ? stop() : set(now + 1)), 1000 / (still() ? PACE / 2 : PACE));
  };
  slider.addEventListener("input", () => set(Number(slider.value)));
  slider.addEventListener("change", () => onRest(timer !== 0));
  typed.addEventListener("change", () => {
    if (typed.value && !Number.isNaN(Date.parse(typed.value))) set(dayNumber(typed.value));
  });
  back.addEventListener("click", () => set(now - 1));
  on.addEventListener("click", () => set(now + 1));
  play.addEventListener("click", () => {
    if (timer) stop();
    else start();
    announce(timer ? "Playing" : `Paused on ${dayInWords(dayOf(now))}`);
  });
  life.addEventListener("abort", () => clearInterval(timer));
  const bar = h("div", { class: "days", role: "group", "aria-label": "Day of the map" }, told, h("div", { class: "steps" }, back, on), slider, h("label", { class: "on" }, typed), play);
  return { bar, set, day: () => now };
}
