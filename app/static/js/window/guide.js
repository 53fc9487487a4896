// The service guide of the item that is handled, always in sight or one key away, and the competition's own rules.

import { button, head, key, tabs } from './controls.js';
import { draw, el } from './draw.js';

export function drawGuide(desk, root) {
  const { service, here } = desk;
  const tab = here.guide ?? 'service';
  draw(root, head('办事指南', service?.code, key('G'), button(desk, '放大', () => openGuide(desk), { kind: 'btn-sm' })),
    tabs('指南', [['service', '本事项'], ['rules', '竞赛规则']], tab, (guide) => desk.go({ guide }), { key: 'tabs' }),
    el('div', { class: 'guide scroll', key: `${service?.code} ${tab}`, tabIndex: 0, role: 'group', 'aria-label': '办事指南内容' }, tab === 'rules' ? rules(desk) : content(desk, service)),
    el('p', { class: 'pack', key: 'pack' }, `${desk.paper.pack} · 模拟口径，非现行政策`));
}

function content(desk, service) {
  if (!service) return el('p', { class: 'none' }, '选择事项后显示。');
  const situation = service.situations.find((one) => one.id === desk.application.situation);
  return [
    el('h3', {}, service.name), situation && el('p', { class: 'muted' }, `情形：${situation.name}`), el('ol', {}, service.guide.map((one) => el('li', {}, one))),
    service.materials.length > 0 && [el('h3', {}, '申请材料'), el('ul', {}, service.materials.map((one) => el('li', {}, one.name)))],
    el('h3', {}, '时限'), el('p', {}, service.limit ?? '当场办结'), el('h3', {}, '受理部门'), el('p', {}, service.agency),
  ].flat().filter(Boolean);
}

function rules(desk) {
  return [el('ol', {}, (desk.register.rules ?? []).map((one) => el('li', {}, one)))];
}

/** The guide over the page, where its column is put away or there is more to read. */
export function openGuide(desk) {
  const { service } = desk;
  const dialog = el('dialog', { class: 'guide-large', 'aria-labelledby': 'guide-title' }, el('div', { class: 'hd' }, el('h2', { id: 'guide-title' }, '办事指南'), el('span', { class: 'grow' }), button(desk, '关闭', () => dialog.close(), { keys: 'Esc', kind: 'btn-sm', autofocus: true })),
    el('div', { class: 'guide scroll', tabIndex: 0 }, content(desk, service), el('h3', {}, '竞赛规则'), rules(desk)));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
