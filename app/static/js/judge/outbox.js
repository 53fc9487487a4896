// What is still to be sent: drafts and signed ballots, in order, each the newest of its appearance. Drafts outlive the page in this
// browser; a signed ballot waits in memory only, because its PIN must not be written down.

import { part } from './elements.js';

const page = part('page').dataset;
const RETRY = 3000;
// A server at fault or too busy: what waits stays, and is tried again. Whoever is signed out is told, and keeps the draft.
const AGAIN = new Set([500, 502, 503, 504]);
const SIGNED_OUT = 401;
const KEY = `kaochang-ballots-${page.me}-${page.panel}`;

const drafts = new Map(Object.entries(read()));
const signed = new Map();
const taken = new Map(); // drafts the server has, which what was read before them doesn't show yet
const listeners = [];
let busy = false;

export const onChange = (listener) => listeners.push(listener);
export const waiting = () => drafts.size + signed.size;
export const draftOf = (id) => drafts.get(String(id)) ?? taken.get(String(id)) ?? null;
export const isSigned = (id) => signed.has(String(id));
export const signedOf = (id) => signed.get(String(id))?.ballot ?? null;
export let offlineSince = null;

/** Keeps a draft and sends it when it can. */
export function keep(id, ballot) {
  drafts.set(String(id), ballot);
  write();
  told();
  push();
}

/** Sends a signed ballot; resolves with the receipt, rejects with a refusal's code and facts. */
export function sign(id, ballot, pin) {
  return new Promise((resolve, reject) => {
    drafts.delete(String(id));
    write();
    signed.set(String(id), { ballot, pin, resolve, reject });
    told();
    push();
  });
}

async function push() {
  if (busy) return;
  busy = true;
  while (waiting() && await next());
  busy = false;
  told();
}

/** Sends the first of what waits; tells whether to go on with the next at once. */
async function next() {
  const [id, one] = signed.entries().next().value ?? drafts.entries().next().value;
  const last = signed.has(id);
  let answer;
  try {
    answer = await send(id, last ? 'submit' : 'draft', last ? { ...one.ballot, pin: one.pin } : one);
  } catch {
    offlineSince ??= Date.now();
    told();
    return false;
  }
  offlineSince = null;
  const done = AGAIN.has(answer.status) ? false : last ? settle(id, one, answer) : take(id, one, answer);
  told();
  return done;
}

function take(id, one, { ok, status }) {
  if (status === SIGNED_OUT) return false;
  if (ok) taken.set(id, one);
  if (drafts.get(id) === one) { drafts.delete(id); write(); }
  return true;
}

function settle(id, one, { ok, status, value }) {
  signed.delete(id);
  if (ok) { taken.delete(id); one.resolve(value); return true; }
  if (status === SIGNED_OUT) { drafts.set(id, one.ballot); write(); } else taken.set(id, one.ballot);
  one.reject(value);
  return status !== SIGNED_OUT;
}

async function send(id, door, body) {
  const response = await fetch(`${page.base}${id}/${door}`, {
    method: 'POST', credentials: 'same-origin', body: JSON.stringify(body), signal: AbortSignal.timeout(8000),
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': page.csrf },
  });
  return { ok: response.ok, status: response.status, value: await response.json().catch(() => ({})) };
}

function told() { for (const listener of listeners) listener(); }

function read() {
  try { return JSON.parse(localStorage.getItem(KEY) ?? '{}'); } catch { return {}; }
}

function write() {
  try { localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(drafts))); } catch { /* private mode: drafts live as long as the page */ }
}

setInterval(() => { if (waiting()) push(); }, RETRY);
