// Fill-in: the inputs stand in the stem, at its numbered blanks.

import { h } from '../dom.js';
import { typed } from './typed.js';

export function fillIn(item, response, desk) {
  const inputs = [];
  const read = () => (inputs.some((input) => input.value.trim()) ? inputs.map((input) => input.value.trim()) : null);
  for (let index = 0; index < item.blanks; index += 1) {
    inputs.push(typed(item.id, desk, read, { value: response?.[index] ?? '', maxLength: 200, 'aria-label': `第 ${item.number} 题第 ${index + 1} 空` }));
  }
  const stem = h('div', { class: 'stem prose', html: item.stem });
  stem.querySelectorAll('.blank[data-blank]').forEach((blank) => blank.replaceChildren(inputs[Number(blank.dataset.blank) - 1] ?? ''));
  const homeless = inputs.filter((input) => !stem.contains(input));
  return h('div', {}, stem, homeless.length ? h('div', { class: 'answer' }, homeless) : null);
}
