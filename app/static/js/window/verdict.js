// Giving a verdict on a material: four native radios and, for one sent back, what is wrong with it.

import { icon } from '../exam/dom.js';
import { el } from './draw.js';
import { hold } from './viewing.js';

export const VERDICTS = ['collect', 'waive', 'return', 'unneeded'];

/** Gives a verdict; what was said to be wrong stays while it is sent back. */
export function giveVerdict(desk, material, verdict) {
  const { application } = desk;
  const given = application?.verdicts[material];
  if (!desk.open || !application || given?.verdict === verdict) return;
  if (application.decision) return desk.tell('已经作出决定；要改请先撤回决定。');
  desk.put('verdict', { application: application.application, material, verdict, flaws: verdict === 'return' ? (given?.flaws ?? []) : [] });
}

export function toggleFlaw(desk, material, flaw) {
  const { application } = desk;
  const flaws = new Set(application.verdicts[material].flaws);
  if (!flaws.delete(flaw)) flaws.add(flaw);
  desk.put('verdict', { application: application.application, material, verdict: 'return', flaws: Object.keys(desk.register.flaws).filter((one) => flaws.has(one)) });
}

/** The radios of one material; `place` keeps the table's and the viewer's apart. */
export function verdictRadios(desk, material, place, wrap) {
  const { application } = desk;
  const given = application.verdicts[material.id]?.verdict;
  const fixed = !desk.open || Boolean(application.decision);
  return VERDICTS.map((verdict, index) => wrap(el('input', {
    type: 'radio', name: `${place} ${desk.place.case} ${application.application} ${material.id}`, value: verdict, checked: verdict === given, disabled: fixed, 'aria-label': desk.register.verdicts[verdict],
    onchange: () => {
      giveVerdict(desk, material.id, verdict);
      if (place === 'viewer') hold(desk, desk.here.paper, material.id);
      else desk.go({ material: material.id });
    },
    onclick: () => { if (verdict === given) desk.go({ material: material.id }); }, // pressed again, it changes nothing but shows its row
  }), desk.register.verdicts[verdict], index + 1, verdict));
}

/** What is wrong: boxes for a material that is sent back, nothing otherwise. */
export function flawBoxes(desk, material) {
  const { application } = desk;
  const given = application.verdicts[material.id];
  if (given?.verdict !== 'return') return null;
  const fixed = !desk.open || Boolean(application.decision);
  return el('fieldset', { class: 'flaws', key: `flaws ${material.id}`, disabled: fixed }, el('legend', {}, el('span', { class: 'vh' }, `${material.name}：`), '退回原因'),
    Object.entries(desk.register.flaws).map(([flaw, words]) => el('label', { key: flaw }, el('input', { type: 'checkbox', value: flaw, checked: given.flaws.includes(flaw), onchange: () => toggleFlaw(desk, material.id, flaw) }), words)));
}

/** A tag for a verdict as it was given. */
export function verdictTag(desk, given) {
  const [kind, name] = { collect: ['ok', 'check'], waive: ['info', 'check'], return: ['warn', 'back'], unneeded: ['', 'dash'] }[given?.verdict] ?? ['', 'circle'];
  return el('span', { class: `tag tag-${kind}` }, icon(name), desk.register.verdicts[given?.verdict] ?? '未定');
}
