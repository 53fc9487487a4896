// Seats as a plan of rooms and as a list. A seat's card is drawn again only when something on it changed.

import { h, icon, part } from './elements.js';
import { FACES, countdown, isTrouble, moment, span } from './words.js';

const page = part('console').dataset;
const items = Number(page.items);
const mayRun = page.run === 'true';
const cards = new Map();
const rows = new Map();

/** Draws everything: `seats` in order, `shown` tells which, `picked` which are chosen. */
export function draw({ seats, rooms, view, shown, picked, now, sort }) {
  part('plan').hidden = view !== 'plan';
  part('list').hidden = view !== 'list';
  if (view === 'plan') drawPlan(seats, rooms, shown, picked, now);
  else drawList(sorted(seats, sort), shown, picked, now);
}

function drawPlan(seats, rooms, shown, picked, now) {
  const key = `${rooms.map((room) => room.id)}|${seats.map((seat) => `${seat.sitting}:${seat.room_id}:${seat.row}:${seat.column}`)}`;
  if (part('plan').dataset.key !== key) layOut(seats, rooms, key);
  for (const seat of seats) update(cards, seat, card, { shown, picked, now });
}

/** A grid for every room, and a plain one for who has no seat. */
function layOut(seats, rooms, key) {
  cards.clear();
  const standing = seats.filter((seat) => seat.room_id === null);
  const plans = rooms.map((room) => {
    const mine = seats.filter((seat) => seat.room_id === room.id);
    return mine.length ? plan(room, mine) : null;
  });
  if (standing.length) plans.push(h('section', { class: 'plan' }, plans.some(Boolean) ? h('h3', {}, '没有编座位') : '', h('ul', { class: 'seats loose', 'aria-label': '座位' }, ...standing.map(place))));
  part('plan').replaceChildren(...plans.filter(Boolean));
  part('plan').dataset.key = key;
}

function plan(room, mine) {
  const last = Math.max(...mine.map((seat) => seat.row));
  const grid = h('ul', { class: `seats cols-${Math.min(room.columns, 12)}`, 'aria-label': `${room.name}座位` });
  for (let row = 1; row <= last; row += 1) {
    for (let column = 1; column <= room.columns; column += 1) {
      const seat = mine.find((one) => one.row === row && one.column === column);
      grid.append(seat ? place(seat, room.aisles.includes(column)) : h('li', { class: `seat is-empty${room.aisles.includes(column) ? ' at-aisle' : ''}`, 'aria-hidden': 'true' }));
    }
  }
  return h('section', { class: 'plan' }, h('h3', {}, room.name), h('p', { class: 'lectern' }, '讲　台'), grid);
}

function place(seat, atAisle = false) {
  const li = h('li', { class: 'seat', 'data-aisle': atAisle === true });
  cards.set(seat.sitting, { li, drawn: '' });
  return li;
}

function update(kept, seat, make, { shown, picked, now }) {
  const entry = kept.get(seat.sitting);
  if (!entry) return;
  const [hidden, chosen] = [!shown(seat), picked.has(seat.sitting)];
  const drawn = JSON.stringify([seat, chosen, ages(seat, now)]);
  if (entry.li.hidden !== hidden) entry.li.hidden = hidden;
  if (entry.drawn === drawn) return;
  entry.drawn = drawn;
  const focused = entry.li.contains(document.activeElement) ? document.activeElement.dataset.role : null;
  make(entry.li, seat, chosen, now);
  if (focused) entry.li.querySelector(`[data-role="${focused}"]`)?.focus();
}

/** What of a card moves with the clock: it is drawn anew when this says something else. */
function ages(seat, now) {
  if (seat.face === 'trouble') return span(now - seat.silent);
  if (seat.stood !== null) return countdown(now - seat.stood);
  return seat.face === 'working' && seat.heard ? heardWords(seat, now) : '';
}

const heardWords = (seat, now) => (now - seat.heard < 15000 ? '刚才' : `${span(now - seat.heard)}前`);
const pickBox = (seat, chosen) => (mayRun ? h('input', { type: 'checkbox', class: 'pick', 'data-role': 'pick', 'data-sitting': seat.sitting, checked: chosen, 'aria-label': `选择 ${seat.seat} ${seat.name}` }) : null);
const progress = (seat) => `${seat.answered}/${items}`;

