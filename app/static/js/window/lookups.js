// Step 核查: the licence store and the back office. What the item's list names comes first; anything else of the registers can be asked for.

import { actButton, button, head, key, mark } from './controls.js';
import { el } from './draw.js';
import { showLicence } from './licence.js';
import { OUTCOMES, ROLES, personName } from './register.js';

const DOES = { licence: ['fetch', '调取'], check: ['check', '核查'] };

/** What the item's materials could be replaced by, then whatever else was already asked for: `{kind, id, person}`. */
function wanted({ view, service }) {
  const roles = new Set(view.people.map((one) => one.role));
  const named = (service?.materials ?? []).filter((one) => roles.has(one.of)).flatMap(({ licence, shared, of }) => [licence && { kind: 'licence', id: licence, person: of }, shared && { kind: 'check', id: shared, person: of }]).filter(Boolean);
  const asked = [...view.licences.map((one) => ({ kind: 'licence', id: one.licence, person: one.person })), ...view.checks.map((one) => ({ kind: 'check', id: one.check, person: one.person }))];
  return [...new Map([...named, ...asked].map((one) => [Object.values(one).join(' '), one])).values()];
}

function answerOf({ view }, { kind, id, person }) {
  return kind === 'licence' ? view.licences.find((one) => one.licence === id && one.person === person) : view.checks.find((one) => one.check === id && one.person === person);
}

/** One licence or check: of whom, what was answered, and the next thing to do. */
function line(desk, one) {
  const person = desk.view.people.find(({ role }) => role === one.person);
  const answer = answerOf(desk, one);
  const [act, words] = DOES[one.kind];
  const [kind, icon, outcome] = answer ? OUTCOMES[answer.outcome] : ['no', 'dash', '未查'];
  const again = answer && (answer.outcome === 'timeout' ? '重试' : `再${words}`);
  const done = answer?.outcome === 'success';
  return el('li', { key: Object.values(one).join(' '), 'data-lookup': `${one.kind} ${one.id} ${one.person}` },
    el('span', { class: 'what' }, desk.register.name(one.kind, one.id), el('small', {}, personName(person) || ROLES[one.person])), mark(kind, icon, done ? `${words}成功` : outcome),
    done && one.kind === 'licence' ? button(desk, '查看', () => showLicence(desk, answer), { kind: 'btn-sm' })
      : actButton(desk, again || words, [act, { [one.kind]: one.id, person: one.person }], { kind: 'btn-sm', name: `${again || words}${desk.register.name(one.kind, one.id)}` }),
    answer?.says && el('p', { class: 'says' }, answer.says),
    answer?.lines?.length > 0 && el('dl', { class: 'says kv' }, answer.lines.flatMap(([label, value]) => [el('dt', {}, label), el('dd', { class: 'num' }, String(value))])));
}

/** The card in step 材料. */
export function lookupCard(desk) {
  const lines = wanted(desk);
  return el('section', { class: 'card fill', 'aria-label': '电子证照与数据共享', key: 'lookups' }, head('电子证照 · 数据共享', null, authorizations(desk), button(desk, '其他核查', () => desk.go({ step: 'checks' }), { kind: 'btn-sm' }), key('L')),
    el('ul', { class: 'lookups scroll', tabIndex: -1 }, lines.length ? lines.map((one) => line(desk, one)) : el('li', { class: 'none' }, '清单里没有可调取的证照')));
}

function authorizations({ view }) {
  const granted = view.people.filter((one) => one.authorized === 'granted');
  return el('small', {}, granted.length ? `${granted.map(personName).join('、')}已授权` : '尚未取得授权');
}

/** The whole step: authorization, what the item names, and the registers in full. */
export function drawLookups(desk) {
  const { view: { people }, here } = desk;
  if (!people.length) return el('section', { class: 'card fill', key: 'none' }, el('p', { class: 'none' }, `${desk.stopped() ?? '没有人员信息'}。`));
  const of = people.some((one) => one.role === here.of) ? here.of : people[0].role;
  return [
    el('section', { class: 'card', key: 'ask', 'aria-label': '本人授权' }, head('本人授权', '调取电子证照须本人授权'), el('div', { class: 'authorize' }, people.map((one) => el('div', { key: one.role }, el('b', {}, personName(one)), el('small', {}, ROLES[one.role]),
      one.authorized ? mark(...(one.authorized === 'granted' ? ['ok', 'check', '已授权'] : ['warn', 'warn', '不同意授权'])) : el('span', { class: 'muted' }, '未授权'), actButton(desk, '请本人授权', ['authorize', { person: one.role }], { kind: 'btn-sm' }))))),
    el('div', { class: 'two is-tall', key: 'two' },
      el('section', { class: 'card fill', key: 'wanted', 'aria-label': '本件的证照与核查' }, head('本件的证照与核查', null), el('ul', { class: 'lookups is-open scroll', tabIndex: 0, 'aria-label': '本件的证照与核查' }, orNone(wanted(desk).map((one) => line(desk, one)), '先选择事项，或从右边调取'))),
      el('section', { class: 'card fill', key: 'all', 'aria-label': '全部证照与核查' }, head('全部证照与核查', null, el('label', { class: 'of' }, '查谁的', person(desk, of))), el('ul', { class: 'lookups scroll', tabIndex: 0, 'aria-label': '全部证照与核查' }, everything(desk, of)))),
  ];
}

function person(desk, of) {
  return el('select', { class: 'in', onchange: ({ target }) => desk.go({ of: target.value }) }, desk.view.people.map((one) => el('option', { value: one.role, selected: one.role === of }, `${personName(one)}（${ROLES[one.role]}）`)));
}

function everything(desk, of) {
  const { licences, checks } = desk.register;
  return [el('li', { class: 'group', key: 'licences' }, '电子证照'), ...licences.map(({ id }) => line(desk, { kind: 'licence', id, person: of })),
    el('li', { class: 'group', key: 'checks' }, '后台核查 · 数据共享'), ...checks.map(({ id }) => line(desk, { kind: 'check', id, person: of }))];
}

function orNone(lines, words) {
  return lines.length ? lines : el('li', { class: 'none' }, words);
}
