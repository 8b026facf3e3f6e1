"use strict";
// The page works on data that came with it and asks nothing of any other machine. Text from the data is only ever
// set as text.
const data = JSON.parse(document.getElementById("data").textContent);
const map = document.getElementById("map");
const ground = map.querySelector("svg.ground");
const canvas = map.querySelector("canvas");
const tip = document.getElementById("tip");
const detail = document.getElementById("detail");
const list = document.getElementById("towns");
const search = document.getElementById("search");
const [WIDTH, HEIGHT] = data.size;
const MOST_ZOOM = 60, MOST_NAMES = 140, MOST_TRIED = 900, MOST_DOTS = 1500, MOST_LISTED = 40;
// So near a settlement a pointer or a finger means it, in pixels.
const NEAR = 12, NEAR_FINGER = 22;
const dark = window.matchMedia("(prefers-color-scheme: dark)");
// Radius of the dot and height of the name, in pixels, by importance.
const DOTS = [1.8, 2.4, 3, 3.8], SIZES = [11, 12, 13, 15];
// Rows as the data has them, in order of importance.
const towns = data.towns.map((row, index) => ({
  index, x: row[0], y: row[1], name: row[2], region: row[3], state: data.states[row[4]],
  colour: data.colours[row[5]], size: row[6], plain: folded(row[2]),
}));
const fingers = new Map();
let screen = null, view = { x: 0, y: 0, scale: 1 }, chosen = null, waiting = false, listing = 0, drag = null, pinch = null;
let ink = "", paper = "";

function folded(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f'’ʼ]/g, "").toLowerCase();
}

function element(name, text, parent) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (parent) parent.append(made);
  return made;
}

function box() { return map.getBoundingClientRect(); }

// The size of the map on the screen, in pixels, and how many of them one unit takes when all of the map is seen.
function measure() {
  const { width, height } = box();
  screen = { width, height, unit: Math.min(width / WIDTH, height / HEIGHT) };
}

function perUnit() { return screen.unit * view.scale; }

function toPixels(x, y) {
  const k = perUnit();
  return [screen.width / 2 + (x - WIDTH / 2 - view.x) * k, screen.height / 2 + (y - HEIGHT / 2 - view.y) * k];
}

function toMap(px, py) {
  const k = perUnit();
  return [(px - screen.width / 2) / k + WIDTH / 2 + view.x, (py - screen.height / 2) / k + HEIGHT / 2 + view.y];
}

function draw() {
  waiting = false;
  measure();
  const b = screen, k = perUnit(), ratio = window.devicePixelRatio || 1;
  const [left, top] = toMap(0, 0);
  ground.setAttribute("viewBox", `${left} ${top} ${b.width / k} ${b.height / k}`);
  for (const each of ground.querySelectorAll("pattern")) each.setAttribute("patternTransform", `rotate(45) scale(${1 / k})`);
  canvas.width = b.width * ratio;
  canvas.height = b.height * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  drawTowns(pen, b);
  // The list follows when the map has come to rest.
  clearTimeout(listing);
  if (!search.value) listing = setTimeout(listTowns, 150);
}

function later() {
  if (!waiting) { waiting = true; requestAnimationFrame(draw); }
}

function drawTowns(pen, b) {
  const seen = [];
  for (const town of towns) {
    const [x, y] = toPixels(town.x, town.y);
    if (x > -5 && y > -5 && x < b.width + 5 && y < b.height + 5) seen.push({ town, x, y });
  }
  const style = getComputedStyle(document.documentElement);
  ink = style.getPropertyValue("--ink");
  paper = style.getPropertyValue("--paper");
  const first = seen.filter((one) => one.town === chosen);
  const taken = new Map(), names = placed(pen, first.concat(seen.filter((one) => one.town !== chosen)), taken, b);
  drawLetters(pen, taken, b, style);
  // Where there are too many to tell apart, only those with a name keep their dot.
  const dotted = seen.length > MOST_DOTS ? names : seen;
  for (const one of dotted.slice().reverse()) drawDot(pen, one);
  pen.textBaseline = "top";
  pen.lineJoin = "round";
  for (const { town, left, top } of names) {
    pen.font = font(town);
    pen.lineWidth = 3;
    pen.globalAlpha = 0.9;
    pen.strokeStyle = paper;
    pen.strokeText(town.name, left, top);
    pen.globalAlpha = 1;
    pen.fillStyle = ink;
    pen.fillText(town.name, left, top);
  }
}

