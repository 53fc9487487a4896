// Messages from the proctor: shown until the contestant says they were read; only then does the server stop repeating them.

import { asClockTime } from './clock.js';
import { button, h, icon } from './dom.js';

export class Notices {
  constructor(root, journal) {
    Object.assign(this, { root, journal });
    this.unread = new Map();
    this.shown = new Set();
  }

  add(notices = []) {
    const fresh = notices.filter(({ id }) => id > this.journal.seen && !this.unread.has(id) && !this.shown.has(id));
    if (!fresh.length) return;
    fresh.forEach((notice) => this.unread.set(notice.id, notice));
    this.draw();
  }

  draw() {
    this.root.replaceChildren(...[...this.unread.values()].map(({ id, text, at }) => h('div', { class: 'banner', role: 'alert' }, icon('bell'),
      h('p', {}, h('b', { class: 'num' }, `监考通知 ${asClockTime(at)}　`), text), h('div', { class: 'end' }, button('知道了', () => this.read(id), 'btn-s')))));
  }

  /** Ids grow, so the newest read one stands for all before it; older unread ones hold it back. */
  read(id) {
    this.shown.add(id);
    this.unread.delete(id);
    const oldest = Math.min(...this.unread.keys());
    this.draw();
    this.journal.see(Math.max(0, ...[...this.shown].filter((read) => read < oldest)));
  }
}
