// The form of an application: what the card gave is fixed, everything else is typed or chosen, and the applicant signs.

import { icon } from '../exam/dom.js';
import { actButton, button, choiceField, head, key, mark, noItem, textField } from './controls.js';
import { el } from './draw.js';
import { dayTyped } from './register.js';

const HINTS = { date: '如 2026-09-15', money: '金额', phone: '联系电话', bank_account: '银行账号', id_number: '证件号码', number: '数字' };

/** The card in step 材料. */
export function formCard(desk) {
  return el('section', { class: 'card fill', key: 'form', 'aria-label': '表单' }, formHead(desk, button(desk, '展开全部', () => desk.go({ step: 'form' }), { kind: 'btn-sm' })),
    el('div', { class: 'fields scroll', ...reach(desk) }, fields(desk, 'card')));
}

/** The whole step. */
export function drawFormStep(desk) {
  const { application } = desk;
  if (!application) return noItem(desk);
  const why = desk.stopped() ?? (application.decision ? '已经作出决定；要改请先撤回决定' : null);
  return el('section', { class: 'card fill', 'aria-label': '表单' }, formHead(desk), el('div', { class: 'fields is-wide scroll', ...reach(desk) }, fields(desk, 'step')),
    el('div', { class: 'foot-line' }, signature(application), el('span', { class: 'grow' }), actButton(desk, '请申请人签字确认', ['sign', { application: application.application }], { why, mark: 'pen', kind: 'btn-primary' })));
}

/** Where nothing in it takes the focus, the list itself does, so that keys can scroll it. */
function reach({ open, application }) {
  return open && !application.decision ? {} : { tabIndex: 0, role: 'group', 'aria-label': '表单内容' };
}

function signature(application) {
  return application.signed ? mark('ok', 'check', '申请人已签字确认') : mark('no', 'dash', '申请人未签字；签字后再改，要重新签字');
}

function formHead(desk, ...end) {
  const { service, application } = desk;
  const filled = service.form.filter((field) => valueOf(application, field)).length;
  return head('表单', `已填 ${filled} / ${service.form.length} 栏`, application.signed ? mark('ok', 'check', '已签字') : null, ...end, key('F'));
}

function valueOf({ form, prefilled }, { id, prefill }) {
  return (prefill ? prefilled[id] : form[id]) ?? '';
}

function fields(desk, place) {
  const { service, application } = desk;
  if (!service.form.length) return el('p', { class: 'none' }, '本事项没有表单。');
  return service.form.flatMap((field) => {
    const id = `${place}-${application.application}-${field.id}`;
    return [el('label', { htmlFor: id, key: `label ${field.id}` }, field.label), el('div', { key: id }, field.prefill ? given(id, valueOf(application, field)) : input(desk, field, id))];
  });
}

/** What came with the card: shown, not typed. */
function given(id, value) {
  return el('output', { class: 'given num', id }, el('span', {}, value || '—'), el('small', {}, icon('lock'), value ? '刷证带入' : '刷证后带入'));
}

function input(desk, field, id) {
  const { application } = desk;
  const value = valueOf(application, field);
  const fill = (typed) => desk.put('fill', { application: application.application, field: field.id, value: field.kind === 'date' ? dayTyped(typed) : typed.trim() });
  const common = { id, key: id, ...(application.decision ? { disabled: true } : {}) };
  if (field.kind === 'choice') return choiceField(desk, value, field.options.map((one) => [one, one]), fill, common);
  return textField(desk, value, fill, { ...common, class: field.kind === 'text' ? 'in' : 'in num', placeholder: HINTS[field.kind] ?? '', maxLength: 200, inputMode: ['phone', 'bank_account', 'number'].includes(field.kind) ? 'numeric' : '' });
}