// Names of countries and seas, where they touch no settlement's.
function drawLetters(pen, taken, b, style) {
  pen.textBaseline = "middle";
  pen.textAlign = "center";
  for (const [x, y, text, water] of data.letters) {
    pen.font = `${water ? "italic 13px" : "12px"} system-ui, "Segoe UI", "DejaVu Sans", sans-serif`;
    pen.fillStyle = style.getPropertyValue(water ? "--river" : "--quiet");
    const [px, py] = toPixels(x, y), half = pen.measureText(text).width / 2 + 3;
    const found = [px - half, py - 8, px + half, py + 8];
    if (found[0] < 0 || found[1] < 0 || found[2] > b.width || found[3] > b.height || meets(found, taken)) continue;
    pen.fillText(text, px, py);
  }
  pen.textAlign = "start";
}

function drawDot(pen, { town, x, y }) {
  pen.beginPath();
  pen.arc(x, y, town === chosen ? 6 : DOTS[town.size], 0, 7);
  pen.fillStyle = town.colour[dark.matches ? 1 : 0];
  pen.fill();
  // A dot in the colour of the page is open: of it, the ring is all there is to see.
  const open = town.colour[dark.matches ? 1 : 0].toLowerCase() === paper.trim().toLowerCase();
  pen.strokeStyle = dark.matches && !open && town !== chosen ? paper : ink;
  pen.lineWidth = town === chosen ? 2 : 0.6;
  pen.stroke();
}

function font(town) {
  return `${town.size > 1 ? "bold " : ""}${SIZES[town.size]}px system-ui, "Segoe UI", "DejaVu Sans", sans-serif`;
}

// Names that find room beside their dots, the first ones first; boxes are found by the squares they lie in.
function placed(pen, seen, taken, b) {
  const found = [];
  for (const one of seen.slice(0, MOST_TRIED)) {
    if (found.length === MOST_NAMES) break;
    pen.font = font(one.town);
    const spot = room(one, pen.measureText(one.town.name).width, taken, b);
    if (spot) found.push({ ...one, left: spot[0], top: spot[1] });
  }
  return found;
}

function room({ town, x, y }, width, taken, b) {
  const size = SIZES[town.size], middle = y - size / 2;
  const spots = [[x + 6, middle], [x - 6 - width, middle], [x - width / 2, y - size - 5], [x - width / 2, y + 5]];
  for (const [left, top] of spots) {
    const box = [Math.min(left - 2, x - 3), top - 1, Math.max(left + width + 2, x + 3), top + size + 1];
    if (box[0] < 0 || box[1] < 0 || box[2] > b.width || box[3] > b.height || meets(box, taken)) continue;
    for (const square of squares(box)) taken.set(square, (taken.get(square) || []).concat([box]));
    return [left, top];
  }
  return null;
}

function squares(found) {
  const result = [];
  for (let i = Math.floor(found[0] / 80); i <= Math.floor(found[2] / 80); i += 1)
    for (let j = Math.floor(found[1] / 80); j <= Math.floor(found[3] / 80); j += 1) result.push(`${i},${j}`);
  return result;
}

function meets(found, taken) {
  return squares(found).some((square) => (taken.get(square) || []).some(
    (other) => found[0] < other[2] && other[0] < found[2] && found[1] < other[3] && other[1] < found[3]));
}

function nearest(px, py, near = NEAR) {
  let best = null, least = near * near;
  for (const town of towns) {
    const [x, y] = toPixels(town.x, town.y), far = (x - px) ** 2 + (y - py) ** 2;
    if (far < least) { least = far; best = town; }
  }
  return best;
}

