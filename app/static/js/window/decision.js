// The decision: one of all the kinds, chosen and then made; taken back while no document has gone out.

import { actButton, head, noItem } from './controls.js';
import { el } from './draw.js';
import { revokeButton } from './header.js';
import { verdictTag } from './verdict.js';

/** The bar below the list of materials, and the heart of step 决定. */
export function decisionBar(desk) {
  const { application } = desk;
  const chosen = application.decision ?? chosenOf(desk);
  const fixed = !desk.open || Boolean(application.decision);
  const name = `decision ${desk.place.case} ${application.application}`;
  return el('section', { class: 'card decide', key: 'decide', 'aria-label': '办理决定' }, el('b', {}, '办理决定'),
    el('div', { class: 'picks', role: 'radiogroup', 'aria-label': '办理决定' }, Object.entries(desk.register.decisions).map(([id, words]) => el('label', { class: 'pick', key: id },
      el('input', { type: 'radio', name, value: id, checked: id === chosen, disabled: fixed, onchange: () => desk.go({ decision: { ...desk.here.decision, [application.application]: id } }) }), words))),
    application.decision ? revokeButton(desk, application) : decideButton(desk));
}

function chosenOf({ here, application }) {
  return here.decision?.[application.application] ?? null;
}

function decideButton(desk) {
  const [act, why] = decideAct(desk);
  return actButton(desk, '作出决定', act, { why, kind: 'btn-primary btn-tall', keys: 'Ctrl Enter', then: () => desk.go({ step: 'documents' }) });
}

/** The act that decides, and why it can't be done. */
export function decideAct(desk) {
  const { application } = desk;
  const decision = application && chosenOf(desk);
  const why = desk.stopped() ?? (application ? null : '请先选择事项') ?? (decision ? null : '先选一种决定') ?? (application.situation ? null : '请先选择情形');
  return [['decide', { application: application?.application, decision }], why];
}

export function drawDecision(desk) {
  const { application, service } = desk;
  if (!application) return noItem(desk);
  return [el('section', { class: 'card fill', key: 'so-far', 'aria-label': '办理情况' }, head('办理情况', '只列出已做的操作'), el('div', { class: 'scroll', tabIndex: 0, role: 'group', 'aria-label': '办理情况' }, el('dl', { class: 'so-far' }, soFar(desk, application, service).flatMap(([label, ...words]) => [el('dt', {}, label), el('dd', {}, ...words)])))), decisionBar(desk)];
}

/** What was done, without a word on whether it was right. */
function soFar(desk, application, service) {
  const situation = service.situations.find((one) => one.id === application.situation);
  const read = desk.view.people.filter((one) => Object.keys(one.reads).length).map((one) => one.name ?? one.label);
  const answers = [...desk.view.licences.map((one) => desk.register.name('licence', one.licence)), ...desk.view.checks.map((one) => desk.register.name('check', one.check))];
  return [
    ['事项', `${service.code} ${service.name}`], ['情形', situation?.name ?? '未选'], ['已刷证（码）', read.join('、') || '无'], ['已调取、核查', answers.join('、') || '无'],
    ...service.materials.map((one) => [one.name, verdictTag(desk, application.verdicts[one.id]), (application.verdicts[one.id]?.flaws ?? []).map((flaw) => desk.register.flaws[flaw]).join('、')]),
    ['申请人签字', application.signed ? '已签字' : '未签字'],
  ];
}
