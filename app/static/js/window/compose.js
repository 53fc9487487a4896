// What a document says beside its printed words, given by the clerk: gaps, reasons, places, dates, numbers.

import { button, choiceField, head, textField } from './controls.js';
import { el } from './draw.js';
import { dayTyped } from './register.js';
import { verdictTag } from './verdict.js';

const TOLD = '已告知';

/** The parts of the left side: lists first, then the short fields. */
export function composeFields(desk, made, kind) {
  const lists = kind.fields.filter((field) => field.kind in LISTS);
  const short = kind.fields.filter((field) => !(field.kind in LISTS));
  return [
    ...(lists.length ? lists.flatMap((field) => LISTS[field.kind](desk, made, field)) : [head(kind.name, '编制'), el('div', { class: 'scroll', key: 'none' }, !short.length && el('p', { class: 'none' }, '这份文书没有要填的内容。'))]),
    short.length > 0 && el('div', { class: 'fields is-short', key: 'short' }, short.flatMap((field) => [el('label', { htmlFor: `doc-${field.id}`, key: `label ${field.id}` }, field.label), el('div', { key: field.id }, SHORT[field.kind](desk, made, field))])),
  ].filter(Boolean);
}

function write(desk, made, field, value) {
  desk.put('compose', { application: desk.application.application, document: made.document, field, value });
}

const fixed = (desk, made) => !desk.open || made.sealed || made.issued;

/** Materials with what is wrong with them; `{material: [flaws]}` in the view. */
function gaps(desk, made, field) {
  const listed = made.fields[field.id] ?? {};
  const { verdicts } = desk.application;
  const set = (next) => write(desk, made, field.id, Object.entries(next).map(([material, flaws]) => ({ material, flaws })));
  const fill = () => set(Object.fromEntries(Object.entries(verdicts).filter(([, given]) => given.verdict === 'return').map(([material, { flaws }]) => [material, flaws])));
  return [
    head(field.label, `已列 ${Object.keys(listed).length} 项`, button(desk, '按处理意见填入', fill, { kind: 'btn-sm', key: 'fill', why: desk.stopped() ?? (fixed(desk, made) ? '文书已用印，不能再改' : null) })),
    el('div', { class: 'scroll', key: `list ${field.id}` }, desk.service.materials.map((material, place) => gap(desk, material, place, { listed, given: verdicts[material.id], set, still: fixed(desk, made), name: field.id }))),
  ];
}

function gap(desk, material, place, { listed, given, set, still, name }) {
  const flaws = Array.isArray(listed) ? undefined : listed[material.id];
  const id = `${name}-${material.id}`;
  const tick = ({ target }) => set(target.checked ? { ...listed, [material.id]: given?.flaws ?? [] } : Object.fromEntries(Object.entries(listed).filter(([one]) => one !== material.id)));
  const toggle = (flaw) => set({ ...listed, [material.id]: Object.keys(desk.register.flaws).filter((one) => (one === flaw) !== flaws.includes(one)) });
  return el('div', { class: flaws ? 'gap is-on' : 'gap', key: material.id }, el('input', { type: 'checkbox', id, checked: Boolean(flaws), disabled: still, onchange: tick }),
    el('label', { htmlFor: id }, el('span', { class: 'ix num' }, String(place + 1)), material.name), verdictTag(desk, given),
    flaws && el('fieldset', { class: 'flaws', disabled: still }, el('legend', {}, el('span', { class: 'vh' }, `${material.name}：`), '问题'), Object.entries(desk.register.flaws).map(([flaw, words]) => el('label', { key: flaw },
      el('input', { type: 'checkbox', value: flaw, checked: flaws.includes(flaw), onchange: () => toggle(flaw) }), words))));
}

/** Reasons of the service that don't hold, each with its basis. */
function reasons(desk, made, field) {
  const listed = made.fields[field.id] ?? [];
  const toggle = (id) => write(desk, made, field.id, listed.includes(id) ? listed.filter((one) => one !== id) : [...listed, id]);
  return [
    head(field.label, `已选 ${listed.length} 条`),
    el('div', { class: 'scroll', key: `list ${field.id}` }, desk.service.reasons.length ? desk.service.reasons.map(({ id, text, basis }) => el('label', { class: listed.includes(id) ? 'reason is-on' : 'reason', key: id },
      el('input', { type: 'checkbox', value: id, checked: listed.includes(id), disabled: fixed(desk, made), onchange: () => toggle(id) }), el('span', {}, el('b', {}, text), el('small', {}, basis)))) : el('p', { class: 'none' }, '本事项没有登记不予受理的理由。')),
  ];
}

function choice(options) {
  return (desk, made, field) => choiceField(desk, made.fields[field.id] ?? '', options(desk), (value) => write(desk, made, field.id, value), { id: `doc-${field.id}`, ...(fixed(desk, made) ? { disabled: true } : {}) });
}

function text(hint, read = (typed) => typed.trim()) {
  return (desk, made, field) => textField(desk, made.fields[field.id] ?? '', (typed) => write(desk, made, field.id, read(typed)), { id: `doc-${field.id}`, class: 'in num', placeholder: hint, maxLength: 200, ...(fixed(desk, made) ? { disabled: true } : {}) });
}

function remedy(desk, made, field) {
  const told = made.fields[field.id] === TOLD;
  return el('label', { class: 'check-line' }, el('input', { type: 'checkbox', id: `doc-${field.id}`, checked: told, disabled: fixed(desk, made), onchange: ({ target }) => write(desk, made, field.id, target.checked ? TOLD : '') }), '已告知行政复议、行政诉讼的途径和期限');
}

const places = (desk) => desk.register.places.map((one) => [one.id, one.name]);
const LISTS = { gaps, reasons };
const SHORT = {
  limit: choice((desk) => desk.register.limits.map((one) => [one, one])), destination: choice(places), keeper: choice(places), remedy, until: text('如 2026-10-15', dayTyped), number: text('在办编号'), wish: text('办事人的意愿'),
};

/** A field's content in words, as the preview prints it. */
export function contentOf(desk, field, value) {
  if (field.kind === 'destination' || field.kind === 'keeper') return desk.register.name('place', value);
  if (field.kind === 'remedy') return '对本决定不服的，可以依法申请行政复议或者提起行政诉讼';
  return value;
}

