// The tray: every paper as a card; a picture of it once it was taken up, its kind and name before.

import { icon } from '../exam/dom.js';
import { button, head, key, mark } from './controls.js';
import { draw, el } from './draw.js';
import { iconOf, pictureOf, viewPaper } from './viewing.js';

export function drawTray(desk, root) {
  const { view: { tray } } = desk;
  draw(root, head('材料托盘', tray.length ? `${desk.case.entry === 'counter' ? '居民带来' : '随件'} ${tray.length} 份` : null, el('small', {}, '看大图'), key('空格')),
    el('div', { class: 'tray', key: desk.place.case }, tray.length ? tray.map((one) => card(desk, one)) : el('p', { class: 'none' }, ['waiting', 'called'].includes(desk.view.phase) ? '办事人到窗口后显示' : '没有带材料')),
    tray.length > 0 && el('div', { class: 'acts', key: 'acts' }, button(desk, '逐份查看', () => viewNext(desk), { kind: 'btn-sm', mark: 'eye' }), button(desk, '退还原件', () => desk.go({ step: 'closing' }), { kind: 'btn-sm', mark: 'back' })));
}

/** The first paper nobody took up yet, or the first. */
export function viewNext(desk) {
  const { tray } = desk.view;
  const next = tray.find((one) => !one.inspected.length && !one.gone) ?? tray.find((one) => one.paper === desk.here.paper) ?? tray[0];
  if (next) viewPaper(desk, next.paper, next.inspected[0] ?? 1);
  else desk.tell('托盘里没有材料。');
}

function card(desk, one) {
  const [side] = one.inspected;
  const picture = side ? el('img', { 'data-from': pictureOf(desk, one.paper, side), alt: '', loading: 'lazy' }) : icon(iconOf(one.kind));
  return el('button', { type: 'button', key: one.paper, 'data-paper': one.paper, class: one.gone ? 'is-gone' : '', onclick: () => viewPaper(desk, one.paper, side ?? 1) },
    el('span', { class: side ? 'pic' : 'pic is-unseen' }, picture), el('span', { class: 'name' }, one.name), state(one));
}

function state({ gone, inspected, scans }) {
  if (gone) return mark('no', gone === 'kept' ? 'lock' : 'back', gone === 'kept' ? '已收回' : '已退还');
  const results = Object.values(scans).flatMap((sides) => Object.values(sides));
  if (results.includes('blurred')) return mark('warn', 'scan', '影像模糊');
  if (results.length) return mark('ok', 'scan', `已高拍 ${results.length} 面`);
  return inspected.length ? mark('ok', 'check', '已查看') : mark('no', 'circle', '未查看');
}
