// The running sitting: joins journal, sheet, card, map, clock and messages on the page.

import { Countdown } from './countdown.js';
import { announce, button, h } from './dom.js';
import { Drafts } from './drafts.js';
import { haltBar, haltPanel, pausePanel, reloadButton, wordsFor } from './halt.js';
import { listen } from './keyboard.js';
import { QuestionMap } from './map.js';
import { Navigation } from './navigation.js';
import { Notices } from './notices.js';
import { Paper } from './paper.js';
import { QuestionCard } from './question.js';
import { exportQueue } from './rescue.js';
import { Sheet } from './sheet.js';
import { Status } from './status.js';
import { confirmHandIn } from './summary.js';

export class Sitting {
  constructor({ page, parts, journal, store, clock, tabs, entering }, reply) {
    Object.assign(this, { page, parts, journal, store, clock, tabs, entering });
    this.sheet = new Sheet(new Paper(reply.paper), journal, reply);
    this.drafts = new Drafts(this.sheet);
    this.grid = h('div', { class: 'xgrid' });
    this.paused = pausePanel();
    this.build(reply);
  }

  build(reply) {
    const main = h('section', { class: 'panel qcard', 'aria-label': '试题' });
    const map = h('aside', { class: 'panel map', 'aria-label': '题目导航' });
    this.grid.append(main, map);
    this.parts.stage.replaceChildren(this.grid, this.paused);
    const handIn = () => this.confirm();
    this.card = new QuestionCard(main, this.sheet, this.drafts, { onLock: () => this.afterLock(), handIn, goTo: (item) => this.navigation.goTo(item) });
    this.map = new QuestionMap(map, this.sheet, handIn);
    this.status = new Status(this.parts.saved, this.parts.banner, { journal: this.journal, sheet: this.sheet, store: this.store, exportQueue: () => this.export() });
    this.notices = new Notices(this.parts.notices, this.journal);
    this.countdown = new Countdown(this.parts.clock, this.clock, () => this.timeUp());
    this.parts.saved.hidden = false;
    this.navigation = new Navigation(this.sheet, this.card, () => this.refresh());
    this.navigation.start();
    this.notices.add(reply.notices);
    this.showState(reply.state);
  }

  /** `held`: how many earlier entries of this browser wait for the proctor. */
  start(held) {
    listen(this.card);
    if (held) this.tellHeld(held);
    const on = { change: () => this.refresh(), reply: ({ detail }) => this.replied(detail), closed: () => this.closed(), conflict: () => this.conflict(), halted: ({ detail }) => this.halted(detail) };
    for (const [type, listener] of Object.entries(on)) this.journal.addEventListener(type, listener);
    window.addEventListener('hashchange', () => this.navigation.follow());
    window.addEventListener('online', () => this.journal.retry());
    window.addEventListener('offline', () => this.journal.retry());
    window.addEventListener('beforeunload', (event) => { if (this.unsaved()) event.returnValue = '1'; }); // preventDefault alone is not enough before Chromium 119
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.drafts.flushAll(); });
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
    this.card.refresh();
    this.map.refresh(this.card.item);
    this.map.handIn.disabled = this.card.frozen;
    this.status.refresh();
  }

  unsaved() {
    return !this.left && (this.journal.pending().length > 0 || this.sheet.drafts.size > 0);
  }

  replied({ deadline, state, notices }) {
    this.clock.deadline = deadline;
    this.notices.add(notices);
    this.showState(state);
    if (this.ending && !this.journal.handing && this.clock.left() !== 0) this.thaw();
  }

  showState(state) {
    const paused = state === 'paused';
    if (paused && !this.grid.hidden) this.drafts.flushAll();
    if (paused && !this.paused.isConnected) this.parts.stage.append(this.paused);
    this.grid.hidden = paused;
    this.paused.hidden = !paused;
  }

  afterLock() {
    this.card.show(this.card.item);
    this.refresh();
    announce('本部分已交，不能再修改。');
  }

  async confirm() {
    this.drafts.flushAll();
    if (this.card.frozen || !await confirmHandIn(this.sheet, !this.page.practice) || this.card.frozen) return;
    this.handIn(['正在交卷……', '请不要关闭页面；网络不通时会一直重试。']);
  }

  /** The end by the clock; a spread within the grace keeps a whole room from handing in at once. */
  timeUp() {
    if (this.card.frozen) return;
    this.ending = true;
    this.card.freeze();
    if (this.journal.running) haltBar(this.parts.halt, ['时间到，正在交卷。', '请不要关闭页面。'], 'is-warn');
    const spread = this.clock.grace * (1 + Math.random()) / 4;
    setTimeout(() => this.journal.retry(), spread / 2); // asks once more: the deadline may just have been moved
    setTimeout(() => { if (this.ending) this.handIn(); }, spread);
  }

  /** The deadline was moved back at the last moment. */
  thaw() {
    this.ending = false;
    this.card.frozen = false;
    this.parts.halt.hidden = true;
    this.navigation.follow();
  }

  handIn(words) {
    if (!this.card.frozen) this.card.freeze();
    this.drafts.flushAll();
    if (words) haltBar(this.parts.halt, words, 'is-info');
    this.journal.handIn();
  }

  async closed() {
    this.left = true;
    this.card.freeze();
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
    else if (code !== 'token_missing') this.card.freeze();
    haltBar(this.parts.halt, [headline, kept + advice], 'is-bad', signIn || button('导出待传答案', () => this.export(), 'btn-s', 'save'));
  }

  /** What is answered is somebody else's business from now on. */
  leave() {
    this.left = true;
    this.card.freeze();
    this.parts.saved.hidden = true;
    this.refresh();
  }

  /** Another tab takes over: what is here goes to the disk first, and the request under way is let finish. */
  async yieldToOther() {
    this.card.freeze();
    await this.journal.release();
    this.leave();
    const take = async () => { await this.tabs.takeOver(); window.location.reload(); };
    haltBar(this.parts.halt, wordsFor('other_tab'), 'is-warn', button('在本页继续作答', take, 'btn-s'));
  }

  export() {
    this.drafts.flushAll();
    exportQueue(this.journal, this.page.number);
  }
}
