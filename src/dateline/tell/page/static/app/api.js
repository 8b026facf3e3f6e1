// Asking the API. Every request goes to the server that the page came from.

const BASE = "/api/v1";
const TOKEN = "dateline-token";

/** An answer that was no success, told in one line. */
export class Refusal extends Error {
  /** @param {number} status @param {string} detail */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** @typedef {Record<string, string|number|boolean|null|undefined|string[]>} Query */

/** @param {Query} query */
function written(query) {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const one of value) words.append(name, one);
    else if (value !== null && value !== undefined && value !== "" && value !== false) words.set(name, String(value));
  }
  const text = words.toString();
  return text ? `?${text}` : "";
}

/**
 * @template T
 * @param {string} path
 * @param {Query} [query]
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
export async function get(path, query = {}, signal) {
  return answered(await reached(`${BASE}${path}${written(query)}`, { signal, headers: bearer() }));
}

/**
 * @template T
 * @param {string} path
 * @param {object} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
export async function post(path, body, signal) {
  const headers = { "content-type": "application/json", ...bearer() };
  return answered(await reached(`${BASE}${path}`, { method: "POST", headers, body: JSON.stringify(body), signal }));
}

/** @param {string} path @param {RequestInit} options */
async function reached(path, options) {
  try {
    return await fetch(path, options);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refusal(0, "The server does not answer. Is dateline serve still running?");
  }
}

/** @param {Response} response */
async function answered(response) {
  if (response.ok) return response.json();
  throw new Refusal(response.status, await reason(response));
}

/** @param {Response} response */
async function reason(response) {
  try {
    const problem = await response.json();
    return String(problem.detail || problem.title || response.statusText);
  } catch {
    return `${response.status} ${response.statusText}`;
  }
}

/** @returns {Record<string, string>} */
function bearer() {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { authorization: `Bearer ${token}` } : {};
}

/** Keeps the token for as long as this tab is open. @param {string} token */
export function keepToken(token) {
  if (token) sessionStorage.setItem(TOKEN, token);
  else sessionStorage.removeItem(TOKEN);
}

export function hasToken() {
  return sessionStorage.getItem(TOKEN) !== null;
}

/** Whether something only ended because its view was left. @param {unknown} error */
export function left(error) {
  return error instanceof DOMException && error.name === "AbortError";
}
