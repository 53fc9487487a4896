// Step 办结: papers back or kept, the case handed on, filed, the resident invited to rate, and the case closed.

import { ask } from '../exam/dom.js';
import { actButton, button, choiceField, head, mark, tag } from './controls.js';
import { el } from './draw.js';
import { iconOf } from './viewing.js';

const GONE = { given_back: ['ok', 'back', '已退还'], kept: ['ok', 'lock', '已收回'] };
const RATED = { neutral: '已邀请评价', praise: '已请给好评' };

export function drawClosing(desk) {
  return [
    el('section', { class: 'card fill', key: 'papers', 'aria-label': '原件处理' }, head('原件处理', `托盘里还有 ${desk.view.tray.filter((one) => !one.gone).length} 份`),
      el('ul', { class: 'papers scroll', tabIndex: 0, 'aria-label': '托盘中的材料' }, desk.view.tray.length ? desk.view.tray.map((one) => paper(desk, one)) : el('li', { class: 'none' }, '托盘里没有材料'))),
    el('section', { class: 'card', key: 'applications', 'aria-label': '转出与归档' }, head('转出与归档', null), el('ul', { class: 'papers' }, applications(desk))),
    el('section', { class: 'card', key: 'end', 'aria-label': '评价与结束' }, head('评价与结束', null), el('div', { class: 'ending' }, rating(desk), el('span', { class: 'grow' }), aside(desk),
      button(desk, '结束本件', () => close(desk), { kind: 'btn-primary', why: desk.stopped(), busy: desk.isDoing('finish'), 'data-do': 'finish' }))),
  ];
}

function paper(desk, one) {
  const why = desk.stopped() ?? (one.gone ? '这份材料已不在托盘里' : null);
  return el('li', { key: one.paper, 'data-paper': one.paper }, el('span', { class: 'what' }, one.name, el('small', {}, one.original === undefined ? '未查看' : (one.original ? '原件' : '复印件或影像'))),
    one.gone ? mark(...GONE[one.gone]) : mark('no', iconOf(one.kind), '在托盘'),
    el('span', { class: 'pair' }, actButton(desk, '退还原件', ['give_back', { paper: one.paper }], { why, kind: 'btn-sm', name: `退还原件：${one.name}` }), actButton(desk, '依法收回', ['keep', { paper: one.paper }], { why, kind: 'btn-sm', name: `依法收回：${one.name}` })));
}

function applications(desk) {
  const { view } = desk;
  if (!view.applications.length) return el('li', { class: 'none' }, '本件没有立事项');
  return view.applications.map((one) => {
    const details = { application: one.application };
    const service = desk.register.service(one.application);
    return el('li', { key: one.application }, el('span', { class: 'what' }, service.name, one.decision ? tag('warn', desk.register.decisions[one.decision]) : tag('', '未决定')),
      handOff(desk, one, details), one.archived ? mark('ok', 'check', '已归档') : actButton(desk, '归档', ['archive', details], { kind: 'btn-sm', name: `归档：${service.name}` }));
  });
}

function handOff(desk, one, details) {
  if (one.handed_to) return mark('ok', 'right', `已转出至${desk.register.name('place', one.handed_to)}`);
  const chosen = desk.here.to?.[one.application] ?? '';
  const pick = (place) => desk.go({ to: { ...desk.here.to, [one.application]: place } });
  return el('span', { class: 'pair' }, choiceField(desk, chosen, desk.register.places.map(({ id, name }) => [id, name]), pick, { 'aria-label': '转出去向' }),
    actButton(desk, '转出', ['hand_off', { ...details, destination: chosen }], { kind: 'btn-sm', why: desk.stopped() ?? (chosen ? null : '先选转出去向') }));
}

function rating(desk) {
  const { rated } = desk.view;
  return [actButton(desk, '邀请评价', ['rate', { how: 'neutral' }], { key: 'neutral' }), actButton(desk, '请给好评', ['rate', { how: 'praise' }], { key: 'praise' }), el('span', { class: 'muted', key: 'rated' }, RATED[rated] ?? '未邀请评价')];
}

function aside(desk) {
  const suspended = desk.view.phase === 'suspended';
  return actButton(desk, ...(suspended ? ['恢复本件', ['resume']] : ['挂起本件', ['suspend']]), { key: 'aside', why: suspended && !desk.frozen ? null : desk.stopped() });
}

/** Asks first, with what was not done told as it is; then on to the next case that waits. */
async function close(desk) {
  const name = desk.place.case;
  const body = el('div', { class: 'stack' }, el('p', {}, '结束后不能再办理本件。尚未做的操作：'), el('ul', { class: 'undone' }, notDone(desk).map((one) => el('li', {}, one))));
  if (!await ask({ title: `结束第 ${desk.case.number} 件？`, body, yes: '结束本件' }) || desk.place.case !== name) return;
  desk.perform('finish', {}, () => {
    const next = desk.paper.cases.find((one) => desk.views.of(one.id).phase === 'waiting');
    if (next) desk.go({ case: next.id });
  });
}

/** Operations nobody did in this case; whether they were due is for the clerk to know. */
export function notDone(desk) {
  const { view } = desk;
  const left = view.tray.filter((one) => !one.gone).length;
  const facts = [
    [!view.applications.length, '没有立事项'], [view.applications.some((one) => !one.decision), '有事项没有作出决定'], [view.applications.some((one) => one.documents.some((made) => !made.issued)), '有文书没有发出'],
    [left > 0, `托盘里还有 ${left} 份材料`], [view.applications.some((one) => !one.archived), '有事项没有归档'], [!view.rated, '没有邀请评价'],
  ];
  const told = facts.filter(([is]) => is).map(([, words]) => words);
  return told.length ? told : ['无'];
}
