// Step 材料: the list of materials with a verdict on each, and beside it what the decision also rests on.

import { icon } from '../exam/dom.js';
import { head, key, mark, noItem } from './controls.js';
import { decisionBar } from './decision.js';
import { el } from './draw.js';
import { evidenceOf } from './evidence.js';
import { formCard } from './form.js';
import { lookupCard } from './lookups.js';
import { ROLES } from './register.js';
import { flawBoxes, verdictRadios } from './verdict.js';
import { viewFor } from './viewing.js';

export function drawMaterials(desk) {
  const { application, service } = desk;
  if (!application) return noItem(desk);
  return [
    el('section', { class: 'card fill', key: 'list', 'aria-label': '材料清单' }, listHead(desk), el('div', { class: 'scroll', tabIndex: -1 }, service.materials.length ? table(desk) : el('p', { class: 'none' }, '本事项不收材料。'))),
    el('div', { class: 'two', key: 'two' }, lookupCard(desk), formCard(desk)),
    decisionBar(desk),
  ];
}

function listHead({ application, service }) {
  const given = Object.keys(application.verdicts).length;
  return head('材料清单', `已定 ${given} / ${service.materials.length} 项`, el('small', {}, '上下键选行，空格看大图'));
}

/** The row the keys act on: the one gone to, or the first. */
export function currentMaterial({ here, service }) {
  return service?.materials.find((one) => one.id === here.material) ?? service?.materials[0] ?? null;
}

function table(desk) {
  const current = currentMaterial(desk);
  return el('table', { class: 'mat' }, el('thead', {}, el('tr', {}, el('th', { class: 'c1', scope: 'col' }, '序'), el('th', { scope: 'col' }, '材料'), el('th', { class: 'c3', scope: 'col' }, '到件情况'),
    el('th', { class: 'c4', scope: 'col' }, '处理意见 ', [1, 2, 3, 4].map((one) => key(String(one)))))),
  el('tbody', {}, desk.service.materials.flatMap((material, place) => [row(desk, material, place, material === current), material === current && flawRow(desk, material)].filter(Boolean))));
}

function row(desk, material, place, current) {
  const given = desk.application.verdicts[material.id];
  const why = given?.verdict === 'return' && (given.flaws.map((flaw) => desk.register.flaws[flaw]).join('、') || '未选原因');
  // a press on a verdict moves here once it has changed: drawing amid the press would undo it
  const go = ({ target }) => { if (!current && !target.closest('.seg')) desk.go({ material: material.id }); };
  return el('tr', { class: current ? 'is-now' : '', 'aria-current': current ? 'true' : null, key: material.id, 'data-material': material.id, onclick: go },
    el('td', { class: 'c1 num' }, String(place + 1)),
    el('td', {}, el('button', { type: 'button', class: 'name', title: '看大图', tabIndex: current ? 0 : -1, onclick: () => viewFor(desk, material.id) }, material.name, material.of !== 'applicant' && el('small', {}, ROLES[material.of])), why && el('span', { class: 'why' }, why)),
    el('td', { class: 'c3' }, mark(...evidenceOf(desk, desk.application.application, material))),
    el('td', { class: 'c4' }, el('div', { class: 'seg', role: 'radiogroup', 'aria-label': `${material.name}：处理意见` }, verdictRadios(desk, material, 'table', segment))));
}

function segment(input, words, number, verdict) {
  return el('label', { class: `is-${verdict}`, key: verdict }, input, icon('check'), words);
}

function flawRow(desk, material) {
  const boxes = flawBoxes(desk, material);
  return boxes && el('tr', { class: 'flaw-row', key: `${material.id} flaws` }, el('td', {}), el('td', { colSpan: 3 }, boxes));
}
