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
    [this.label, this.digits, this.note, this.tests, this.verdict] = ['label', 'digits', 'note', 'tests', 'verdict'].map((part) => root.querySelector(`[data-waiting="${part}"]`));
    root.querySelector('[data-waiting="again"]').addEventListener('click', () => this.test());
    this.timer = null;
  }

  /** Shows the room until it is time to ask the server again; a `held` start comes when a proctor says so. */
  async wait(starts, roundTrip, held = false) {
    const first = this.timer === null;
    Object.assign(this, { starts, roundTrip, held });
    this.root.hidden = false;
    this.label.textContent = held ? '等候监考员宣布开考' : '距开考';
    this.note.textContent = held ? '宣布后自动进入试卷，无需操作' : `${asClockTime(starts)} 开考，到时自动进入试卷，无需操作`;
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
    this.digits.textContent = this.held ? this.planned() : asCountdown(Math.max(0, this.starts - this.clock.now()));
  }

  planned() {
    return this.starts === null ? '时间待定' : `计划 ${asClockTime(this.starts)}`;
  }

  test() {
    const fine = runSelfTest(this.tests, this);
    this.verdict.textContent = fine ? '全部通过。' : '有需要注意的项目，请举手告知监考员。';
  }

  /** `started`: to the paper, and not because something else must be told first. */
  leave(started = false) {
    if (started && this.timer !== null) announce('考试开始。');
    clearInterval(this.timer);
    this.timer = null;
    this.root.hidden = true;
  }
}
