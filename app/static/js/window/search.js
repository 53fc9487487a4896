// Searching the service items by code, name or pinyin initials: in step 事项, and as a dialog one key away.

import { button, key } from './controls.js';
import { draw, el } from './draw.js';

const MOST = 40;

/** The rows of what was found, as buttons that choose an item. */
export function found(desk, typed, choose) {
  const services = desk.register.find(typed);
  const chosen = new Set(desk.view.applications.map((one) => one.application));
  if (!services.length) return [el('p', { class: 'none', role: 'status' }, '没有找到事项。可以输入编号、名称里的字或拼音首字母。')];
  return [el('p', { class: 'vh', role: 'status' }, `找到 ${services.length} 项`), ...services.slice(0, MOST).map(({ code, name, agency }) => el('button', {
    type: 'button', class: 'found', key: code, 'data-service': code, onclick: () => choose(code),
  }, el('span', { class: 'tag num' }, code), el('b', {}, name), el('small', {}, agency), chosen.has(code) && el('small', {}, '本件已选')))];
}

/** Chooses a service item, or goes to its application if it has one; its situation is the next thing to say. */
export function choose(desk, code) {
  const go = () => {
    desk.go({ application: code, step: 'item', viewing: false });
    document.querySelector(`.chosen[data-key="${code}"] .situations input:not([disabled])`)?.focus();
  };
  if (desk.view.applications.some((one) => one.application === code)) go();
  else desk.perform('choose', { service: code }, go);
}

export function searchField(onTyped, properties = {}) {
  return el('input', { type: 'search', class: 'in', 'aria-label': '编号、名称或拼音首字母', placeholder: '编号、名称或拼音首字母', autocomplete: 'off', spellcheck: false, oninput: ({ target }) => onTyped(target.value), ...properties });
}

/** The dialog: type, then Enter for the first or the arrow keys for another. */
export function openSearch(desk) {
  const why = desk.stopped();
  if (why) return desk.tell(`${why}。`);
  const results = el('div', { class: 'results' });
  const pick = (code) => { dialog.close(); choose(desk, code); };
  const show = (typed) => draw(results, ...found(desk, typed, pick));
  const field = searchField(show, { autofocus: true });
  const dialog = el('dialog', { class: 'search', 'aria-labelledby': 'search-title', onkeydown: (event) => walk(event, results) },
    el('div', { class: 'hd' }, el('h2', { id: 'search-title' }, '搜事项'), el('span', { class: 'grow' }), button(desk, '关闭', () => dialog.close(), { keys: 'Esc', kind: 'btn-sm' })),
    field, results, el('p', { class: 'hint' }, key('↑ ↓'), '选择　', key('Enter'), '加入本件'));
  dialog.addEventListener('close', () => dialog.remove());
  show('');
  document.body.append(dialog);
  dialog.showModal();
}

/** Up and down through the field and what was found; Enter in the field takes the first. */
export function walk(event, results) {
  if (event.isComposing) return;
  const rows = [...results.querySelectorAll('.found')];
  const at = rows.indexOf(document.activeElement);
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by && rows.length) {
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, at + by))].focus();
  } else if (event.key === 'Enter' && at < 0 && event.target.matches('input')) {
    event.preventDefault();
    rows[0]?.click();
  }
}
