// The clock in the header: can be hidden, warns at five minutes and one for eyes and ears, and ends the sitting.

import { asClockTime, asCountdown } from './clock.js';
import { announce } from './dom.js';

const WARNINGS = [[60000, 'is-last', '还剩 1 分钟，到时自动交卷。'], [300000, 'is-soon', '还剩 5 分钟。']];

export class Countdown {
  constructor(root, clock, onEnd) {
    Object.assign(this, { root, clock, onEnd });
    [this.label, this.ends, this.digits, this.toggle] = ['label', 'ends', 'digits', 'toggle'].map((part) => root.querySelector(`[data-clock="${part}"]`));
    this.toggle.addEventListener('click', () => this.hide(!this.digits.hidden));
    this.warned = Infinity;
    this.ended = false;
  }

  hide(hidden) {
    this.digits.hidden = hidden;
    this.toggle.textContent = hidden ? '显示时间' : '隐藏';
  }

  tick() {
    const left = this.clock.left();
    this.root.hidden = false;
    if (left === null) {
      this.label.textContent = '已暂停';
      this.ends.textContent = '不计时';
      this.digits.textContent = '--:--';
      return;
    }
    this.ends.textContent = `${asClockTime(this.clock.deadline)} 止`;
    this.digits.textContent = asCountdown(left);
    this.warn(left);
    if (left > 0) this.ended = false;
    else if (!this.ended) {
      this.ended = true;
      this.onEnd();
    }
  }

  /** A deadline moved back takes a warning back, so that it comes again when it is due. */
  warn(left) {
    const due = WARNINGS.find(([limit]) => left <= limit);
    this.root.classList.remove('is-soon', 'is-last');
    this.label.textContent = due ? `不到 ${due[0] / 60000} 分钟` : '距结束';
    const [limit, mark, words] = due ?? [Infinity, null, ''];
    if (mark) this.root.classList.add(mark);
    if (limit < this.warned) {
      announce(words);
      this.hide(false);
    }
    this.warned = limit;
  }
}
