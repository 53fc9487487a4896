// What is still to be sent: drafts and signed ballots, in order, each the newest of its appearance. Drafts outlive the page in this
// browser; a signed ballot waits in memory only, because its PIN must not be written down.

import { part } from './elements.js';

const page = part('page').dataset;
const RETRY = 3000;
const KEY = `kaochang-ballots-${page.me}-${page.panel}`;

const drafts = new Map(Object.entries(read()));
const signed = new Map();
const listeners = [];
let busy = false;

export const onChange = (listener) => listeners.push(listener);
export const waiting = () => drafts.size + signed.size;
export const draftOf = (id) => drafts.get(String(id)) ?? null;
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

async function next() {
  const [id, one] = signed.entries().next().value ?? drafts.entries().next().value;
  const last = signed.has(id);
  const body = last ? { ...one.ballot, pin: one.pin } : one;
  let answer;
  try {
    answer = await send(id, last ? 'submit' : 'draft', body);
  } catch {
    offlineSince ??= Date.now();
    told();
    setTimeout(push, RETRY);
    return false;
  }
  offlineSince = null;
  if (last) settle(id, one, answer);
  else if (drafts.get(id) === one) { drafts.delete(id); write(); }
  told();
  return true;
}

function settle(id, one, { ok, status, value }) {
  if (!ok && status >= 500) { setTimeout(push, RETRY); return; }
  signed.delete(id);
  if (ok) one.resolve(value);
  else { drafts.set(id, one.ballot); write(); one.reject(value); }
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
