// The small pieces every panel is made of: buttons that say why not, marks, keys, fields that commit when they are left.

import { icon } from '../exam/dom.js';
import { el } from './draw.js';

/** A key on the keyboard, for the eye only. */
export function key(name) {
  return el('kbd', { 'aria-hidden': 'true' }, name);
}

/** A button. One that can't be used stays reachable and says why when it is pressed. */
export function button(desk, words, run, { why = null, kind = '', mark = null, keys = null, first = false, busy = false, name = null, ...more } = {}) {
  return el('button', {
    type: 'button', class: `btn ${kind}`.trim(), 'aria-disabled': why ? 'true' : null, 'aria-busy': busy ? 'true' : null, title: why, 'aria-label': name,
    onclick: () => (why ? desk.tell(`${why}。`) : run()), ...more,
  }, first && key(keys), mark && icon(mark), words, keys && !first && key(keys));
}

/** A button for an act that needs the server's answer; only while the case can be worked on, unless `why` says otherwise. */
export function actButton(desk, words, [act, details = {}], { why = desk.stopped(), then = null, ...more } = {}) {
  return button(desk, words, () => desk.perform(act, details, then), { why, busy: desk.isDoing(act, details), 'data-do': act, ...more });
}

/** A mark with its words: never colour alone. */
export function mark(kind, name, ...words) {
  return el('span', { class: `st st-${kind}` }, icon(name), el('span', {}, ...words));
}

export function tag(kind, ...words) {
  return el('span', { class: `tag tag-${kind}` }, ...words);
}

/** A text field that commits what was typed when it is left or Enter is pressed, never while an input method composes. */
export function textField(desk, value, commit, properties = {}) {
  return el('input', {
    type: 'text', class: 'in', value, 'data-was': value, autocomplete: 'off', spellcheck: false, disabled: !desk.open,
    onchange: ({ target }) => { if (target.value !== target.dataset.was && !desk.frame.composing) commit(target.value); }, ...properties,
  });
}

/** A choice of one out of `[value, words]` pairs; `blank` stands for none yet. */
export function choiceField(desk, value, options, commit, properties = {}) {
  return el('select', { class: 'in', disabled: !desk.open, onchange: ({ target }) => commit(target.value), ...properties },
    el('option', { value: '', selected: !value }, '请选择'), options.map(([one, words]) => el('option', { value: one, selected: one === value }, words)));
}

/** A card's heading line. */
export function head(words, note, ...end) {
  return el('div', { class: 'hd' }, el('h2', {}, words), note && el('small', { class: 'num' }, note), el('span', { class: 'grow' }), ...end);
}

/** In place of what needs an item that nobody chose yet. */
export function noItem(desk) {
  const words = desk.stopped() ?? '先选择事项：按 / 搜索，或到“事项”环节';
  return el('section', { class: 'card fill', key: 'none', 'aria-label': '尚未选择事项' }, el('p', { class: 'none' }, `${words}。`));
}

/** Tabs of one choice: `[id, words]`, of which one is on; arrow keys go from one to the next. `panel` is what they show. */
export function tabs(name, entries, chosen, choose, { panel = null, ...properties } = {}) {
  return el('div', { class: 'tabs', role: 'tablist', 'aria-label': name, onkeydown: walkTabs, ...properties }, entries.map(([id, ...words]) => el('button', {
    type: 'button', role: 'tab', key: id, id: panel && `${panel}-${id}`, 'aria-controls': panel, 'aria-selected': String(id === chosen), tabIndex: id === chosen ? 0 : -1, onclick: () => choose(id),
  }, ...words)));
}

function walkTabs(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const here = event.target.closest('[role="tab"]');
  if (!by || !here) return;
  const all = [...event.currentTarget.querySelectorAll('[role="tab"]')];
  const next = all[(all.indexOf(here) + by + all.length) % all.length];
  event.preventDefault();
  next.focus();
  next.click();
}