function card(li, seat, chosen, now) {
  const [words, mark] = FACES[seat.face];
  li.className = `seat is-${seat.face}${chosen ? ' is-picked' : ''}${isTrouble(seat) ? ' is-alarm' : ''}${li.dataset.aisle !== undefined ? ' at-aisle' : ''}`;
  const right = seat.face === 'trouble' ? `${span(now - seat.silent)}前` : seat.stood !== null ? `停 ${countdown(now - seat.stood)}` : seat.face === 'working' && seat.heard ? heardWords(seat, now) : '';
  const marks = [seat.hand && h('span', { class: 'tag' }, seat.hand.text ? '提问' : '举手'), seat.asking && seat.face !== 'closed' && h('span', { class: 'tag is-bad' }, '双机'), seat.silence && h('span', { class: 'tag is-bad' }, '补时'),
    seat.held ? h('span', { class: 'tag' }, `待处理 ${seat.held}`) : null, seat.queued ? h('span', { class: 'tag' }, `待传 ${seat.queued}`) : null];
  li.replaceChildren(
    h('div', { class: 'seat-h' }, h('a', { class: 'seat-a', 'data-role': 'open', href: `${page.base}/sittings/${seat.sitting}`, title: `${seat.number} ${seat.unit}` }, h('b', { class: 'num' }, seat.seat || '—'), ' ', h('span', { class: 'seat-n' }, seat.name)), pickBox(seat, chosen)),
    h('p', { class: 'seat-s' }, icon(mark), h('b', {}, words), ...marks),
    h('p', { class: 'seat-f num' }, h('span', {}, ['away', 'waiting', 'absent'].includes(seat.face) ? (seat.checked_in ? '已检录' : '未检录') : progress(seat)), h('span', {}, right)),
    h('progress', { max: items || 1, value: seat.answered, 'aria-hidden': 'true' }));
}

function drawList(seats, shown, picked, now) {
  const order = seats.map((seat) => seat.sitting).join();
  if (part('rows').dataset.order !== order) {
    rows.clear();
    part('rows').replaceChildren(...seats.map((seat) => { const li = h('tr'); rows.set(seat.sitting, { li, drawn: '' }); return li; }));
    part('rows').dataset.order = order;
  }
  for (const seat of seats) update(rows, seat, line, { shown, picked, now });
}

function line(tr, seat, chosen, now) {
  const [words, mark] = FACES[seat.face];
  tr.className = `is-${seat.face}${chosen ? ' is-picked' : ''}${isTrouble(seat) ? ' is-alarm' : ''}`;
  tr.replaceChildren(...[mayRun ? h('td', {}, pickBox(seat, chosen)) : null, h('td', { class: 'num' }, h('b', {}, seat.seat || '—'), seat.room ? ` ${seat.room}` : ''),
    h('th', { scope: 'row' }, h('a', { 'data-role': 'open', href: `${page.base}/sittings/${seat.sitting}` }, seat.name)), h('td', { class: 'num' }, seat.number), h('td', {}, h('span', { class: 'chip' }, icon(mark), words)),
    h('td', { class: 'r' }, progress(seat)), h('td', {}, seat.heard ? `${span(now - seat.heard)}前` : '—'), h('td', { class: 'r' }, String(seat.queued || '—')), h('td', { class: 'num' }, seat.stood !== null ? '停表' : moment(seat.deadline))].filter(Boolean));
}

const ORDERS = { seat: (a, b) => `${a.room}${a.seat}`.localeCompare(`${b.room}${b.seat}`, 'zh-CN', { numeric: true }), name: (a, b) => a.name.localeCompare(b.name, 'zh-CN'), face: (a, b) => Object.keys(FACES).indexOf(a.face) - Object.keys(FACES).indexOf(b.face), answered: (a, b) => a.answered - b.answered, heard: (a, b) => (a.heard ?? 0) - (b.heard ?? 0) };

const sorted = (seats, sort) => [...seats].sort((a, b) => Number(isTrouble(b)) - Number(isTrouble(a)) || ORDERS[sort](a, b));
