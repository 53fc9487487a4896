// A running sitting, whatever its round asks: joins journal, clock, saved chip and messages, and brings it to its end.
//
// A round's page extends it: `build(reply)` returns the element that is worked on, `saved()` says how many of what was touched
// the server has and how much is still being typed, `flush()` puts what is typed into the journal, `confirmed()` asks before the
// hand-in; `freeze` and `thaw` make it readable only and take that back. Its static `words` are what the banner says otherwise.

import { asClockTime } from './clock.js';
import { Countdown } from './countdown.js';
import { button, h } from './dom.js';
import { haltBar, haltPanel, pausePanel, reloadButton, wordsFor } from './halt.js';
import { Hands } from './hands.js';
import { Notices } from './notices.js';
import { exportQueue } from './rescue.js';
import { Status } from './status.js';

const AGAIN = 1000;

export class Sitting {
  constructor({ page, parts, journal, store, clock, tabs, entering }, reply) {
    Object.assign(this, { page, parts, journal, store, clock, tabs, entering, frozen: false });
    this.paused = pausePanel();
    this.status = new Status(parts.saved, parts.banner, { journal, store, saved: () => this.saved(), exportQueue: () => this.export(), ...this.constructor.words });
    this.notices = new Notices(parts.notices, journal);
    this.countdown = new Countdown(parts.clock, clock, () => this.timeUp());
    this.hands = new Hands(parts.hand, journal, clock, reply.hand);
    this.allowed = reply.hand_in_from;
    this.work = this.build(reply);
    parts.stage.replaceChildren(this.work, this.paused);
    parts.saved.hidden = false;
    this.notices.add(reply.notices);
    this.showState(reply.state);
  }

  /** `held`: how many earlier entries of this browser wait for the proctor. */
  start(held) {
    if (held) this.tellHeld(held);
    const on = { change: () => this.refresh(), reply: ({ detail }) => this.replied(detail), closed: () => this.closed(), conflict: () => this.conflict(), early: ({ detail }) => this.early(detail), halted: ({ detail }) => this.halted(detail) };
    for (const [type, listener] of Object.entries(on)) this.journal.addEventListener(type, listener);
    window.addEventListener('online', () => this.journal.retry());
    window.addEventListener('offline', () => this.journal.retry());
    window.addEventListener('beforeunload', (event) => { if (this.unsaved()) event.returnValue = '1'; }); // preventDefault alone is not enough before Chromium 119
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.flush(); });
    setInterval(() => this.tick(), 250);
    this.journal.run();
    this.refresh();
  }

  tellHeld(held) {
    const read = button('知道了', () => { this.parts.halt.hidden = true; }, 'btn-s');
    haltBar(this.parts.halt, [`本机此前未上传的 ${held} 条作答服务器已收到，待监考处理。`, '请核对最近几题。'], 'is-warn', read);
  }

  tick() {
    this.countdown.tick();
    if (this.journal.failures) this.status.refresh();
  }

  refresh() {
    this.status.refresh();
    this.hands.refresh(Boolean(this.frozen || this.left));
  }

  unsaved() {
    return !this.left && (this.journal.pending().length > 0 || this.saved().typing > 0);
  }

  replied({ deadline, state, notices, answer }) {
    this.clock.deadline = deadline;
    this.hands.hear(answer);
    this.notices.add(notices);
    this.showState(state);
    if (this.ending && !this.journal.handing && this.clock.left() !== 0) this.thaw();
  }

  showState(state) {
    const paused = state === 'paused';
    if (paused && !this.work.hidden) this.flush();
    if (paused && !this.paused.isConnected) this.parts.stage.append(this.paused);
    this.work.hidden = paused;
    this.paused.hidden = !paused;
  }

  async confirm() {
    this.flush();
    if (this.frozen || !await this.confirmed() || this.frozen) return;
    this.handIn(['正在交卷……', '请不要关闭页面；网络不通时会一直重试。']);
  }

  /** The end by the clock; a spread within the grace keeps a whole room from handing in at once. */
  timeUp() {
    if (this.frozen) return;
    this.ending = true;
    this.freeze();
    if (this.journal.running) haltBar(this.parts.halt, ['时间到，正在交卷。', '请不要关闭页面。'], 'is-warn');
    const spread = this.clock.grace * (1 + Math.random()) / 4;
    setTimeout(() => this.journal.retry(), spread / 2); // asks once more: the deadline may just have been moved
    setTimeout(() => { if (this.ending) this.handIn(); }, spread);
  }

  freeze() {
    this.flush();
    this.frozen = true;
  }

  /** The deadline was moved back at the last moment. */
  thaw() {
    this.ending = false;
    this.frozen = false;
    this.parts.halt.hidden = true;
  }

  handIn(words) {
    if (!this.frozen) this.freeze();
    this.flush();
    if (words) haltBar(this.parts.halt, words, 'is-info');
    this.journal.handIn();
  }

  /** From when one may hand in, while that lies ahead; null once it doesn't. */
  get earliest() {
    return this.allowed !== null && this.allowed > this.clock.now() ? this.allowed : null;
  }

  /** A hand-in before the agreed minute: nothing is lost, one goes on. At the very end the two clocks were a moment apart. */
  early({ from }) {
    this.allowed = from;
    if (this.ending) return setTimeout(() => { if (this.ending) this.handIn(); }, AGAIN);
    this.thaw();
    const read = button('知道了', () => { this.parts.halt.hidden = true; }, 'btn-s');
    return haltBar(this.parts.halt, ['还不能交卷。', `${asClockTime(from)} 起可以交卷；作答都已保存，请继续检查。`], 'is-warn', read);
  }

  async closed() {
    this.left = true;
    this.freeze();
    await this.store.forget(this.journal.sitting);
    window.location.replace(this.page.receipt);
  }

  conflict() {
    this.left = true;
    haltPanel(this.parts.stage, wordsFor('conflict'), h('div', { class: 'row' }, reloadButton('刷新后继续')));
  }

  async halted({ code, held }) {
    if (code === 'token_missing' && await this.entering.enterAgain()) return this.journal.run();
    const [headline, advice] = wordsFor(code);
    const kept = held ? `未上传的 ${held} 条作答服务器已收到，待监考处理。` : '';
    const signIn = code === 'token_missing' && h('a', { class: 'btn btn-s', href: this.page.login }, '重新登录');
    if (code === 'lease_lost') this.leave();
    else if (code !== 'token_missing') this.freeze();
    haltBar(this.parts.halt, [headline, kept + advice], 'is-bad', signIn || button('导出待传答案', () => this.export(), 'btn-s', 'save'));
  }

  /** What is answered is somebody else's business from now on. */
  leave() {
    this.left = true;
    this.freeze();
    this.parts.saved.hidden = true;
    this.refresh();
  }

  /** Another tab takes over: what is here goes to the disk first, and the request under way is let finish. */
  async yieldToOther() {
    this.freeze();
    await this.journal.release();
    this.leave();
    const take = async () => { await this.tabs.takeOver(); window.location.reload(); };
    haltBar(this.parts.halt, wordsFor('other_tab'), 'is-warn', button('在本页继续作答', take, 'btn-s'));
  }

  export() {
    this.flush();
    exportQueue(this.journal, this.page.number);
  }
}
