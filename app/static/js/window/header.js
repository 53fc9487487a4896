// The application that is being handled, and its steps: their marks say how far one is, never whether it is right.

import { icon } from '../exam/dom.js';
import { actButton, button, tabs, tag } from './controls.js';
import { draw, el } from './draw.js';
import { STEPS } from './place.js';
import { openSearch } from './search.js';

const DONE = ['check', '已操作'];
const PART = ['part', '部分操作'];
const NOT = ['circle', '未操作'];

export function drawHeader(desk, root) {
  const { application, here } = desk;
  const steps = Object.entries(STEPS).map(([id, name]) => {
    const [mark, words] = id === here.step ? ['dot', '当前环节'] : reached(desk, id, application);
    return [id, el('span', { class: mark === 'dot' || mark === 'circle' ? '' : 'is-done' }, icon(mark)), name, el('span', { class: 'vh' }, words)];
  });
  draw(root, el('div', { class: 'item' }, item(desk, application)),
    tabs('办理环节', steps, here.step, (step) => desk.go({ step, viewing: false }), { class: 'tabs w-steps', panel: 'step' }));
}

function item(desk, application) {
  const { view: { applications }, service } = desk;
  const search = button(desk, '搜事项', () => openSearch(desk), { keys: '/', kind: 'btn-sm', key: 'search', why: desk.stopped() });
  if (!application) return [el('b', { class: 'muted', key: 'none' }, '尚未选择事项'), el('span', { class: 'grow' }), search];
  const situation = service.situations.find((one) => one.id === application.situation);
  const decision = application.decision && tag('warn', desk.register.decisions[application.decision]);
  return [
    applications.length > 1 ? switcher(desk, application) : el('span', { class: 'tag num', key: 'code' }, service.code),
    el('b', { key: 'name', class: 'cut', title: service.name }, service.name), situation ? tag('info', situation.name) : tag('', '未选情形'), el('span', { class: 'grow' }), decision,
    button(desk, situation ? '更改情形' : '选择情形', () => desk.go({ step: 'item', viewing: false }), { kind: 'btn-sm', key: 'situation' }), search,
  ];
}

/** Several applications in one case: one tab each. */
function switcher(desk, { application: chosen }) {
  const entries = desk.view.applications.map(({ application, decision }) => [application, decision ? icon('check') : null, application]);
  return tabs('本件的申请', entries, chosen, (application) => desk.go({ application, viewing: false }), { key: 'switcher', class: 'tabs switcher num' });
}

function reached(desk, step, application) {
  const { view } = desk;
  const some = { identity: view.people.some((one) => Object.keys(one.reads).length), checks: view.licences.length + view.checks.length > 0 }[step];
  if (some !== undefined) return some ? DONE : NOT;
  if (!application) return step === 'closing' && view.phase === 'closed' ? DONE : NOT;
  return share(...{
    item: () => [application.situation ? 1 : 0.5, 1],
    materials: () => [Object.keys(application.verdicts).length, desk.service.materials.length],
    form: () => [Object.values(application.form).filter(Boolean).length, desk.service.form.filter((field) => !field.prefill).length],
    decision: () => [application.decision ? 1 : 0, 1],
    documents: () => [application.documents.filter((one) => one.issued).length || (application.documents.some((one) => Object.keys(one.fields).length) ? 0.5 : 0), application.documents.length],
    closing: () => [view.phase === 'closed' ? 1 : (application.archived || view.rated ? 0.5 : 0), 1],
  }[step]());
}

function share(done, all) {
  if (!done) return NOT;
  return done >= all ? DONE : PART;
}

export function dropButton(desk, application) {
  const why = desk.stopped() ?? (application.decision ? '已经作出决定，先撤回决定' : null);
  return button(desk, '删除本事项', () => desk.put('drop', { application: application.application }), { kind: 'btn-sm', why });
}

export const revokeButton = (desk, application) => actButton(desk, '撤回决定', ['revoke', { application: application.application }], {
  why: desk.stopped() ?? (application.documents.some((one) => one.issued) ? '文书已经发出，决定不能撤回' : null),
});
