/**
 * The notice that a newer picture stands than the one the page shows. The page is never read anew by itself: the service
 * tells of each revision as long as the page is seen, and the reader decides.
 *
 * @typedef {{revision: number, as_of: string | null}} Revision
 */
import { fill, h } from "./dom.js";
import { eventsOf } from "./events.js";
import { authorization } from "./key.js";
import { state } from "./state.js";
import { language, say } from "./words.js";

const AGAIN = 2_000; // milliseconds after which a stream that has ended is opened again
const LONGEST = 60_000; // and at most after one that failed, each time twice as many as before
const REFUSED = [401, 403, 404];

/** What the page shows, `as_of` the day that the reader asked for; null before the first answer. @type {Revision | null} */
let shown = null;

/** What the service told last. @type {Revision | null} */
let newest = null;

/** What ends the listening; null while nobody listens. @type {AbortController | null} */
let listening = null;

/** The key with which the stream was refused: with the same one it is not asked for again. @type {string | null} */
let refused = null;

/** Which notice stands, so that the same one is said once. */
let told = "";

/** @type {HTMLElement} */
let place;

/** Reads the view anew. @type {() => Promise<unknown>} */
let readAnew;

/** Where the keyboard was before it came to the notice. @type {HTMLElement | null} */
let before = null;

/**
 * Says in this place when something newer stands.
 *
 * @param {HTMLElement} notice
 * @param {() => Promise<unknown>} read
 */
export function follow(notice, read) {
  place = notice;
  readAnew = read;
  place.addEventListener("focusin", ({ relatedTarget }) => {
    before = relatedTarget instanceof HTMLElement ? relatedTarget : null;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) listening?.abort();
    else void listen();
  });
}

/**
 * What the page shows now. Before it shows anything nothing is newer, and nobody listens.
 *
 * @param {number} revision
 * @param {string | null} as_of  the day that the reader asked for; null: the newest
 */
export function showing(revision, as_of) {
  shown = { revision, as_of };
  draw();
  void listen();
}

async function listen() {
  if (listening || !shown || document.hidden || keyHeld() === refused) return;
  const { signal } = (listening = new AbortController());
  for (let wait = AGAIN; !signal.aborted && keyHeld() !== refused;) {
    const opened = await hear(signal);
    if (opened) wait = AGAIN;
    if (keyHeld() !== refused) await pause(wait * (1 + Math.random() / 4), signal);
    if (!opened) wait = Math.min(2 * wait, LONGEST);
  }
  listening = null;
  if (signal.aborted) void listen(); // it was seen again before the last of it had ended
}

/** One stream, to its end. @param {AbortSignal} signal @returns {Promise<boolean>} whether there was one */
async function hear(signal) {
  const headers = { Accept: "text/event-stream", "Last-Event-ID": String(newest?.revision ?? ""), ...authorization() };
  let opened = false;
  try {
    const response = await fetch("/v1/events", { headers, signal, cache: "no-store" });
    if (REFUSED.includes(response.status)) refused = keyHeld();
    opened = response.ok;
    if (!opened) return false;
    for await (const { event, data } of eventsOf(response)) {
      if (event !== "revision") continue;
      newest = JSON.parse(data);
      draw();
    }
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error; // those say: broken off, or left
  }
  return opened;
}

function keyHeld() {
  return authorization().Authorization ?? "";
}

/** @param {number} time @param {AbortSignal} signal  ends it at once */
function pause(time, signal) {
  return new Promise((wake) => {
    const timer = setTimeout(wake, time);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      wake(undefined);
    });
  });
}

/** Who looks at a past day, or at what was known once, is not told: that stays as it is. */
function isNewer() {
  if (!shown || !newest || newest.revision <= shown.revision || state().params.known_at) return false;
  return !(shown.as_of && newest.as_of && shown.as_of < newest.as_of);
}

function draw() {
  const notice = isNewer() && newest ? `${language()} ${newest.revision}` : "";
  if (notice === told) return;
  told = notice;
  const { revision, as_of } = /** @type {Revision} */ (newest ?? shown);
  fill(place, notice && h("p", null, h("span", null, say("newer", { revision, as_of: as_of ?? "—" })), " ",
    h("button", { type: "button", onclick: take }, say("newer_show"))));
}

/** The view is read anew, and the keyboard goes back to where it was; where that is no more, to the heading. */
async function take() {
  const heading = /** @type {HTMLElement} */ (document.getElementById("view-title"));
  const back = before?.isConnected ? before : heading;
  told = "";
  fill(place);
  back.focus({ preventScroll: true });
  await readAnew();
  if (document.activeElement === document.body) heading.focus({ preventScroll: true });
}
