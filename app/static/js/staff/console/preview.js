// The preview: what a measure would do to each chosen sitting, asked anew with every change, and then done.

import { Refused, look, perform } from './api.js';
import { h, part } from './elements.js';
import { STATES, moment, span } from './words.js';

const TITLES = { grant: '补时', pause: '暂停', resume: '恢复', move: '换座', notice: '发消息', release: '释放席位', start: '单独开考', end: '收卷', reopen: '重新开考', annul: '作废' };
const facts = JSON.parse(document.getElementById('facts').textContent);
const dialog = part('preview');
const field = (id) => document.getElementById(id);
let asked = null;
let turn = 0;

/** Opens the preview of `measure` for `seats`; `all` are everyone's seats, `changed()` asks for fresh rows. */
export function openPreview(measure, seats, all, changed) {
  asked = { measure, seats, changed };
  document.getElementById('preview-h').textContent = `${TITLES[measure]}：${seats.length === 1 ? `${seats[0].seat} ${seats[0].name}` : `已选 ${seats.length} 座`}`;
  for (const one of dialog.querySelectorAll('[data-for]')) one.hidden = !one.dataset.for.split(' ').includes(measure);
  field('minutes').value = measure === 'grant' ? 5 : 0;
  field('seconds').value = 0;
  field('words').value = '';
  field('text').value = '';
  field('second-name').value = '';
  field('second-password').value = '';
  field('reason').replaceChildren(...facts.reasons[measure].map(([code, label]) => h('option', { value: code }, `${code} ${label}`)));
  field('seat').replaceChildren(...freeSeats(seats[0], all));
  part('second').hidden = !facts.twoPeople.includes(measure);
  part('refused').hidden = true;
  dialog.showModal();
  ask();
}

/** Seats nobody sits in, those kept for moves first; the last choice changes the PC alone. */
function freeSeats(seat, all) {
  const taken = new Set(all.map((one) => `${one.room_id}|${one.seat}`));
  const free = facts.rooms.filter((room) => !seat || seat.room_id === null || room.id === seat.room_id).flatMap((room) => room.seats.filter((one) => !taken.has(`${room.id}|${one.label}`)).map((one) => ({ ...one, room: room.name })));
  free.sort((a, b) => Number(b.spare) - Number(a.spare));
  return [...free.map((one) => h('option', { value: one.id }, `${one.room} ${one.label} 号${one.spare ? '（备用）' : ''}`)), h('option', { value: '' }, '不换座位，只换电脑或浏览器')];
}

function request() {
  const { measure, seats } = asked;
  const milliseconds = ['grant', 'reopen'].includes(measure) ? (Number(field('minutes').value) * 60 + Number(field('seconds').value)) * 1000 : 0;
  return { measure, sittings: seats.map((seat) => seat.sitting), reason: field('reason').value, words: field('words').value, milliseconds, text: field('text').value, seat: measure === 'move' && field('seat').value ? Number(field('seat').value) : null };
}

async function ask() {
  const mine = (turn += 1);
  try {
    const seen = await look(request());
    if (mine === turn) show(seen);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refuse(error.message);
  }
}

function show({ lines, changes }) {
  part('said').textContent = sentence(lines, changes);
  part('lines').replaceChildren(...lines.map((line) => h('tr', { class: line.allowed ? '' : 'is-not' }, h('td', { class: 'num' }, h('b', {}, line.seat || '—')), h('th', { scope: 'row' }, line.name), h('td', {}, STATES[line.state]), h('td', { class: 'num' }, line.granted ? span(line.granted) : '—'), h('td', { class: 'num' }, ending(line.deadline, line.left, line.state)), h('td', { class: 'num' }, h('b', {}, line.allowed ? after(line) : '不变')), h('td', {}, line.note))));
  dialog.querySelector('[data-act="perform"]').textContent = `${TITLES[asked.measure]} ${changes} 人`;
  dialog.querySelector('[data-act="perform"]').disabled = changes === 0;
}

function ending(deadline, left, state) {
  if (deadline !== null) return moment(deadline);
  if (left === null) return '—';
  return `${state === 'reopened' ? '进入后' : '恢复后'} ${span(left)}`;
}

function after(line) {
  if (line.new_state !== line.state && ['collected', 'void'].includes(line.new_state)) return STATES[line.new_state];
  return ending(line.new_deadline, line.new_left, line.new_state);
}

/** 5 人 10:35:00 结束；…… in the order of how many. */
function sentence(lines, changes) {
  const counts = new Map();
  for (const line of lines.filter((one) => one.allowed)) counts.set(after(line), (counts.get(after(line)) ?? 0) + 1);
  const parts = [...counts].sort((a, b) => b[1] - a[1]).map(([words, number]) => `${number} 人 ${words}${/^\d/.test(words) ? ' 结束' : ''}`);
  const rest = lines.length - changes;
  return `${parts.join('；') || '没有可以办理的人'}${rest ? `；其余 ${rest} 人不变` : ''}。`;
}

function refuse(words) {
  part('refused').textContent = words;
  part('refused').hidden = false;
}

async function go() {
  part('refused').hidden = true;
  try {
    const done = await perform({ ...request(), second_username: field('second-name').value, second_password: field('second-password').value });
    dialog.close();
    told(done);
    asked.changed(true);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refuse(error.message);
  }
}

/** What was done; a code is shown here and nowhere else. */
function told({ changed, skipped, codes }) {
  const name = (sitting) => { const seat = asked.seats.find((one) => one.sitting === sitting); return seat ? `${seat.seat} ${seat.name}` : ''; };
  const lines = [h('p', {}, `${TITLES[asked.measure]}：已办理 ${changed.length} 人${skipped.length ? `，${skipped.length} 人不变` : ''}。`)];
  for (const [sitting, code] of Object.entries(codes)) {
    lines.push(h('p', {}, `${name(sitting)} 的续考码（只显示这一次，十分钟内有效）`), h('p', { class: 'resume-code', 'aria-label': `续考码 ${[...code].join(' ')}` }, h('span', {}, code.slice(0, 3)), h('span', {}, code.slice(3))), h('p', { class: 'sub' }, '请选手在新电脑上登录、进入同一场，由监考员输入续考码。'));
  }
  if (!Object.keys(codes).length) { part('announcer').textContent = lines[0].textContent; return; }
  part('done-b').replaceChildren(...lines);
  part('done').showModal();
}

if (dialog) {
  dialog.addEventListener('input', (event) => { if (['minutes', 'seconds', 'seat'].includes(event.target.id)) ask(); });
  dialog.querySelector('form').addEventListener('submit', (event) => { event.preventDefault(); go(); });
  dialog.querySelector('[data-act="perform"]').addEventListener('click', go);
}
