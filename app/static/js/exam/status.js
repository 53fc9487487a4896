// The saved chip and the banner under the header.

import { asDuration } from './clock.js';
import { button, h, icon } from './dom.js';

/** What to say when the server can't store; a round may have words of its own. */
export const TROUBLES = {
  storage: ['服务器暂时存不下答案，请继续作答。', '答案已存在本机，会反复重传；请举手告知监考员。'],
  busy: ['服务器正忙，请继续作答。', '答案已存在本机，稍后自动上传。'],
  unreachable: ['网络已断开，请继续作答。', '答案已存在本机，恢复后自动上传；不要关闭页面或关机。'],
};

const HANDING = ['答案还没有交上去。', '答案已存在本机，会一直重试；不要关闭页面，请举手告知监考员。'];

export class Status {
  /** `saved()`: how many of what was `touched` the server has, and how much is still being typed; `patience`: how many failures
   *  in a row are told. */
  constructor(chip, banner, { journal, store, saved, exportQueue, troubles = TROUBLES, patience = 2 }) {
    Object.assign(this, { chip, banner, journal, store, saved, troubles, patience });
    this.words = h('p');
    this.facts = h('span', { class: 'num', 'aria-live': 'off' });
    this.message = null;
    this.again = button('立即重试', () => journal.retry(), 'btn-s');
    this.export = button('导出待传答案', exportQueue, 'btn-s', 'save');
  }

  refresh() {
    const { saved, touched, typing } = this.saved();
    const pending = this.journal.pending().length + typing;
    const failing = this.journal.failures > 0 || !this.journal.running;
    const [kind, mark, words] = pending === 0 ? ['', 'check', '已保存'] : (failing ? ['is-queued', 'warn', '待上传，已保存'] : ['is-sending', 'sync', '保存中，已保存']);
    const text = `${words} ${saved}/${touched}`;
    if (this.chip.textContent !== text) this.chip.replaceChildren(icon(mark), text);
    this.chip.className = `saved num ${kind}`;
    this.refreshBanner(pending);
  }

  refreshBanner(pending) {
    const { failures, since, trouble } = this.journal;
    if (failures >= this.patience || (failures && trouble === 'storage')) {
      const [headline, advice] = this.journal.handing ? HANDING : (this.troubles[trouble] ?? this.troubles.unreachable);
      this.facts.textContent = `${trouble === 'unreachable' ? '已断开' : '已持续'} ${asDuration(performance.now() - since)}，待上传 ${pending} 项`;
      this.export.disabled = pending === 0;
      this.put('offline', headline, advice, [this.facts, this.again, this.export]);
    } else if (!this.store.durable) {
      this.put('warn', '本机不能保存答案。', '答案只在上传后才安全：不要刷新或关闭页面，并举手告知监考员。', []);
    } else {
      this.message = null;
      this.banner.hidden = true;
    }
  }

  /** Rewrites the banner only when its words change, so that a screen reader hears it once. */
  put(mark, headline, advice, end) {
    if (this.message === headline) return;
    this.message = headline;
    this.banner.className = 'banner is-warn';
    this.banner.replaceChildren(icon(mark), h('p', {}, h('b', { role: 'alert' }, headline), advice), h('div', { class: 'end' }, end));
    this.banner.hidden = false;
  }
}
