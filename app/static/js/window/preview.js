// A document as it would be handed out: number, barcode, words, contents, seal and signature.

import { button } from './controls.js';
import { contentOf } from './compose.js';
import { el } from './draw.js';
import { asDay, personName } from './register.js';
import { barcode, seal, watermark } from './shapes.js';

const WIDTH = 506;
const HEIGHT = 560;

export function preview(desk, made) {
  const kind = desk.register.document(made.document);
  const lists = kind.fields.filter(({ kind: one }) => one === 'gaps' || one === 'reasons');
  const rest = kind.fields.filter((one) => !lists.includes(one));
  return el('article', { class: 'sheet', 'aria-label': `${kind.name}预览`, key: made.document }, watermark(WIDTH, HEIGHT),
    el('p', { class: 'org' }, `${desk.paper.centre.name}（模拟）`), el('h2', {}, kind.name),
    el('div', { class: 'code-line' }, el('div', {}, barcode(made.bars, made.number), el('span', { class: 'num' }, made.number)), el('span', {}, '竞赛专用')),
    addressee(desk, kind), el('p', { class: 'indent' }, `事项：${desk.service.name}。`, kind.opening),
    lists.map((field) => (field.kind === 'gaps' ? gapTable(desk, made.fields[field.id] ?? {}) : reasonList(desk, made.fields[field.id] ?? []))),
    rest.map((field) => el('p', { class: 'indent', key: field.id }, `${field.label}：`, words(desk, field, made.fields[field.id]))),
    foot(desk, made, kind));
}

function addressee(desk, { to }) {
  if (to === 'internal') return el('p', {}, '（内部文书）');
  if (to === 'destination') return el('p', {}, '接收单位：');
  const applicant = desk.view.people.find((one) => one.role === 'applicant');
  return el('p', {}, `${personName(applicant)}${applicant?.id_number ? `（公民身份号码 ${applicant.id_number}）` : ''}：`);
}

function words(desk, field, value) {
  if (!value) return el('span', { class: 'blank-line' }, '　　　　　　');
  return asDay(contentOf(desk, field, value));
}

function gapTable(desk, listed) {
  const rows = desk.service.materials.filter((one) => one.id in listed);
  const cells = rows.map((one, place) => el('tr', { key: one.id }, el('td', {}, String(place + 1)), el('td', {}, one.name), el('td', {}, listed[one.id].map((flaw) => desk.register.flaws[flaw]).join('、') || '—')));
  return el('table', { key: 'gaps' }, el('thead', {}, el('tr', {}, ['序', '材料', '存在的问题'].map((one) => el('th', { scope: 'col' }, one)))),
    el('tbody', {}, cells.length ? cells : el('tr', { key: 'none' }, el('td', {}, ''), el('td', {}, '（尚未列入）'), el('td', {}, ''))));
}

function reasonList(desk, listed) {
  const rows = desk.service.reasons.filter((one) => listed.includes(one.id));
  return el('ol', { class: 'reasons', key: 'reasons' }, rows.length ? rows.map((one) => el('li', { key: one.id }, `${one.text}。依据：${one.basis.replace(/。$/, '')}。`)) : el('li', { key: 'none' }, '（尚未写明）'));
}

function foot(desk, made, kind) {
  return el('div', { class: 'foot', key: 'foot' }, el('div', {}, el('p', {}, `经办：${desk.paper.window} 号窗口`), kind.received && el('p', {}, '当事人签收：', made.received ? signer(desk) : el('span', { class: 'muted' }, '待签收')),
    el('p', {}, asDay(desk.paper.date)), made.issued && el('p', { class: 'is-out' }, '已发出')), seal(made.sealed, kind.sealed));
}

function signer({ view }) {
  const here = view.people.find((one) => one.at_counter) ?? view.people[0];
  return el('span', { class: 'hand' }, personName(here));
}

/** The document alone on the page, larger. */
export function openPreview(desk, made) {
  const dialog = el('dialog', { class: 'large', 'aria-label': '文书放大' }, el('div', { class: 'hd' }, el('span', { class: 'grow' }), button(desk, '关闭', () => dialog.close(), { keys: 'Esc', kind: 'btn-sm', autofocus: true })),
    el('div', { class: 'desktop', tabIndex: 0 }, preview(desk, made)));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
