/**
 * The public routes of the service, and every way in which asking them can go wrong.
 *
 * @typedef {{pointer: string, code: string, message: string}} Fault
 */
import { authorization } from "./key.js";
import { language } from "./words.js";

/** An answer that is an error, as RFC 9457 shapes it; `status` 0 where nothing answered at all. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {{title?: string, detail?: string, errors?: Fault[]}} body
   */
  constructor(status, body) {
    super(body.detail ?? body.title ?? String(status));
    this.status = status;
    this.title = body.title ?? "";
    this.detail = body.detail ?? "";
    this.errors = body.errors ?? [];
  }
}

/** @type {Map<string, Promise<any>>} answers of this page view, by language and address */
const answers = new Map();

/** Forgets what was answered: after an error, and when the reader asks anew. */
export function forget() {
  answers.clear();
}

/**
 * The parsed answer of one GET.
 *
 * @param {string} path
 * @param {Record<string, string | number | null | undefined>} [params]  empty ones are left out
 * @returns {Promise<any>} rejects with Problem
 */
export function ask(path, params = {}) {
  const address = addressOf(path, params);
  const key = `${language()} ${address}`;
  let answer = answers.get(key);
  if (answer === undefined) {
    answer = fetchJson(address);
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
  }
  return answer;
}

/**
 * @param {string} path
 * @param {Record<string, string | number | null | undefined>} params
 */
export function addressOf(path, params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/**
 * The parsed answer of one POST; what was answered until then is forgotten.
 *
 * @param {string} path
 * @param {Record<string, string | number | null | undefined>} params
 * @param {Blob | Record<string, any> | null} [body]  a file as it is, anything else as JSON
 * @returns {Promise<any>} rejects with Problem
 */
export function send(path, params, body = null) {
  forget();
  const json = body !== null && !(body instanceof Blob);
  return fetchJson(addressOf(path, params), {
    method: "POST", body: json ? JSON.stringify(body) : body, headers: { "Content-Type": json ? "application/json" : "application/octet-stream" },
  });
}

/**
 * A file, for which a link could send no key.
 *
 * @param {string} address
 * @returns {Promise<{name: string, content: Blob}>} rejects with Problem
 */
export async function download(address) {
  const response = await answered(address, {});
  const named = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "");
  return { name: named?.[1] ?? "download", content: await response.blob() };
}

/**
 * @param {string} address
 * @param {RequestInit} [how]
 */
async function fetchJson(address, how = {}) {
  return (await answered(address, { ...how, headers: { Accept: "application/json", ...how.headers } })).json();
}

const BUSY_TRIES = 3; // how often a question is asked again of a service that says it is busy

/**
 * @param {string} address
 * @param {RequestInit} how
 * @param {number} [tries]
 * @returns {Promise<Response>}
 */
async function answered(address, how, tries = BUSY_TRIES) {
  let response;
  try {
    response = await fetch(address, { ...how, headers: { "Accept-Language": language(), ...authorization(), ...how.headers } });
  } catch (error) {
    throw new Problem(0, { detail: String(error instanceof Error ? error.message : error) });
  }
  if (response.ok) return response;
  const again = Number(response.headers.get("Retry-After"));
  if (response.status === 503 && again === 1 && tries > 0 && !how.method) { // 1: busy; a graph that is away says more
    await new Promise((wake) => { setTimeout(wake, 1000 * (again + Math.random())); });
    return answered(address, how, tries - 1);
  }
  let body;
  try {
    body = await response.json();
  } catch {
    body = { title: response.statusText };
  }
  throw new Problem(response.status, body);
}
