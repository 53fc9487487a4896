// A fetched licence, as the store shows it.

import { button } from './controls.js';
import { el } from './draw.js';
import { shape } from './shapes.js';
import { fetchPicture } from './viewing.js';

export function showLicence(desk, { licence, person, lines }) {
  const name = desk.register.name('licence', licence);
  const picture = el('figure', {});
  fetchPicture(`${desk.page.base}licences/${desk.place.case}/${licence}/${person}`).then(({ width, height, drawn, font }) => {
    picture.append(shape('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `${name}，内容见下表`, 'font-family': font }, drawn));
  }).catch(() => picture.remove());
  const dialog = el('dialog', { class: 'licence', 'aria-labelledby': 'licence-title' },
    el('div', { class: 'hd' }, el('h2', { id: 'licence-title' }, `电子证照：${name}`), el('span', { class: 'grow' }), button(desk, '关闭', () => dialog.close(), { keys: 'Esc', kind: 'btn-sm', autofocus: true })),
    picture,
    el('dl', { class: 'kv' }, lines.flatMap(([label, value]) => [el('dt', {}, label), el('dd', { class: 'num' }, String(value))])));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
