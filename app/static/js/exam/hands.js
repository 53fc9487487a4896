// Raising a hand and asking a question: an entry of the journal like any other, so that it waits where the network is down.

import { asClockTime } from './clock.js';
import { announce, h, icon } from './dom.js';

const LONGEST = 300;

export class Hands {
  /** `told` is the raised hand the server knows of (`{seq, at, text, answer}`), or null. */
  constructor(button, journal, clock, told) {
    Object.assign(this, { button, journal, clock, frozen: false, draft: '', shown: null });
    this.up = this.recall(told);
    button.addEventListener('click', () => this.open());
    button.hidden = false;
    this.refresh();
  }

  /** The newest of what the server knows and what this browser wrote and kept. */
  recall(told) {
    const own = this.journal.entries.findLast(({ kind }) => kind === 'hand');
    if (!own || own.seq <= (told?.seq ?? 0)) return told && { entry: { seq: told.seq }, at: told.at, text: told.text, answer: told.answer };
    if (own.seq <= this.journal.acked || own.body.lower) return null; // the server knew it: lowered or followed by nothing that is up
    return { entry: own, at: this.clock.now() - Date.now() + own.at, text: own.body.text ?? '', answer: null };
  }

  get waiting() {
    return this.up !== null && this.up.entry.seq > this.journal.acked;
  }

  /** What a reply said of the raised hand: nothing while nobody answered. */
  hear(answer) {
    if (!answer || !this.up || this.up.answer || answer.seq !== this.up.entry.seq) return;
    this.up.answer = answer;
    announce(`监考员已答复：${answer.words}`);
    this.refresh();
  }

  async open() {
    if (this.frozen || document.querySelector('dialog[open]')) return;
    const choice = await (this.up ? this.tell() : this.ask());
    if (choice === 'raise') this.raise(this.draft.trim().slice(0, LONGEST));
    else if (choice === 'lower') this.lower();
    else if (this.up?.answer) this.up = null; // it was read
    this.refresh();
  }

  /** Without words it is a raised hand, with words a question; what was typed outlives a closed dialog. */
  ask() {
    const count = h('span', { class: 'sub num end', 'aria-live': 'off' });
    const words = h('textarea', { class: 'input', id: 'hand-words', rows: 4, maxLength: LONGEST, value: this.draft, oninput: () => tally() });
    const tally = () => { this.draft = words.value; count.textContent = `${words.value.length}/${LONGEST}`; };
    tally();
    return this.show('举手或提问', [h('p', {}, '监考员会到座位来。也可以写下问题，答复会显示在页面上。计时不停。'),
      h('div', { class: 'field' }, h('label', { htmlFor: 'hand-words' }, '问题（可以不写）'), words, count)], [['', '取消'], ['raise', '举手']]);
  }

  tell() {
    const { at, text, answer } = this.up;
    const state = answer ? h('p', { class: 'flash is-ok' }, icon('check'), h('span', {}, h('b', { class: 'num' }, `监考员 ${asClockTime(answer.at)} 答复：`), answer.words))
      : h('p', { class: 'flash' }, icon('info'), this.waiting ? '网络恢复后送达监考员。急事请直接举手示意。' : '已送达，请留在座位上等候监考员。');
    return this.show(`${asClockTime(at)} 已举手`, [text && h('p', {}, `您问：${text}`), state], answer ? [['', '知道了']] : [['lower', '放下手'], ['', '继续等候']]);
  }

  show(title, body, choices) {
    return new Promise((resolve) => {
      const buttons = choices.map(([value, words], place) => h('button', { class: `btn ${place === choices.length - 1 ? 'btn-primary' : ''}`, value }, words));
      const dialog = h('dialog', { 'aria-labelledby': 'hand-title' }, h('form', { method: 'dialog' },
        h('div', { class: 'dialog-h' }, h('h2', { id: 'hand-title' }, title)), h('div', { class: 'dialog-b' }, body), h('div', { class: 'dialog-f' }, buttons)));
      dialog.addEventListener('close', () => { dialog.remove(); resolve(dialog.returnValue); });
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  raise(text) {
    this.journal.append('hand', text ? { text } : {});
    this.up = { entry: this.journal.entries.at(-1), at: this.clock.now(), text, answer: null };
    this.draft = '';
    announce('已举手，请留在座位上等候监考员。');
  }

  lower() {
    this.journal.append('hand', { lower: true });
    this.up = null;
    announce('已放下手。');
  }

  /** `frozen`: nothing more is written on this page. */
  refresh(frozen = this.frozen) {
    this.frozen = frozen;
    this.journal.hand = this.up && !this.up.answer ? this.up.entry : null;
    const [mark, words] = this.state();
    this.button.disabled = frozen;
    if (this.shown === words) return;
    this.shown = words;
    this.button.classList.toggle('is-up', this.up !== null);
    this.button.replaceChildren(icon(mark), words);
  }

  state() {
    if (!this.up) return ['hand', '举手'];
    if (this.up.answer) return ['bell', '监考已答复'];
    return this.waiting ? ['sync', '举手待上传'] : ['check', `已举手 ${asClockTime(this.up.at)}`];
  }
}