function hover(px, py, near = NEAR) {
  const town = nearest(px, py, near);
  tip.hidden = !town;
  if (!town) return;
  tip.textContent = `${town.name}: ${town.state}`;
  const b = box();
  tip.style.left = `${Math.min(px + 12, b.width - tip.offsetWidth - 4)}px`;
  tip.style.top = `${Math.min(py + 12, b.height - tip.offsetHeight - 4)}px`;
}

// Two fingers: their middle, and how far they are apart.
function spread() {
  const [one, other] = [...fingers.values()];
  return {
    x: (one.clientX + other.clientX) / 2, y: (one.clientY + other.clientY) / 2,
    apart: Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)),
  };
}

function squeeze(b) {
  const now = spread(), k = perUnit();
  move((pinch.x - now.x) / k, (pinch.y - now.y) / k);
  zoom(now.apart / pinch.apart, now.x - b.left, now.y - b.top);
  pinch = now;
}

function lift(event) {
  fingers.delete(event.pointerId);
  pinch = null;
  const [left] = fingers.values();
  drag = left ? { x: left.clientX, y: left.clientY, moved: true } : null;
  if (!drag) map.classList.remove("moving");
}

function zoom(factor, px, py) {
  const [x, y] = toMap(px, py);
  view.scale = Math.min(MOST_ZOOM, Math.max(1, view.scale * factor));
  const [nx, ny] = toMap(px, py);
  move(x - nx, y - ny);
}

function move(dx, dy) {
  const room = (size) => size / 2;
  view.x = Math.min(room(WIDTH), Math.max(-room(WIDTH), view.x + dx));
  view.y = Math.min(room(HEIGHT), Math.max(-room(HEIGHT), view.y + dy));
  later();
}

function centre(town) {
  view.scale = Math.max(view.scale, 6);
  view.x = town.x - WIDTH / 2;
  view.y = town.y - HEIGHT / 2;
  later();
}

function choose(town, focus = true) {
  chosen = town;
  tell(town);
  if (focus) detail.querySelector("h2").focus();
  later();
}

function close() {
  chosen = null;
  detail.replaceChildren();
  later();
}

// Why the settlement has its colour, who says otherwise, since when, and what it was before.
function tell(town) {
  detail.replaceChildren();
  const head = element("div", "", detail), title = element("h2", town.name, head), away = element("button", "×", head);
  head.className = "head";
  title.tabIndex = -1;
  away.type = "button";
  away.setAttribute("aria-label", "Close");
  away.addEventListener("click", () => { close(); map.focus(); });
  if (town.region) element("p", town.region, detail).className = "quiet";
  const [dates, why, agree, differ, moreAgree, moreDiffer, before] = data.told[town.index];
  element("p", town.state[0].toUpperCase() + town.state.slice(1), detail).className = "state";
  element("p", data.texts[dates], detail);
  element("p", data.texts[why], detail);
  grounds("Claims for this", agree, moreAgree);
  grounds("Who says otherwise", differ, moreDiffer);
  if (!agree.length && !differ.length) element("p", "No claim is recorded for this.", detail).className = "quiet";
  else if (!differ.length) element("p", "Nobody says otherwise.", detail).className = "quiet";
  if (before.length > 1) {
    element("h3", "From day to day", detail);
    const steps = element("ul", "", detail);
    for (const step of before) element("li", data.texts[step], steps);
  }
  detail.scrollTop = 0;
  detail.parentElement.scrollTop = 0;
}

function grounds(title, found, more) {
  if (!found.length) return;
  element("h3", title, detail);
  const items = element("ul", "", detail);
  for (const claim of found) {
    const [line, words, source] = data.claims[claim].map((text) => data.texts[text]);
    const item = element("li", line, items);
    if (words) element("q", words, item);
    if (source) element("small", source, item).className = "quiet";
  }
  if (more) element("p", `and ${more} more`, detail).className = "quiet";
}

