// Working days: a date or a count, beside the paper's own calendar drawn month by month.

import { h } from '../dom.js';
import { numberField } from './numeric.js';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

export function workingDays(item, response, desk) {
  const field = item.asks === 'due_date' ? dateField(item, response, desk) : numberField(item, response, desk, '个工作日');
  return h('div', {}, h('div', { class: 'stem prose', html: item.stem }), calendar(item.calendar), field);
}

function dateField(item, response, desk) {
  const dates = item.calendar.map(([date]) => date);
  const spelt = h('span', { class: 'sub num', role: 'status' }, inWords(response));
  const input = h('input', {
    type: 'date', class: 'input num', value: response ?? '', min: dates[0], max: dates.at(-1), disabled: desk.disabled, 'aria-label': `第 ${item.number} 题答案：日期`,
    oninput: () => { spelt.textContent = inWords(input.value); desk.type(item.id, input.value || null); }, onblur: () => desk.rest(item.id),
  });
  return h('div', { class: 'answer' }, h('span', { 'aria-hidden': 'true' }, '答案'), input, spelt);
}

/** The browser writes a date in its own language's order; this leaves no doubt which day was meant. */
function inWords(date) {
  if (!/^\d{4}-\d\d-\d\d$/.test(date ?? '')) return '';
  const [year, month, day] = date.split('-').map(Number);
  return `${year} 年 ${month} 月 ${day} 日，星期${WEEKDAYS[weekday(date)]}`;
}

function calendar(days) {
  const months = new Map();
  for (const day of days) months.set(day[0].slice(0, 7), [...(months.get(day[0].slice(0, 7)) ?? []), day]);
  return h('div', { class: 'months' }, [...months].map(([month, inside]) => monthTable(month, inside)));
}

function monthTable(month, days) {
  const [year, number] = month.split('-').map(Number);
  const rows = [Array(weekday(days[0][0])).fill(null)];
  for (const day of days) {
    if (rows.at(-1).length === 7) rows.push([]);
    rows.at(-1).push(day);
  }
  return h('table', { class: 'month' }, h('caption', {}, `${year} 年 ${number} 月`),
    h('thead', {}, h('tr', {}, WEEKDAYS.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, rows.map((row) => h('tr', {}, row.map(dayCell)))));
}

function dayCell(day) {
  if (!day) return h('td');
  const [date, works, label] = day;
  const weekend = weekday(date) > 4;
  const words = label || (works ? '' : '休');
  return h('td', { class: works ? (weekend ? 'extra' : '') : 'off' }, String(Number(date.slice(8))), words ? h('small', {}, words) : null);
}

/** 0 for Monday; the date is a civil one, so UTC does no harm. */
function weekday(date) {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}
