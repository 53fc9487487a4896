// The resident at the counter: who it seems to be, what was said, and what may be asked, by number.

import { icon } from '../exam/dom.js';
import { actButton, key, tabs, tag } from './controls.js';
import { draw, el } from './draw.js';
import { COMES_AS, MOODS, SEXES, personName } from './register.js';

const WHO = { resident: '居民', clerk: '我', system: '系统' };
const DIRECT = 5; // the first questions have the keys 5 to 9, further ones Q and their place in the list

export function drawResident(desk, root) {
  const { view } = desk;
  const talk = root.querySelector('.talk');
  const lines = talk?.dataset.lines;
  draw(root, person(desk), el('div', { class: 'talk', role: 'log', 'aria-label': '对话', tabIndex: 0, key: view.case, 'data-lines': String(view.talk.length) }, view.talk.map(line)), asking(desk));
  const now = root.querySelector('.talk');
  if (now !== talk || now.dataset.lines !== lines) now.scrollTop = now.scrollHeight;
}

function person(desk) {
  const { view, case: { id, ticket, entry, entry_name: entryName } } = desk;
  const here = view.people.find((one) => one.at_counter) ?? view.people[0];
  if (!here) return el('div', { class: 'who', key: 'nobody' }, el('div', { class: 'face is-empty' }, icon('dash')), el('div', {}, el('b', {}, ticket), el('div', { class: 'tags' }, tag('', entryName))));
  const looks = `${here.age_band} 多岁，${SEXES[here.sex] ?? ''}，${MOODS[view.mood] ?? ''}`;
  return el('div', { class: 'who', key: `${id} ${here.role}` },
    el('img', { class: 'face', 'data-from': `${desk.page.base}faces/${id}/${here.role}`, alt: `${here.label}的画像：${looks}`, width: 64, height: 64, key: view.phase }),
    el('div', {}, el('b', {}, personName(here)), el('span', { class: 'note' }, ticket), el('div', { class: 'tags' },
      here.at_counter ? tag(view.as === 'self' ? 'ok' : 'warn', view.as === 'self' && icon('check'), COMES_AS[view.as] ?? '') : tag('info', entryName),
      entry === 'video' && tag('info', entryName), tag(view.mood === 'calm' ? 'info' : 'warn', MOODS[view.mood] ?? ''))));
}

function line({ who, text }) {
  return el('p', { class: `is-${who}` }, el('span', { class: 'vh' }, `${WHO[who]}：`), text);
}

function asking(desk) {
  const { view: { asks }, here } = desk;
  const shown = here.left === 'phrases' ? desk.register.phrases.map((one) => phrase(desk, one)) : asks.map((one, place) => question(desk, one, place));
  return el('div', { class: 'ask' }, tabs('提问与用语', [['asks', '可以问'], ['phrases', '礼貌用语']], here.left, (left) => desk.go({ left }), { key: 'tabs' }),
    el('div', { class: 'ask-list', key: `${desk.place.case} ${here.left}`, 'data-list': here.left }, shown.length ? shown : el('p', { class: 'none' }, '办事人到窗口后显示')));
}

function question(desk, { id, ask, asked }, place) {
  return actButton(desk, [el('span', {}, ask), asked && icon('check')], ['ask', { question: id }], {
    key: id, kind: asked ? 'ask-one is-asked' : 'ask-one', name: asked ? `${ask}（已问）` : ask, 'data-question': id, first: true, keys: place < DIRECT ? String(place + 5) : `Q${place + 1}`,
  });
}

function phrase(desk, { id, text }) {
  return el('button', { type: 'button', class: 'btn ask-one', key: id, disabled: !desk.open, onclick: () => desk.put('say', { phrase: id }) }, el('span', {}, text));
}
