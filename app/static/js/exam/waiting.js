// The waiting room: counts down on the server's clock and shows the seat's self test. It holds nothing of the paper.

import { asClockTime, asCountdown } from './clock.js';
import { announce } from './dom.js';
import { runSelfTest } from './selftest.js';
import { pause } from './transport.js';

const LOOK_AGAIN = 30000; // a start may be moved
const HELD = 4000; // a proctor may say go at any moment
const SPREAD = 1000; // so that a lab's opens don't come in the same millisecond

export class WaitingRoom {
  constructor(root, { clock, store }) {
    Object.assign(this, { root, clock, store });
    [this.digits, this.note, this.tests, this.verdict] = ['digits', 'note', 'tests', 'verdict'].map((part) => root.querySelector(`[data-waiting="${part}"]`));
    root.querySelector('[data-waiting="again"]').addEventListener('click', () => this.test());
    this.timer = null;
  }

  /** Shows the room until it is time to ask the server again. */
  async wait(starts, roundTrip, held = false) {
    const first = this.timer === null;
    Object.assign(this, { starts, roundTrip, held });
    this.root.hidden = false;
    this.note.textContent = held ? `计划 ${asClockTime(starts)} 开考，等候监考员宣布，宣布后自动进入试卷` : `${asClockTime(starts)} 开考，到时自动进入试卷，无需操作`;
    if (first) {
      this.test();
      this.timer = setInterval(() => this.tick(), 250);
    }
    this.tick();
    if (held) return pause(HELD * (0.75 + 0.5 * Math.random()));
    const left = Math.max(0, starts - this.clock.now());
    return pause(Math.min(LOOK_AGAIN * (0.8 + 0.4 * Math.random()), left + SPREAD * Math.random()));
  }

  tick() {
    const left = this.starts - this.clock.now();
    this.digits.textContent = this.held && left <= 0 ? '即将开考' : asCountdown(Math.max(0, left));
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
