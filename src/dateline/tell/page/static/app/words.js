// Days, numbers and the words of the record for people to read.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const DAY = 86_400_000;

/** 20 August 2022; what is no full day stays as it is. @param {string|null|undefined} day */
export function dayInWords(day) {
  const found = /^(\d{4})-(\d\d)-(\d\d)/.exec(day ?? "");
  return found ? `${Number(found[3])} ${MONTHS[Number(found[2]) - 1]} ${found[1]}` : day || "day unknown";
}

/** 20 Aug 2022 @param {string|null|undefined} day */
export function dayInShort(day) {
  const found = /^(\d{4})-(\d\d)-(\d\d)/.exec(day ?? "");
  return found ? `${Number(found[3])} ${MONTHS[Number(found[2]) - 1].slice(0, 3)} ${found[1]}` : day || "day unknown";
}

/** Days since 1970. @param {string} day */
export function dayNumber(day) {
  return Math.floor(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / DAY);
}

/** @param {number} number */
export function dayOf(number) {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

/** @param {import("./types.js").Moment|null|undefined} moment */
export function momentInWords(moment) {
  if (!moment) return "";
  if (!moment.start && !moment.end) return moment.text ? `“${moment.text}”` : "";
  if (moment.precision === "month" && moment.start) return monthInWords(moment.start);
  if (moment.start === moment.end || !moment.end) return dayInShort(moment.start);
  return moment.start ? `${dayInShort(moment.start)} to ${dayInShort(moment.end)}` : `by ${dayInShort(moment.end)}`;
}

/** @param {string} day */
function monthInWords(day) {
  return `${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}

/** @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${numbered(count)} ${count === 1 ? one : many}`;
}

/** @param {number} value */
export function numbered(value) {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 2 });
}

/** @param {number} share */
export function percent(share) {
  const value = share * 100;
  return `${value > 0 && value < 1 ? "under 1" : Math.round(value)} %`;
}

/** A range as reports put it: 12, at least 12, 10 to 15, about 24.
 * @param {number|null|undefined} low @param {number|null|undefined} high @param {boolean} [approximate] */
export function rangeInWords(low, high, approximate = false) {
  const about = approximate ? "about " : "";
  if (low === null || low === undefined) return high === null || high === undefined ? "unknown" : `at most ${numbered(high)}`;
  if (high === null || high === undefined) return `at least ${about}${numbered(low)}`;
  return low === high ? `${about}${numbered(low)}` : `${about}${numbered(low)} to ${numbered(high)}`;
}

/** @param {{name?: string|null, text?: string|null, role?: string|null}|null|undefined} actor */
export function nameOf(actor) {
  return actor ? actor.name || actor.text || actor.role || "somebody unnamed" : "nobody named";
}

/** heavy-weapons → heavy weapons; ASSAULT → Assault @param {string|null|undefined} key */
export function plain(key) {
  const words = (key ?? "").replaceAll(/[-_]/g, " ").trim();
  return words === words.toUpperCase() ? capital(words.toLowerCase()) : words;
}

/** @param {string} words */
export function capital(words) {
  return words ? words[0].toUpperCase() + words.slice(1) : words;
}
