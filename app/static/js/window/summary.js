// Before handing in: every case with how far it is, and one confirm.

import { h } from '../exam/dom.js';
import { notYet } from '../exam/summary.js';
import { PHASES } from './register.js';

/** Resolves true when the contestant confirms; a press on a case closes the dialog and goes to it. */
export function confirmHandIn(desk) {
  const unsaved = desk.journal.pending().length > 0;
  return new Promise((resolve) => {
    const go = (id) => { dialog.close(''); desk.go({ case: id }); };
    const lines = desk.paper.cases.map((one) => line(desk, one, go));
    const dialog = h('dialog', { id: 'hand-in', 'aria-labelledby': 'hand-in-title' }, h('form', { method: 'dialog' },
      h('div', { class: 'dialog-h' }, h('h2', { id: 'hand-in-title' }, '检查并交卷')),
      h('div', { class: 'dialog-b' }, h('ul', { class: 'case-list' }, lines),
        unsaved && h('p', { class: 'flash is-warn' }, '尚未保存的操作会随交卷一起上传；网络不通时会一直重试，请不要关闭页面。'),
        notYet(desk.earliest), h('p', {}, desk.page.practice ? '交卷后不能再修改。' : '交卷后不能再修改，也不能重新进入。')),
      h('div', { class: 'dialog-f' }, h('button', { class: 'btn', value: '', autofocus: true }, '继续办理'), h('button', { class: 'btn btn-primary', value: 'yes', disabled: desk.earliest !== null }, '确认交卷'))));
    dialog.addEventListener('close', () => { dialog.remove(); resolve(dialog.returnValue === 'yes'); });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function line(desk, { id, number, ticket, points }, go) {
  const { phase } = desk.views.of(id);
  const [, words] = PHASES[phase];
  return h('li', {}, h('b', { class: 'num' }, `第 ${number} 件`), h('span', {}, ticket), h('span', { class: 'num' }, `${points} 分`), h('b', {}, words),
    h('button', { type: 'button', class: 'btn btn-s', onclick: () => go(id), 'aria-label': `去第 ${number} 件` }, ['closed', 'absent'].includes(phase) ? '去查看' : '去办理'));
}
