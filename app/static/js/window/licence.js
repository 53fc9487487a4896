// A fetched licence, as the store shows it.

import { button } from './controls.js';
import { el } from './draw.js';

export function showLicence(desk, { licence, person, lines }) {
  const name = desk.register.name('licence', licence);
  const dialog = el('dialog', { class: 'licence', 'aria-labelledby': 'licence-title' },
    el('div', { class: 'hd' }, el('h2', { id: 'licence-title' }, `电子证照：${name}`), el('span', { class: 'grow' }), button(desk, '关闭', () => dialog.close(), { keys: 'Esc', kind: 'btn-sm', autofocus: true })),
    el('img', { src: `${desk.page.base}licences/${desk.place.case}/${licence}/${person}`, alt: `${name}，内容见下表`, onerror: ({ target }) => { target.hidden = true; } }),
    el('dl', { class: 'kv' }, lines.flatMap(([label, value]) => [el('dt', {}, label), el('dd', { class: 'num' }, String(value))])));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
