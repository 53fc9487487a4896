// Single choice, true/false and multiple choice: native radios and check boxes in a fieldset.

import { h } from '../dom.js';
import { LETTERS } from '../paper.js';

export function singleChoice(item, response, desk) {
  const name = item.kind === 'true_false' ? '判断' : '选项，只选一项';
  return choice(item, desk, 'radio', name, (id) => id === response, (chosen) => chosen[0] ?? null);
}

export function multipleChoice(item, response, desk) {
  return choice(item, desk, 'checkbox', '选项，可多选', (id) => (response ?? []).includes(id), (chosen) => (chosen.length ? chosen : null));
}

function choice(item, desk, type, name, isOn, read) {
  const inputs = item.options.map((option) => h('input', { type, name: item.id, value: option.id, checked: isOn(option.id), disabled: desk.disabled }));
  const report = () => desk.answer(item.id, read(inputs.filter((input) => input.checked).map((input) => input.value)));
  return h('div', {}, h('div', { class: 'stem prose', html: item.stem }),
    h('fieldset', { class: 'opts', 'data-choices': '', onchange: report }, h('legend', { class: 'vh' }, `第 ${item.number} 题${name}`),
      item.options.map((option, index) => h('label', { class: 'opt' }, inputs[index],
        h('span', { class: 'let' }, LETTERS[index]), h('span', { class: 'prose', html: option.html }), h('span', { class: 'pick', 'aria-hidden': 'true' }, '已选')))));
}
