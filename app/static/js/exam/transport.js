// One JSON request at a time with a time limit, and how long to wait before the next try.

import { sebHeaders } from './seb.js';

const LIMIT = 10000;
const WAITS = [1000, 2000, 4000, 8000];

/** Nothing usable came back: no network, no reply in time, or a server that isn't ours. */
export class Unreachable extends Error {}

export class Transport {
  constructor(base, { limit = LIMIT, request = fetch.bind(globalThis) } = {}) {
    this.base = base;
    this.limit = limit;
    this.request = request;
  }

  /** `{status, body, sent, received, retryAfter}`; times are monotonic ms, retryAfter ms or 0. */
  async post(action, body) {
    const sent = performance.now();
    try {
      const response = await this.request(this.base + action, {
        method: 'POST', credentials: 'same-origin', cache: 'no-store', redirect: 'error',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...await sebHeaders() },
        body: JSON.stringify(body), signal: AbortSignal.timeout(this.limit),
      });
      const received = performance.now();
      const retryAfter = 1000 * Number(response.headers.get('Retry-After') ?? 0);
      const date = Date.parse(response.headers.get('Date') ?? '');
      const answer = await response.json();
      if (typeof answer !== 'object' || answer === null) throw new TypeError('not an object');
      return { status: response.status, body: answer, sent, received, retryAfter, date };
    } catch (error) {
      throw new Unreachable(`${action}: ${error.message}`, { cause: error });
    }
  }
}

/** 1, 2, 4, 8, 8 … seconds, each spread over half to one and a half, so that a lab doesn't come back as one. */
export function backOff(failures, random = Math.random) {
  return WAITS[Math.min(failures, WAITS.length) - 1] * (0.5 + random());
}

/** Resolves after `ms`, or at once when the returned promise's `wake` is called. */
export function pause(ms) {
  let wake;
  const promise = new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => { clearTimeout(timer); resolve(); };
  });
  return Object.assign(promise, { wake });
}
