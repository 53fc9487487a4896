// The waiting room: counts down on the server's clock and shows the seat's self test. It holds nothing of the paper.

import { asClockTime, asCountdown } from './clock.js';
import { announce } from './dom.js';
import { runSelfTest } from './selftest.js';
import { pause } from './transport.js';

const LOOK_AGAIN = 30000; // a start may be moved
const SPREAD = 1000; // so that a lab's opens don't come in the same millisecond

export class WaitingRoom {
  constructor(root, { clock, store }) {
    Object.assign(this, { root, clock, store });
    [this.digits, this.note, this.tests, this.verdict] = ['digits', 'note', 'tests', 'verdict'].map((part) => root.querySelector(`[data-waiting="${part}"]`));
    root.querySelector('[data-waiting="again"]').addEventListener('click', () => this.test());
    this.timer = null;
  }

  /** Shows the room until it is time to ask the server again. */
  async wait(starts, roundTrip) {
    const first = this.timer === null;
    Object.assign(this, { starts, roundTrip });
    this.root.hidden = false;
    this.note.textContent = `${asClockTime(starts)} 开考，到时自动进入试卷，无需操作`;
    if (first) {
      this.test();
      this.timer = setInterval(() => this.tick(), 250);
    }
    this.tick();
    const left = Math.max(0, starts - this.clock.now());
    await pause(Math.min(LOOK_AGAIN * (0.8 + 0.4 * Math.random()), left + SPREAD * Math.random()));
  }

  tick() {
    this.digits.textContent = asCountdown(Math.max(0, this.starts - this.clock.now()));
  }

  test() {
    const fine = runSelfTest(this.tests, this);
    this.verdict.textContent = fine ? '全部通过。' : '有需要注意的项目，请举手告知监考员。';
  }

  leave() {
    if (this.timer !== null) announce('考试开始。');
    clearInterval(this.timer);
    this.root.hidden = true;
  }
}
