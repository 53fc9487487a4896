// Before handing in: what is unanswered, flagged or not yet saved, each a link, and one confirm.

import { asClockTime } from './clock.js';
import { h } from './dom.js';

/** Why one can't hand in yet; null when one can. `earliest` is exam time in ms, or null. */
export function notYet(earliest) {
  return earliest && h('p', { class: 'flash is-warn num' }, `${asClockTime(earliest)} 起可以交卷，现在只能检查。`);
}

/** Resolves true when the contestant confirms; a link closes the dialog and goes to its item. */
export function confirmHandIn(sheet, isRound, earliest) {
  const states = sheet.paper.items.map((item) => ({ item, ...sheet.state(item) }));
  const lines = [['没有答完', (state) => !state.complete], ['已标记', (state) => state.flagged], ['尚未保存', (state) => state.unsaved]];
  const lists = lines.map(([words, test]) => line(words, states.filter(test).map((state) => state.item)));
  const unsaved = states.some((state) => state.unsaved);
  return new Promise((resolve) => {
    const dialog = h('dialog', { id: 'hand-in', 'aria-labelledby': 'hand-in-title' }, h('form', { method: 'dialog' },
      h('div', { class: 'dialog-h' }, h('h2', { id: 'hand-in-title' }, '检查并交卷')),
      h('div', { class: 'dialog-b' }, h('ul', { class: 'todo' }, lists),
        unsaved && h('p', { class: 'flash is-warn' }, '尚未保存的答案会随交卷一起上传；网络不通时会一直重试，请不要关闭页面。'),
        notYet(earliest), h('p', {}, isRound ? '交卷后不能再修改，也不能重新进入。' : '交卷后不能再修改。')),
      h('div', { class: 'dialog-f' }, h('button', { class: 'btn', value: '', autofocus: true }, '继续作答'), h('button', { class: 'btn btn-primary', value: 'yes', disabled: earliest !== null }, '确认交卷'))));
    dialog.addEventListener('click', (event) => { if (event.target.closest('a')) dialog.close(''); });
    dialog.addEventListener('close', () => { dialog.remove(); resolve(dialog.returnValue === 'yes'); });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function line(words, items) {
  const links = items.map((item) => h('a', { class: 'cell num', href: `#q${item.number}`, 'aria-label': `第 ${item.number} 题` }, String(item.number)));
  return h('li', {}, h('b', {}, `${words} ${items.length} 题`), links.length ? h('span', { class: 'links' }, links) : h('span', { class: 'sub' }, '无'));
}
