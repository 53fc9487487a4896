// How a material of the list has come in so far: cards read, pictures taken, licences fetched, checks answered.

import { OUTCOMES, READS } from './register.js';

const RANK = ['bad', 'warn', 'wait', 'ok', 'no'];

/** The papers of the tray that were scanned for a material, each with how its sides came out. */
export function scansOf(view, application, material) {
  const slot = `${application}/${material}`;
  return view.tray.filter((paper) => paper.scans[slot]).map((paper) => ({ paper, sides: paper.scans[slot] }));
}

/** `[kind, icon, words]` of a material: what weighs most first, everything in words. */
export function evidenceOf(desk, application, material) {
  const found = [...cards(desk, material), ...pictures(desk, application, material), ...answers(desk, material)];
  if (!found.length) return ['no', 'dash', material.means === 'identity' ? '未刷证' : '未收到'];
  const [kind, icon] = [...found].sort((one, other) => RANK.indexOf(one[0]) - RANK.indexOf(other[0]))[0];
  return [kind, icon, found.map(([, , words]) => words).join('；')];
}

function cards(desk, { means, of }) {
  const person = desk.view.people.find((one) => one.role === of);
  if (means !== 'identity' || !person) return [];
  return Object.entries(person.reads).map(([card, result]) => {
    const [kind, icon, words] = READS[result];
    return [kind, icon, `${desk.register.means[card]}${words}`];
  });
}

function pictures({ view }, application, { id, sides }) {
  return scansOf(view, application, id).map(({ sides: taken }) => {
    const clear = Object.values(taken).filter((one) => one === 'clear').length;
    return Object.values(taken).includes('blurred') ? ['warn', 'scan', '影像模糊，要重拍'] : ['ok', 'scan', `已高拍 ${clear}/${sides} 面`];
  });
}

function answers({ view }, { licence, shared, of }) {
  const fetched = view.licences.filter((one) => one.licence === licence && one.person === of).map((one) => answer('证照', '已调取', one));
  return [...fetched, ...view.checks.filter((one) => one.check === shared && one.person === of).map((one) => answer('核查', '有结果', one))];
}

function answer(what, done, { outcome }) {
  const [kind, icon, words] = OUTCOMES[outcome];
  return [kind, icon, what + (outcome === 'success' ? done : words)];
}
