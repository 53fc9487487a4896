// Ordering: moved by buttons, by Alt with the arrow keys, or by dragging; untouched means unanswered.

import { announce, h, icon } from '../dom.js';
import { LETTERS } from '../paper.js';

export function ordering(item, response, desk) {
  const byId = new Map(item.options.map((option, index) => [option.id, { ...option, letter: LETTERS[index] }]));
  const list = h('ol', { class: 'order', 'aria-label': `第 ${item.number} 题，按先后排列` });
  const status = h('p', { class: 'sub' });
  const confirm = h('button', { type: 'button', class: 'btn btn-s', disabled: desk.disabled, onclick: () => settle(order) }, '就按现在的顺序');
  let order = response ?? item.options.map((option) => option.id);

  function settle(ids, moved = null, given = true) {
    order = ids;
    if (given) desk.answer(item.id, order);
    list.classList.toggle('is-given', given);
    status.textContent = given ? '已作答，仍可调整。' : '尚未作答：用箭头按钮、Alt 加上下键或拖动来调整。';
    confirm.hidden = given;
    list.replaceChildren(...order.map((id, index) => row(byId.get(id), index)));
    if (moved) list.querySelector(`[data-option="${CSS.escape(moved.id)}"] [data-way="${moved.way}"]`)?.focus();
  }

  function shift(id, step) {
    const from = order.indexOf(id);
    place(id, from + step, step < 0 ? 'up' : 'down');
  }

  function place(id, to, way = null) {
    if (desk.disabled || to < 0 || to >= order.length) return;
    const ids = order.filter((other) => other !== id);
    ids.splice(to, 0, id);
    settle(ids, way && { id, way });
    announce(`移到第 ${to + 1} 位，共 ${order.length} 位`);
  }

  function row(option, index) {
    const move = (way, words, step, mark) => h('button', {
      type: 'button', class: 'btn btn-s', 'data-way': way, 'aria-label': `第 ${index + 1} 项${words}`, onclick: () => shift(option.id, step),
      'aria-disabled': String(desk.disabled || (step < 0 ? index === 0 : index === order.length - 1)),
    }, icon(mark));
    const element = h('li', { draggable: !desk.disabled, 'data-option': option.id, onkeydown: (event) => keys(event, option.id) },
      h('span', { class: 'n num' }, String(index + 1)), h('span', { class: 'let' }, option.letter), h('span', { class: 'prose', html: option.html }),
      h('span', { class: 'moves' }, move('up', '上移', -1, 'up'), move('down', '下移', 1, 'down')));
    element.addEventListener('dragstart', (event) => event.dataTransfer.setData('text/plain', option.id));
    element.addEventListener('dragover', (event) => { event.preventDefault(); element.classList.add('is-over'); });
    element.addEventListener('dragleave', () => element.classList.remove('is-over'));
    element.addEventListener('drop', (event) => drop(event, index));
    return element;
  }

  function drop(event, index) {
    event.preventDefault();
    const id = event.dataTransfer.getData('text/plain');
    if (byId.has(id)) place(id, index);
  }

  function keys(event, id) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || !step) return;
    event.preventDefault();
    event.stopPropagation();
    shift(id, step);
  }

  settle(order, null, Boolean(response));
  return h('div', {}, h('div', { class: 'stem prose', html: item.stem }), list, h('div', { class: 'answer' }, status, confirm));
}
