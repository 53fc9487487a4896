// The console: keeps the rows fresh, filters and picks seats, and opens what is done with them.

import { seats as readSeats, perform, Refused } from './api.js';
import { h, part } from './elements.js';
import { draw } from './plan.js';
import { openPreview } from './preview.js';
import { askIncident, drawSide } from './side.js';
import { countdown, groupsOf, moment } from './words.js';

const EVERY_MS = 2000;
const AGAIN_MS = 5000;
const STALE_S = 8;
const GROUPS = [['', '全部'], ['alarm', '异常'], ['paused', '暂停'], ['working', '作答中'], ['waiting', '候考'], ['away', '未到'], ['closed', '已收卷'], ['hand', '举手'], ['held', '待处理'], ['queued', '待传']];
const page = part('console').dataset;
const { rooms } = JSON.parse(document.getElementById('facts').textContent);
const find = document.getElementById('find');
const picked = new Set();
const state = { seats: [], group: location.hash.slice(1), view: 'plan', sort: 'seat', measure: 'grant', heard: 0, apart: 0, last: null };

const now = () => Date.now() + state.apart;
const shown = (seat) => (!state.group || groupsOf(seat).includes(state.group)) && `${seat.seat} ${seat.name} ${seat.number}`.toLowerCase().includes(find.value.trim().toLowerCase());
const chosen = () => state.seats.filter((seat) => picked.has(seat.sitting));

function show() {
  draw({ ...state, rooms, shown, picked, now: now() });
  for (const button of part('groups').children) {
    const count = state.seats.filter((seat) => !button.dataset.group || groupsOf(seat).includes(button.dataset.group)).length;
    button.querySelector('b').textContent = count;
    button.setAttribute('aria-pressed', String(button.dataset.group === state.group));
    button.classList.toggle('is-alarm', button.dataset.group === 'alarm' && count > 0);
    button.hidden = ['held', 'queued', 'hand', 'paused'].includes(button.dataset.group) && count === 0 && button.dataset.group !== state.group;
  }
  const here = state.seats.filter((seat) => !['away', 'absent'].includes(seat.face)).length;
  part('count').textContent = `应到 ${state.seats.length} · 实到 ${here}`;
  part('nobody').hidden = state.seats.some(shown);
  drawSide(state.seats, now(), { open: (measure, seat) => open(measure, [seat]), changed: refresh });
  const paused = state.seats.filter((seat) => seat.face === 'paused').length;
  const resume = document.querySelector('[data-act="resume-all"]');
  if (resume) resume.hidden = paused === 0;
  showBulk();
  showRead();
}

function showBulk() {
  const bulk = part('bulk');
  if (!bulk) return;
  const seats = chosen();
  bulk.hidden = seats.length === 0;
  part('picked').textContent = `已选 ${seats.length} 座：${seats.slice(0, 8).map((seat) => seat.seat || seat.name).join('、')}${seats.length > 8 ? '…' : ''}`;
  part('sentence').textContent = state.measure === 'move' && seats.length > 1 ? '换座一次办一人，请只选一座。' : '先看每个人办理前后的结束时间，再办理。';
  for (const button of bulk.querySelectorAll('[data-measure]')) button.setAttribute('aria-pressed', String(button.dataset.measure === state.measure));
}

function showRead() {
  const newest = Math.max(0, ...state.seats.map((seat) => seat.notice));
  const told = state.seats.filter((seat) => seat.notice > 0);
  if (part('read')) part('read').textContent = newest ? `${told.filter((seat) => !seat.unread).length}/${told.length} 人已读` : '';
}

function open(measure, seats) {
  openPreview(measure, measure === 'move' ? seats.slice(0, 1) : seats, state.seats, (done) => { if (done) picked.clear(); refresh(); });
}

async function refresh() {
  try {
    const rows = await readSeats();
    state.heard = performance.now();
    if (rows) {
      state.apart = rows.now - Date.now();
      state.seats = rows.seats;
      for (const sitting of [...picked]) if (!rows.seats.some((seat) => seat.sitting === sitting)) picked.delete(sitting);
      show();
    }
    return true;
  } catch (error) {
    if (!(error instanceof Refused) && !['TimeoutError', 'TypeError', 'AbortError'].includes(error.name)) throw error;
    return false;
  }
}

async function keepFresh() {
  for (;;) {
    const fine = document.hidden || await refresh();
    await new Promise((resolve) => { setTimeout(resolve, fine ? EVERY_MS : AGAIN_MS); });
  }
}

