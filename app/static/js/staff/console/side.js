// The side of the console: what needs somebody now, longest first, and raised hands.

import { Refused, answer, note, settle } from './api.js';
import { button, h, part } from './elements.js';
import { moment, span } from './words.js';

const page = part('console').dataset;
const mayRun = page.run === 'true';
let known = new Set();
let drawnTrouble = '';
let drawnHands = '';

/** `open(measure, seat)` shows the preview for one seat, `changed()` asks for fresh rows. */
export function drawSide(seats, now, { open, changed }) {
  const lines = seats.flatMap((seat) => troubles(seat, now, open, changed)).sort((a, b) => a.since - b.since);
  const key = JSON.stringify(lines.map(({ seat, what, words }) => [seat.sitting, what, words]));
  if (key !== drawnTrouble) {
    drawnTrouble = key;
    part('trouble').replaceChildren(...lines.map(row));
  }
  part('trouble-n').textContent = lines.length;
  part('calm').hidden = lines.length > 0;
  part('trouble').closest('section').classList.toggle('is-calm', lines.length === 0);
  announce(lines);
  drawHands(seats.filter((seat) => seat.hand), now, changed);
}

function troubles(seat, now, open, changed) {
  const found = [];
  if (seat.face === 'trouble') found.push({ seat, since: seat.silent, what: `失去联系 ${span(now - seat.silent)}`, words: `最后收到 ${moment(seat.silent)}，已答 ${seat.answered}。请先到座查看。`, acts: [['暂停计时', () => open('pause', seat), 'btn-primary'], ['换座续考', () => open('move', seat)], ['记录事件', () => askIncident(seat)]] });
  if (seat.asking && seat.face !== 'closed') found.push({ seat, since: seat.asking.at, what: '另一台电脑请求进入', words: `${moment(seat.asking.at)} 来自 ${seat.asking.address}。核对后发续考码，或不理会。`, acts: [['核对后换机', () => open('move', seat), 'btn-primary'], ['记录事件', () => askIncident(seat)]] });
  if (seat.silence) found.push({ seat, since: seat.silence.from, what: `断线 ${span(seat.silence.to - seat.silence.from)}，已恢复`, words: `${moment(seat.silence.from)} 至 ${moment(seat.silence.to)} 无连接。${seat.silence.note}。`, acts: [[`补时 ${span(seat.silence.ms)}`, () => decide(seat, seat.silence.ms, changed), 'btn-primary'], ['改时长', () => open('grant', seat)], ['不补', () => decide(seat, null, changed)]] });
  if (seat.held) found.push({ seat, since: now, what: `待处理作答 ${seat.held} 条`, words: '超时、换机后由旧机发来，或收卷后到达；须两人决定。', acts: [['去处理', () => { window.location.href = `${page.base}/sittings/${seat.sitting}/held`; }]] });
  return found;
}

function row({ seat, what, words, acts }) {
  return h('li', {}, h('b', { class: 'num con-seat' }, seat.seat || '—'), h('div', {}, h('p', {}, seat.name, '　', h('b', { class: 'con-bad' }, what)), h('p', { class: 'sub' }, words), mayRun ? h('div', { class: 'row' }, ...acts.map(([name, act, look]) => button(name, act, look))) : null));
}

function announce(lines) {
  const now = new Set(lines.map(({ seat, what }) => `${seat.sitting}|${what.slice(0, 4)}`));
  const fresh = lines.filter(({ seat, what }) => !known.has(`${seat.sitting}|${what.slice(0, 4)}`));
  if (fresh.length) part('announcer').textContent = fresh.map(({ seat, what }) => `${seat.seat} ${seat.name} ${what}`).join('；');
  known = now;
}

async function decide(seat, milliseconds, changed) {
  try {
    await settle({ silence: seat.silence.id, milliseconds });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    part('announcer').textContent = error.message;
  }
  changed();
}

function drawHands(up, now, changed) {
  const key = JSON.stringify(up.map((seat) => [seat.sitting, seat.hand.seq, Math.floor((now - seat.hand.at) / 5000)]));
  if (key === drawnHands) return;
  drawnHands = key;
  const lines = [...up].sort((a, b) => a.hand.at - b.hand.at);
  part('hands').replaceChildren(...lines.map((seat) => h('li', {}, h('b', { class: 'num con-seat' }, seat.seat || '—'), h('div', {}, h('p', {}, `${seat.name}：${seat.hand.text || '请监考到座'}　`, h('span', { class: 'sub num' }, span(now - seat.hand.at))),
    mayRun ? h('div', { class: 'row' }, button('已到座', () => reply(seat, '', changed)), seat.hand.text ? button('答复', () => askReply(seat, changed), 'btn-primary') : null) : null))));
  part('hands-n').textContent = lines.length;
  part('no-hands').hidden = lines.length > 0;
}

async function reply(seat, words, changed) {
  try {
    await answer({ sitting: seat.sitting, seq: seat.hand.seq, words });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    part('announcer').textContent = error.message;
  }
  changed();
}

function askReply(seat, changed) {
  const dialog = part('reply');
  part('asked').textContent = `${seat.seat} ${seat.name}：${seat.hand.text}`;
  dialog.querySelector('textarea').value = '';
  dialog.querySelector('form').onsubmit = (event) => {
    event.preventDefault();
    dialog.close();
    reply(seat, dialog.querySelector('textarea').value, changed);
  };
  dialog.showModal();
}

/** The incident dialog, for one seat or, without one, for the whole room. */
export function askIncident(seat = null) {
  const dialog = part('incident');
  part('incident-who').textContent = seat ? `${seat.seat} ${seat.name}` : '全场';
  part('incident-refused').hidden = true;
  dialog.querySelector('form').reset();
  dialog.querySelector('form').onsubmit = async (event) => {
    event.preventDefault();
    try {
      await note({ kind: document.getElementById('incident-kind').value, words: document.getElementById('incident-words').value, sitting: seat?.sitting ?? '', room: seat || !page.room ? null : Number(page.room), session: page.session ? Number(page.session) : null });
      dialog.close();
      part('announcer').textContent = '事件已记下。';
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      part('incident-refused').textContent = error.message;
      part('incident-refused').hidden = false;
    }
  };
  dialog.showModal();
}