// The towns that match what is searched, or the most important ones in view.
function listTowns() {
  const wanted = folded(search.value.trim()), b = box();
  const fits = wanted
    ? (town) => town.plain.includes(wanted)
    : (town) => { const [x, y] = toPixels(town.x, town.y); return x >= 0 && y >= 0 && x <= b.width && y <= b.height; };
  const found = [];
  for (const town of towns) {
    if (fits(town)) found.push(town);
    if (found.length === MOST_LISTED) break;
  }
  const held = document.activeElement, kept = held && held.parentElement && list.contains(held) ? held.dataset.town : null;
  list.replaceChildren();
  for (const town of found) {
    const button = element("button", town.name, element("li", "", list));
    button.type = "button";
    button.dataset.town = town.index;
    element("small", ` ${town.state}`, button);
    if (String(town.index) === kept) button.focus();
  }
  if (!found.length) element("li", "No settlement is called so.", list).className = "quiet";
}

list.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const town = towns[Number(button.dataset.town)];
  centre(town);
  choose(town);
});
search.addEventListener("input", listTowns);
search.addEventListener("keydown", (event) => {
  const first = list.querySelector("button");
  if (event.key === "Enter" && first) first.click();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && chosen) { close(); map.focus(); }
});
map.addEventListener("wheel", (event) => {
  event.preventDefault();
  const b = box();
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), event.clientX - b.left, event.clientY - b.top);
}, { passive: false });
map.addEventListener("pointerdown", (event) => {
  if (event.target.closest("button, details")) return;
  fingers.set(event.pointerId, event);
  drag = { x: event.clientX, y: event.clientY, moved: fingers.size > 1 };
  pinch = fingers.size === 2 ? spread() : null;
  map.setPointerCapture(event.pointerId);
});
map.addEventListener("pointermove", (event) => {
  const b = box();
  if (!drag) { hover(event.clientX - b.left, event.clientY - b.top); return; }
  if (!fingers.has(event.pointerId)) return;
  fingers.set(event.pointerId, event);
  if (fingers.size === 2) { squeeze(b); return; }
  const dx = event.clientX - drag.x, dy = event.clientY - drag.y, k = perUnit();
  if (!drag.moved && Math.hypot(dx, dy) < 4) return;
  drag = { x: event.clientX, y: event.clientY, moved: true };
  map.classList.add("moving");
  move(-dx / k, -dy / k);
});
map.addEventListener("pointerup", (event) => {
  const b = box(), click = drag && !drag.moved && fingers.size === 1;
  lift(event);
  const near = event.pointerType === "mouse" ? NEAR : NEAR_FINGER;
  const town = click && nearest(event.clientX - b.left, event.clientY - b.top, near);
  if (town) choose(town, false);
});
map.addEventListener("pointercancel", lift);
map.addEventListener("pointerleave", () => { tip.hidden = true; });
map.addEventListener("keydown", (event) => {
  if (event.target !== map || event.ctrlKey || event.metaKey || event.altKey) return;
  const b = box(), step = 60 / (perUnit());
  const actions = {
    ArrowLeft: () => move(-step, 0), ArrowRight: () => move(step, 0), ArrowUp: () => move(0, -step),
    ArrowDown: () => move(0, step), "+": () => zoom(1.5, b.width / 2, b.height / 2),
    "=": () => zoom(1.5, b.width / 2, b.height / 2), "-": () => zoom(1 / 1.5, b.width / 2, b.height / 2),
    0: () => { view = { x: 0, y: 0, scale: 1 }; later(); },
    Enter: () => { const town = nearest(b.width / 2, b.height / 2, NEAR_FINGER); if (town) choose(town); },
  };
  if (!actions[event.key]) return;
  event.preventDefault();
  actions[event.key]();
  if (event.key !== "Enter") hover(b.width / 2, b.height / 2, NEAR_FINGER);
});
dark.addEventListener("change", later);
for (const [id, factor] of [["in", 1.5], ["out", 1 / 1.5]])
  document.getElementById(id).addEventListener("click", () => { const b = box(); zoom(factor, b.width / 2, b.height / 2); });
document.getElementById("whole").addEventListener("click", () => { view = { x: 0, y: 0, scale: 1 }; later(); });
window.addEventListener("resize", later);
// On a small screen the legend would cover half of the map.
if (window.innerWidth <= 760) document.getElementById("legend").open = false;
// Names of the drawing are for readers without scripts; the page writes its own, as many as there is room for.
ground.querySelector(".names").remove();
for (const part of document.querySelectorAll("[data-script]")) part.hidden = false;
draw();
