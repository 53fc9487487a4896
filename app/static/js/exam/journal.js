// The sitting's append-only journal: numbers entries, keeps them on the disk before sending, repeats them with the same
// numbers until the server has them. It knows nothing of what an entry means; README.md lists its invariants.

import { nextBatch, onWire } from './entries.js';
import { deliverStrays } from './strays.js';
import { Unreachable, backOff, pause } from './transport.js';

const IDLE = 10000; // a quiet hour then costs about 360 exchanges of 33 bytes down
const ALERT = 4000; // while paused, with a hand up or near the end, when an answer is likely to come or the deadline to move
const ALERT_LEFT = 120000;

export class Journal extends EventTarget {
  constructor({ transport, store, clock, sitting }) {
    super();
    Object.assign(this, { transport, store, clock, sitting, writes: new Set(), flight: null, waiting: pause(0) });
    Object.assign(this, { lease: null, entries: [], acked: 0, next: 1, seen: 0, state: 'working' });
    Object.assign(this, { failures: 0, since: null, trouble: null, handing: false, running: false, gap: null, retryAfter: 0, hand: null });
  }

  /** Takes up the reply of `open`: what the server has is acknowledged, what only this browser has is sent again.
   *  Returns how many entries of a lost lease the server now holds. */
  async resume(reply) {
    const kept = await this.store.entries(this.sitting);
    const strays = kept.filter((entry) => entry.lease !== reply.lease);
    this.entries = kept.filter((entry) => entry.lease === reply.lease).map((entry) => ({ ...entry, kept: true }));
    this.lease = reply.lease;
    this.seen = await this.store.seen(this.sitting);
    this.acked = reply.next_seq - 1;
    this.next = Math.max(reply.next_seq, 1 + (this.entries.at(-1)?.seq ?? 0));
    this.state = reply.state;
    this.closeHole();
    return deliverStrays(this, strays);
  }

  /** What a finished sitting or a lost lease left here: posted so that the server holds it for the proctor. */
  async deliverLeft() {
    return deliverStrays(this, await this.store.entries(this.sitting));
  }

  /** Appends an entry and sees to its sending; returns its seq, which never changes again. */
  append(kind, body) {
    const entry = { sitting: this.sitting, lease: this.lease, seq: this.next, kind, body, at: Date.now(), kept: false };
    this.next += 1;
    this.entries.push(entry);
    const write = this.store.keepEntry(entry).then(() => {
      entry.kept = true;
      this.writes.delete(write);
      this.wake();
    });
    this.writes.add(write);
    this.tell('change');
    return entry.seq;
  }

  /** Entries the server has not acknowledged, in order. */
  pending() {
    return this.entries.filter((entry) => entry.seq > this.acked);
  }

  /** Hands in, with everything pending; ends in a `closed` event however long the network takes. */
  handIn() {
    this.handing = true;
    this.wake();
  }

  /** Stops writing: resolves when the request under way has ended and every entry is on the disk. */
  async release() {
    this.running = false;
    this.waiting.wake();
    await Promise.allSettled([this.flight, ...this.writes]);
  }

  wake() {
    if (!this.failures) this.waiting.wake();
  }

  /** The contestant has read the notices up to this id. */
  see(notice) {
    if (notice <= this.seen) return;
    this.seen = notice;
    this.store.keepSeen(this.sitting, notice);
    this.retry();
  }

  /** Tries again now, whatever the back-off says. */
  retry() {
    this.waiting.wake();
  }

  async run() {
    if (this.running) return;
    this.running = true;
    while (this.running) {
      this.waiting = pause(this.interval());
      await this.waiting;
      if (!this.running) return;
      this.flight = this.exchange();
      await this.flight;
    }
  }

  interval() {
    if (this.failures) return Math.max(this.retryAfter, backOff(this.failures));
    if (this.handing || nextBatch(this.pending()).length) return 0;
    const alert = this.state === 'paused' || this.hand || (this.clock.left() ?? 0) < ALERT_LEFT;
    return (alert ? ALERT : IDLE) * (0.9 + 0.2 * Math.random());
  }

  async exchange() {
    const batch = nextBatch(this.pending());
    const queued = this.pending().length - batch.length;
    const last = this.handing && queued === 0;
    const request = { lease: this.lease, entries: batch.map(onWire) };
    this.tell('change');
    try {
      const reply = await this.transport.post(last ? 'submit' : 'journal', last ? request : { ...request, queued, seen: this.seen, ...this.known() });
      await this.take(reply, batch);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.failed('unreachable');
    }
    this.tell('change');
  }

  /** What the page knows already, so that the server tells it again only once it has changed; and the hand whose answer it waits for. */
  known() {
    return { deadline: this.clock.deadline, state: this.state, ...(this.hand && { hand: this.hand.seq }) };
  }

  async take(reply, batch) {
    const { status, body } = reply;
    if (status >= 500 || (status !== 200 && !body.code)) return this.failed(body.code ?? 'unreachable', reply.retryAfter);
    Object.assign(this, { failures: 0, since: null, trouble: null, retryAfter: 0 });
    if (status !== 200) return this.refused(body, batch);
    if (body.receipt) return this.finish('closed', { receipt: body.receipt, held: 0 });
    this.clock.sync(body.now, reply.sent, reply.received);
    await this.acknowledge(body.acked);
    this.gap = null;
    this.state = body.state ?? this.state;
    this.tell('reply', { deadline: this.clock.deadline, ...body, state: this.state });
  }

  async acknowledge(acked) {
    if (acked < this.acked) return this.rewind(acked + 1);
    const stored = this.pending().filter((entry) => entry.seq <= acked);
    this.acked = acked;
    this.next = Math.max(this.next, acked + 1);
    for (const entry of stored) {
      entry.acked = true;
      await this.store.keepEntry(entry);
    }
  }

  failed(trouble, retryAfter = 0) {
    this.failures += 1;
    this.since ??= performance.now();
    this.trouble = trouble;
    this.retryAfter = retryAfter;
  }

  async refused(body, batch) {
    const { code, held = 0, receipt } = body;
    if (code === 'seq_gap' && this.gap !== body.expected) return this.rewind(body.expected);
    if (code === 'too_early') this.handing = false;
    if (code === 'too_early') return this.acknowledge(body.acked).then(() => this.tell('early', { from: body.from }));
    if (code === 'seq_conflict') return this.store.dropEntries(batch).then(() => this.finish('conflict', { held }));
    if (code === 'late' || code === 'closed' || code === 'lease_lost') {
      await this.store.dropEntries(batch);
      await this.deliverLeft();
    }
    return this.finish(code === 'late' || code === 'closed' ? 'closed' : 'halted', { code, held, receipt });
  }

  /** The server lacks entries it once had (restored from a backup): they are still here, so they go again. */
  rewind(expected) {
    this.gap = expected;
    this.acked = expected - 1;
    this.closeHole();
    this.tell('change');
  }

  /** What lies between was written on another PC and is lost: the server refused ours for that gap, so none is stored. */
  closeHole() {
    const pending = this.pending();
    if (!pending.length || pending[0].seq === this.acked + 1) return;
    this.store.dropEntries(pending.map((entry) => ({ ...entry })));
    pending.forEach((entry, index) => { entry.seq = this.acked + 1 + index; this.store.keepEntry(entry); });
    this.next = this.acked + 1 + pending.length;
  }

  finish(type, facts) {
    this.running = false;
    this.tell(type, facts);
  }

  tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
