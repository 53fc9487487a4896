// The running simulation: the cases as the server and the clerk's input make them, where the clerk is, and the acts.

import { asCountdown } from '../exam/clock.js';
import { announce } from '../exam/dom.js';
import { Sitting } from '../exam/sitting.js';
import { drawChips } from './chips.js';
import { Frame } from './frame.js';
import { listen } from './keyboard.js';
import { Place } from './place.js';
import { Register } from './register.js';
import { confirmHandIn } from './summary.js';
import { Views } from './views.js';

const NEEDS_NETWORK = '需要网络，恢复后继续。';

export class Desk extends Sitting {
  static words = {
    patience: 1,
    troubles: {
      storage: ['服务器暂时存不下，请稍候。', '已填的内容存在本机，会反复重传；请举手告知监考员。'],
      busy: ['服务器正忙，请稍候。', '已填的内容存在本机，稍后自动上传。'],
      unreachable: [NEEDS_NETWORK, '网络已断开；处理意见、表单和文书内容可以接着填，已存在本机，恢复后自动上传。不要关闭页面或关机。'],
    },
  };

  build(reply) {
    this.paper = reply.paper;
    this.register = new Register(reply.paper.desk);
    this.views = new Views(this.journal, this.register, reply.views, reply.next_seq - 1);
    this.place = new Place(this.store, this.page.sitting, this.views);
    this.message = null;
    this.afterwards = null;
    this.frame = new Frame(this);
    document.body.classList.add('is-open');
    const { centre, window: number } = this.paper;
    Object.assign(this.parts.where, { textContent: `${centre.name.replace('社区事务受理服务中心', '')}　${number} 号窗口`, title: centre.name });
    this.parts.handIn.onclick = () => this.confirm();
    return this.frame.root;
  }

  async start(held) {
    await this.place.recall(this.paper.cases.map((one) => one.id));
    listen(this);
    super.start(held);
  }

  get here() { return this.place.here; }
  get view() { return this.views.of(this.place.case); }
  get case() { return this.paper.cases.find((one) => one.id === this.place.case); }
  /** The application that is shown: the one gone to, or the first. */
  get application() {
    const { applications } = this.view;
    return applications.find((one) => one.application === this.here.application) ?? applications[0] ?? null;
  }

  get service() { return this.register.service(this.application?.application); }
  /** Whether the case can be worked on now. */
  get open() { return !this.frozen && this.view.phase === 'open'; }
  get offline() { return this.journal.failures > 0 || !navigator.onLine; }

  /** Why the case that is shown can't be worked on; null when it can. */
  stopped() {
    if (this.frozen) return '本页只能查看';
    return { waiting: '请先叫号或打开本件', called: '办事人还没有到窗口', suspended: '本件已挂起，请先恢复', closed: '本件已结束', absent: '本件已过号' }[this.view.phase] ?? null;
  }

  refresh() {
    this.frame.draw();
    drawChips(this);
    this.parts.handIn.disabled = this.frozen;
    super.refresh();
  }

  tick() {
    super.tick();
    const { started, ended } = this.view;
    const text = started === null ? '00:00' : asCountdown(Math.max(0, (ended ?? this.clock.now()) - started));
    if (this.parts.timer.textContent !== text) this.parts.timer.textContent = text;
  }

  /** Goes somewhere: another case, step, application, material or paper. */
  go(change) {
    this.flush();
    const where = () => [this.place.case, this.here.step, this.here.viewing].join(' ');
    const was = where();
    this.place.go(change);
    if (where() !== was) this.tell(null); // what was said is about what was there
    this.refresh();
  }

  /** Puts something in: it shows at once, and is sent when it can be. */
  put(act, details) {
    if (this.frozen) return;
    this.journal.append('act', { case: this.place.case, do: act, ...details });
  }

  /** Does what needs the server's answer: one at a time, and only with a network. `then` runs if the system didn't refuse. */
  perform(act, details = {}, then = null) {
    if (this.frozen) return;
    this.flush();
    if (this.views.waiting()) return this.tell('上一步正在处理，请稍候。');
    if (this.offline) {
      this.journal.retry();
      return this.tell(NEEDS_NETWORK);
    }
    this.tell(null);
    const seq = this.journal.append('act', { case: this.place.case, do: act, ...details });
    this.afterwards = { seq, case: this.place.case, then };
  }

  /** Whether this very act is under way. */
  isDoing(act, details = {}) {
    const waiting = this.views.waiting();
    return waiting?.do === act && waiting.case === this.place.case && Object.entries(details).every(([key, value]) => waiting[key] === value);
  }

  replied(detail) {
    this.views.take(detail.views, detail.acked);
    super.replied(detail);
    if (this.message?.text === NEEDS_NETWORK) this.tell(null);
    const refused = detail.views?.[this.place.case]?.refused;
    if (refused) this.tell(refused.text);
    this.follow(detail.acked);
    this.refresh();
  }

  follow(acked) {
    if (!this.afterwards || acked < this.afterwards.seq) return;
    const { case: name, then } = this.afterwards;
    this.afterwards = null;
    if (then && name === this.place.case && !this.view.refused) then();
  }

  /** A line as the acceptance system says it; null takes it away. */
  tell(text) {
    this.message = text && { text, at: performance.now() };
    this.frame.drawMessage();
    if (text === null) announce('');
  }

  saved() {
    const field = document.activeElement;
    return { ...this.views.count(), typing: field?.dataset.was !== undefined && field.value !== field.dataset.was ? 1 : 0 };
  }

  /** What is typed goes into the journal, unless an input method is at work on it. */
  flush() {
    const field = document.activeElement;
    if (field?.dataset.was !== undefined && !this.frame.composing) field.dispatchEvent(new Event('change'));
  }

  confirmed() {
    return confirmHandIn(this);
  }

  freeze() {
    super.freeze();
    document.body.classList.add('is-frozen');
    this.refresh();
  }

  thaw() {
    super.thaw();
    document.body.classList.remove('is-frozen');
    this.refresh();
  }
}
