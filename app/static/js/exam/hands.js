// Raising a hand and asking a question: an entry of the journal like any other, so that it waits where the network is down.

import { asClockTime } from './clock.js';
import { announce, h } from './dom.js';

const LONGEST = 300;

export class Hands {
  constructor(button, journal, clock) {
    Object.assign(this, { button, journal, clock, up: Number(sessionStorage.getItem(`hand:${journal.sitting}`)) || null });
    button.hidden = false;
    button.addEventListener('click', () => (this.up ? this.lower() : this.ask()));
    this.draw();
  }

  /** Without words it is a raised hand, with words a question. */
  ask() {
    const words = h('textarea', { class: 'input', id: 'hand-words', rows: 3, maxLength: LONGEST });
    const dialog = h('dialog', { 'aria-labelledby': 'hand-title' }, h('form', { method: 'dialog' },
      h('div', { class: 'dialog-h' }, h('h2', { id: 'hand-title' }, '举手')),
      h('div', { class: 'dialog-b' }, h('p', {}, '监考员会到座位来。也可以写下问题，监考员的答复会显示在页面上。计时不停。'), h('div', { class: 'field' }, h('label', { htmlFor: 'hand-words' }, '问题（可以不写）'), words)),
      h('div', { class: 'dialog-f' }, h('button', { class: 'btn', value: '' }, '取消'), h('button', { class: 'btn btn-primary', value: 'yes' }, '举手'))));
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (dialog.returnValue === 'yes') this.raise(words.value.trim().slice(0, LONGEST));
    });
    document.body.append(dialog);
    dialog.showModal();
  }

  raise(text) {
    this.journal.append('hand', text ? { text } : {});
    this.keep(this.clock.now());
    announce('已举手，请留在座位上等候监考员。');
  }

  lower() {
    this.journal.append('hand', { lower: true });
    this.keep(null);
    announce('已放下手。');
  }

  keep(up) {
    this.up = up;
    if (up) sessionStorage.setItem(`hand:${this.journal.sitting}`, String(up));
    else sessionStorage.removeItem(`hand:${this.journal.sitting}`);
    this.draw();
  }

  draw() {
    this.button.textContent = this.up ? `已举手 ${asClockTime(this.up).slice(0, 5)}` : '举手';
    this.button.setAttribute('aria-pressed', String(Boolean(this.up)));
    this.button.title = this.up ? '点一下放下手' : '请监考员到座，或提问';
  }
}
