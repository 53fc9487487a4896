// Step 事项: the service items of the case, the situation each is in, and the search for more.

import { head, tag } from './controls.js';
import { el } from './draw.js';
import { dropButton } from './header.js';
import { choose, found, searchField, walk } from './search.js';

export function drawItems(desk) {
  const { view: { applications } } = desk;
  const typed = desk.typed ?? '';
  const type = (value) => { desk.typed = value; desk.refresh(); };
  return [
    applications.length > 0 && el('section', { class: 'card', key: 'chosen', 'aria-label': '本件的事项' }, head('本件的事项', `${applications.length} 项`),
      applications.map((one) => chosen(desk, one))),
    el('section', { class: 'card fill', key: 'search', 'aria-label': '查找事项', onkeydown: (event) => walk(event, event.currentTarget.querySelector('.results')) }, head('查找事项', '编号、名称、拼音首字母都可以'),
      el('div', { class: 'search-line' }, searchField(type, { value: typed, disabled: !desk.open })),
      el('div', { class: 'results scroll' }, desk.open ? found(desk, typed, (code) => choose(desk, code)) : el('p', { class: 'none' }, `${desk.stopped()}。`))),
  ];
}

function chosen(desk, one) {
  const service = desk.register.service(one.application);
  const name = `${desk.place.case} ${one.application} situation`;
  const pick = (situation) => { if (situation !== one.situation) desk.put('situation', { application: one.application, situation }); };
  return el('div', { class: 'chosen', key: one.application },
    el('div', { class: 'item' }, el('span', { class: 'tag num' }, service.code), el('b', {}, service.name), tag('', service.agency), el('span', { class: 'grow' }),
      one.decision && tag('warn', desk.register.decisions[one.decision]), dropButton(desk, one)),
    el('fieldset', { class: 'situations', disabled: !desk.open || Boolean(one.decision) }, el('legend', {}, '属于哪种情形？'),
      service.situations.map(({ id, name: words }) => el('label', { class: 'pick', key: id }, el('input', { type: 'radio', name, value: id, checked: id === one.situation, onchange: () => pick(id) }), words))));
}
