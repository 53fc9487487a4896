// Step 身份: everyone of the case, the cards and codes read of them, person and card compared, their authorization.

import { actButton, head, mark, tag } from './controls.js';
import { el } from './draw.js';
import { READS, ROLES, SEXES, personName } from './register.js';

const FACTS = [['id_number', '证件号码'], ['born', '出生日期'], ['phone', '电话'], ['household', '户籍'], ['address', '住址']];
const COMPARED = { same: ['ok', 'check', '人证一致'], different: ['bad', 'warn', '人证不一致'] };
const AUTHORIZED = { granted: ['ok', 'check', '已授权'], declined: ['warn', 'warn', '不同意授权'] };

export function drawIdentity(desk) {
  const { view: { people } } = desk;
  return el('section', { class: 'card fill', 'aria-label': '身份核验' }, head('身份核验', people.length ? `${people.length} 人` : null, el('small', {}, '刷证（码）、人证比对、取得本人授权')),
    el('div', { class: 'scroll' }, people.length ? people.map((one) => person(desk, one)) : el('p', { class: 'none' }, `${desk.stopped() ?? '没有人员信息'}。`)));
}

function person(desk, one) {
  const { role } = one;
  return el('article', { class: 'person', key: role, 'aria-label': `${ROLES[role]} ${personName(one)}` },
    el('header', {}, el('b', {}, personName(one)), tag('info', ROLES[role]), one.at_counter ? tag('ok', '在窗口') : tag('', '不在窗口'), el('span', { class: 'muted' }, `${SEXES[one.sex]}，${one.age_band} 多岁`)),
    facts(desk, one), el('div', { class: 'reads' }, Object.entries(desk.register.means).map(([means, words]) => reading(desk, one, means, words)),
      result(one.compared && COMPARED[one.compared], actButton(desk, '人证比对', ['compare', { person: role }], { mark: 'eye' })),
      result(one.authorized && AUTHORIZED[one.authorized], actButton(desk, '请本人授权', ['authorize', { person: role }], { mark: 'lock' }))));
}

/** What the system shows of someone it has identified. */
function facts(desk, one) {
  if (!one.name) return el('p', { class: 'muted', key: 'unread' }, '未核验身份');
  return el('dl', { class: 'kv', key: 'facts' }, FACTS.filter(([name]) => one[name]).flatMap(([name, words]) => [el('dt', {}, words), el('dd', { class: 'num' }, name === 'household' ? town(desk, one) : String(one[name]))]));
}

function town(desk, { household }) {
  return household === 'elsewhere' ? '外省市' : desk.register.name('place', household).replace('社区事务受理服务中心', '');
}

function reading(desk, { role, reads }, means, words) {
  return result(reads[means] && READS[reads[means]], actButton(desk, `${means === 'code' ? '扫' : '刷'}${words}`, ['read', { person: role, means }], { mark: means === 'code' ? 'scan' : 'card' }));
}

function result(found, act) {
  return el('div', { class: 'read' }, act, found ? mark(...found) : el('span', { class: 'muted' }, '—'));
}
