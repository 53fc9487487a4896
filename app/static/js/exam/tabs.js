// One tab writes. Tabs of this browser talk over a BroadcastChannel: who comes later asks, and may take over.

import { randomId } from './store.js';

const ANSWER = 400; // a living tab replies within this
const YIELD = 3000; // a tab that must finish a request first

export class Tabs {
  /** `yielding` is called, and awaited, when another tab takes over. */
  constructor(sitting, yielding) {
    this.channel = new BroadcastChannel(`kaochang-${sitting}`);
    this.id = randomId();
    this.writing = false;
    this.asking = false;
    this.yielding = yielding;
    this.heard = () => {};
    this.channel.onmessage = ({ data }) => this.receive(data);
  }

  say(type) {
    this.channel.postMessage({ type, from: this.id });
  }

  /** True if no other tab writes; of two that ask at once the smaller id wins. */
  async claim() {
    this.asking = true;
    const taken = await this.expect('writing', ANSWER, () => this.say('ask'));
    this.asking = false;
    this.writing = !taken;
    return this.writing;
  }

  /** Makes the writing tab stop, waiting for it a moment; a frozen one finds the order when it wakes. */
  async takeOver() {
    await this.expect('yielded', YIELD, () => this.say('take'));
    this.writing = true;
  }

  expect(type, limit, start) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), limit);
      this.heard = (heard) => { if (heard === type) { clearTimeout(timer); resolve(true); } };
      start();
    });
  }

  async receive({ type, from }) {
    if (type === 'ask' && (this.writing || (this.asking && this.id < from))) this.say('writing');
    if (type === 'take' && this.writing) {
      this.writing = false;
      await this.yielding();
      this.say('yielded');
    }
    this.heard(type);
  }
}