/** What moves with the clock alone. */
function tick() {
  const age = Math.round((performance.now() - state.heard) / 1000);
  const stale = state.heard === 0 ? false : age > STALE_S;
  part('fresh').textContent = state.heard === 0 ? '正在读取' : stale ? `${age} 秒没有更新，请检查网络或重新登录` : `${age} 秒前更新`;
  part('fresh').classList.toggle('chip-bad', stale);
  part('fresh').classList.toggle('chip-ok', !stale);
  part('now').textContent = moment(now());
  if (part('left')) part('left').textContent = countdown(Number(page.ends) - now());
  if (state.seats.length) show();
}

function pick(box, event) {
  const list = state.seats.filter(shown);
  const at = list.findIndex((seat) => seat.sitting === box.dataset.sitting);
  const from = event.shiftKey && state.last !== null ? list.findIndex((seat) => seat.sitting === state.last) : at;
  const [low, high] = [Math.min(at, Math.max(0, from)), Math.max(at, from)];
  for (const seat of list.slice(low, high + 1)) (box.checked ? picked.add(seat.sitting) : picked.delete(seat.sitting));
  state.last = box.dataset.sitting;
  show();
}

async function message(event) {
  event.preventDefault();
  const text = document.getElementById('message-text');
  const to = document.getElementById('message-to').value === 'picked' ? chosen() : state.seats.filter(shown);
  const open = to.filter((seat) => ['working', 'paused', 'trouble', 'reopened', 'waiting'].includes(seat.face));
  try {
    const done = await perform({ measure: 'notice', sittings: open.map((seat) => seat.sitting), reason: 'S07', words: '', text: text.value });
    part('announcer').textContent = `消息已发给 ${done.changed.length} 人。`;
    part('read').textContent = `已发给 ${done.changed.length} 人`;
    text.value = '';
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    part('read').textContent = error.message;
  }
  refresh();
}

const ACTS = {
  incident: () => askIncident(chosen().length === 1 ? chosen()[0] : null),
  'pause-all': () => open('pause', state.seats.filter((seat) => ['working', 'trouble'].includes(seat.face))),
  'resume-all': () => open('resume', state.seats.filter((seat) => seat.face === 'paused')),
  preview: () => { if (state.measure !== 'move' || picked.size === 1) open(state.measure, chosen()); },
  clear: () => { picked.clear(); show(); },
};

function keys(event) {
  if (event.target.closest('input:not([type="checkbox"]), textarea, select, dialog[open]')) return;
  if (event.key === '/') { event.preventDefault(); find.focus(); }
  if (event.key === 'Escape' && picked.size) ACTS.clear();
  if (event.key === 'a' && (event.ctrlKey || event.metaKey) && part('bulk')) {
    event.preventDefault();
    state.seats.filter(shown).forEach((seat) => picked.add(seat.sitting));
    show();
  }
}

part('groups').replaceChildren(...GROUPS.map(([group, words]) => h('button', { class: 'btn', type: 'button', 'data-group': group, 'aria-pressed': 'false' }, `${words} `, h('b', { class: 'num' }, '0'))));
part('groups').addEventListener('click', ({ target }) => {
  const button = target.closest('[data-group]');
  if (!button) return;
  state.group = button.dataset.group;
  history.replaceState(null, '', `#${state.group}`);
  show();
});
document.addEventListener('click', (event) => {
  const [act, measure, view, sort] = ['act', 'measure', 'view', 'sort'].map((name) => event.target.closest(`button[data-${name}]`));
  if (event.target.matches('input.pick')) pick(event.target, event);
  if (act && ACTS[act.dataset.act]) ACTS[act.dataset.act]();
  if (measure) { state.measure = measure.dataset.measure; showBulk(); }
  if (view) { state.view = view.dataset.view; for (const one of document.querySelectorAll('[data-view]')) one.setAttribute('aria-pressed', String(one === view)); show(); }
  if (sort) { state.sort = sort.dataset.sort; show(); }
});
document.addEventListener('change', ({ target }) => {
  if (!target.dataset.go) return;
  const address = new URL(location.href);
  address.searchParams.set(target.dataset.go, target.value);
  if (!target.value) address.searchParams.delete(target.dataset.go);
  location.assign(address);
});
document.addEventListener('keydown', keys);
find.addEventListener('input', show);
part('message')?.addEventListener('submit', message);
part('bulk')?.addEventListener('submit', (event) => event.preventDefault());
setInterval(tick, 1000);
keepFresh();
