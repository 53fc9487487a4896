// Matching: a native list of choices beside each left-hand item.

import { h } from '../dom.js';
import { LETTERS } from '../paper.js';

export function matching(item, response, desk) {
  const chosen = new Map(response ?? []);
  const words = item.right.map(({ id, html }, index) => ({ id, text: `${LETTERS[index]}．${h('span', { html }).textContent.trim()}` }));
  const report = () => {
    const pairs = selects.filter((select) => select.value).map((select) => [select.dataset.left, select.value]);
    desk.answer(item.id, pairs.length ? pairs : null);
  };
  const selects = item.left.map(({ id, html }) => h('select', {
    class: 'input', 'data-left': id, disabled: desk.disabled, onchange: report, 'aria-label': `与“${h('span', { html }).textContent}”对应的是`,
  }, h('option', { value: '' }, '请选择'), words.map(({ id: right, text }) => h('option', { value: right, selected: chosen.get(id) === right }, text))));
  return h('div', {}, h('div', { class: 'stem prose', html: item.stem }),
    h('ul', { class: 'pairs' }, item.left.map(({ html }, index) => h('li', {}, h('span', { class: 'n num' }, String(index + 1)), h('span', { class: 'prose', html }), selects[index]))));
}
