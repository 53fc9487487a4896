// Numeric: one number, kept as the string that was typed; odd writing is remarked on, never refused.

import { h } from '../dom.js';
import { typed } from './typed.js';

const NUMBER = /^[-+－＋]?[\d０-９][\d０-９,，]*([.．][\d０-９]+)?$/;

export function numeric(item, response, desk) {
  return h('div', {}, h('div', { class: 'stem prose', html: item.stem }), numberField(item, response, desk, item.unit));
}

export function numberField(item, response, desk, unit) {
  const remark = h('p', { class: 'wrong', role: 'status' });
  const input = typed(item.id, desk, () => input.value.trim() || null, {
    class: 'input num', value: response ?? '', inputMode: 'decimal', maxLength: 40, 'aria-label': `第 ${item.number} 题答案${unit ? `，单位：${unit}` : ''}`,
  });
  const check = () => { remark.textContent = input.value.trim() && !NUMBER.test(input.value.trim()) ? '只填数字，例如 1420.50。' : ''; };
  input.addEventListener('blur', check);
  return h('div', { class: 'answer' }, h('span', { 'aria-hidden': 'true' }, '答案'), input, unit ? h('span', { 'aria-hidden': 'true' }, unit) : null, remark);
}
