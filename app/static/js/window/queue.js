// The queue of tickets and the list of what came without one; calling, passing over, putting aside.

import { icon } from '../exam/dom.js';
import { actButton, tabs } from './controls.js';
import { draw, el } from './draw.js';
import { PHASES } from './register.js';

const TICKETS = new Set(['counter']);
const CALLS = { counter: '叫号', video: '接入' };

export function drawQueue(desk, root) {
  const [tickets, tasks] = [true, false].map((wanted) => desk.paper.cases.filter((one) => TICKETS.has(one.entry) === wanted));
  const chosen = TICKETS.has(desk.case.entry) ? 'tickets' : 'tasks';
  const count = (list) => el('span', { class: 'count num' }, String(list.length));
  const show = (id) => {
    const list = id === 'tickets' ? tickets : tasks;
    if (list.length) desk.go({ case: (list.find((one) => !['closed', 'absent'].includes(desk.views.of(one.id).phase)) ?? list[0]).id });
    else desk.tell(id === 'tickets' ? '没有取号的办事人。' : '没有待办。');
  };
  draw(root, tabs('排队与待办', [['tickets', '排队叫号', count(tickets)], ['tasks', '待办', count(tasks)]], chosen, show),
    el('ul', { class: 'queue' }, (chosen === 'tickets' ? tickets : tasks).map((one) => line(desk, one))),
    el('div', { class: 'acts' }, buttons(desk)));
}

function line(desk, one) {
  const [mark, words] = PHASES[desk.views.of(one.id).phase];
  const shown = one.id === desk.place.case;
  return el('li', { key: one.id }, el('button', { type: 'button', 'aria-current': shown ? 'true' : null, class: ['closed', 'absent'].includes(desk.views.of(one.id).phase) ? 'is-over' : '', onclick: () => desk.go({ case: one.id }) },
    icon(mark), el('span', { class: 'num' }, String(one.number)), el('span', { class: 'ticket' }, one.ticket), el('span', { class: 'entry' }, TICKETS.has(one.entry) ? '' : one.entry_name), el('span', {}, words)));
}

/** Call or open, pass over, put aside: each says why it can't be done now. */
function buttons(desk) {
  const { phase } = desk.view;
  const opens = CALLS[desk.case.entry] ?? '打开';
  const over = ['closed', 'absent'].includes(phase) ? desk.stopped() : null;
  const read = desk.frozen ? desk.stopped() : null;
  const call = phase === 'called' ? ['重呼', ['recall']] : [opens, ['call']];
  const aside = phase === 'suspended' ? ['恢复本件', ['resume']] : ['挂起本件', ['suspend']];
  return [
    actButton(desk, ...call, { key: 'call', keys: 'C', kind: ['waiting', 'called'].includes(phase) ? 'btn-primary' : '', why: read ?? over ?? (['waiting', 'called'].includes(phase) ? null : '办事人已在窗口') }),
    actButton(desk, '过号', ['pass'], { key: 'pass', why: read ?? over ?? (phase === 'called' ? null : '呼叫后无人应答才能过号') }),
    actButton(desk, ...aside, { key: 'aside', why: read ?? (phase === 'suspended' ? null : desk.stopped()) }),
  ];
}
