// Plain words for the moments when the paper can't be written on, and what to do then.

import { button, h, icon } from './dom.js';

export const WORDS = {
  lease_lost: ['本场考试已转到另一台电脑继续。', '本页只能查看。如果不是你本人换机，请立即举手告知监考员。'],
  other_tab: ['本场考试正在另一个标签页作答。', '同一时间只有一个标签页能作答。可以回到那一页，也可以改在本页继续。'],
  token_missing: ['登录已失效。', '答案都存在本机。请重新登录，登录后会回到本场考试并自动上传。'],
  no_sitting: ['服务器上没有找到这场考试。', '请举手告知监考员；不要关闭页面。'],
  entry_closed: ['入场时间已过。', '本场已停止入场；请举手找监考员，由主考决定。'],
  not_checked_in: ['还没有检录。', '请带准考证和身份证件到检录处；检录后本页会自动进入，不用刷新。'],
  papers_sealed: ['试卷尚未开启。', '请在座位上等候；开启后本页会自动进入，不用刷新。'],
  seb_needed: ['本场须在指定的考试浏览器（Safe Exam Browser）中作答。', '请关闭本页，从桌面上的考试图标重新进入；仍然看到这段话，请举手告知监考员。'],
  conflict: ['本机与服务器的作答记录不一致。', '未能并入的作答服务器已收到，待监考处理。请刷新后继续，并核对最近几题。'],
  malformed: ['页面出了差错，后面的作答没有上传。', '请举手告知监考员，并导出待传答案；不要关闭页面。'],
};

export const wordsFor = (code) => WORDS[code] ?? WORDS.malformed;

/** A panel in place of the paper. */
export function haltPanel(stage, [headline, advice], ...actions) {
  const heading = h('h2', { tabIndex: -1 }, headline);
  stage.replaceChildren(h('div', { class: 'halt' }, h('section', { class: 'panel' }, h('div', { class: 'panel-h' }, heading),
    h('div', { class: 'panel-b' }, h('p', {}, advice), actions))));
  heading.focus();
}

/** A bar above a paper that stays visible. */
export function haltBar(bar, [headline, advice], kind, ...actions) {
  bar.className = `banner ${kind}`;
  bar.replaceChildren(icon(kind === 'is-bad' ? 'lock' : 'info'), h('p', {}, h('b', { role: 'alert' }, headline), advice), h('div', { class: 'end' }, actions));
  bar.hidden = false;
}

/** Asks for the proctor's one-time code; resolves with what was typed. */
export function askCode(stage, wrong) {
  return new Promise((resolve) => {
    const input = h('input', { class: 'input num code', id: 'resume-code', name: 'code', autocomplete: 'off', required: true, 'aria-invalid': String(wrong), 'aria-describedby': 'resume-hint' });
    const form = h('form', { class: 'form', onsubmit: (event) => { event.preventDefault(); resolve(input.value.trim()); } },
      h('div', { class: 'field' }, h('label', { htmlFor: 'resume-code' }, '续考码'), input,
        wrong && h('p', { class: 'wrong', role: 'alert' }, icon('warn'), '续考码不对或已用过，请向监考员重新领取。')),
      h('div', { class: 'row' }, h('button', { class: 'btn btn-primary' }, '在本机继续考试')));
    haltPanel(stage, ['需要续考码才能在本机继续', ''], h('p', { id: 'resume-hint' }, '本场考试已在另一台电脑或浏览器上打开过。请举手，由监考员核对身份后给出一次性续考码；已保存的答案都在服务器上。'), form);
    input.focus();
  });
}

/** While the proctor has paused the sitting. */
export function pausePanel() {
  return h('div', { class: 'halt' }, h('section', { class: 'panel', role: 'status' }, h('div', { class: 'panel-h' }, h('h2', {}, icon('pause'), ' 考试已暂停')),
    h('div', { class: 'panel-b' }, h('p', {}, '监考员暂停了考试，计时已停，答案不会丢失。'), h('p', {}, '请留在座位上，不要关闭页面；恢复后会自动回到试卷。'))));
}

export const reloadButton = (words) => button(words, () => window.location.reload(), 'btn-primary');
