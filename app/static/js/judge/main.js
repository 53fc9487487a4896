// The judge's ballot: the order at the left, one contestant at a time, drafts kept as one marks, signed once.

import { h, icon, part } from './elements.js';
import { moved, sum, typed } from './marks.js';
import { draftOf, isSigned, keep, offlineSince, onChange, sign, signedOf, waiting } from './outbox.js';
import { WORDS, standing } from './words.js';

const page = part('page').dataset;
const POLL = 3000;
const LEVELS = ['优', '良', '中', '差', '末'];

let desk = null;
let at = null;
let skew = 0;

const current = () => desk.appearances.find((one) => one.id === at);
const closed = (one) => !one.mine || isSigned(one.id) || ['submitted', 'confirmed'].includes(one.ballot?.state);

/** What is on the ballot: what this page holds, or else what the server has. */
function ballotOf(one) {
  return signedOf(one.id) ?? draftOf(one.id) ?? { marks: one.ballot?.marks ?? {}, comment: one.ballot?.comment ?? '' };
}

async function refresh() {
  try {
    const response = await fetch(page.desk, { credentials: 'same-origin', cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(8000), headers: { Accept: 'application/json', 'X-Background': '1' } });
    if (!response.ok) throw new Error(response.status);
    desk = await response.json();
    skew = desk.now - Date.now();
    at ??= (desk.appearances.find((one) => one.state === 'on') ?? desk.appearances.find((one) => !closed(one)) ?? desk.appearances[0])?.id ?? null;
    draw();
  } catch { if (desk) drawSent(); }
}

function draw() {
  drawOrder();
  drawSent();
  const one = current();
  if (!one) { part('person').replaceChildren(h('h1', {}, '还没有抽签'), h('p', { class: 'sub' }, '出场顺序公布后会显示在左边。')); part('crits').replaceChildren(); part('sign').hidden = true; return; }
  part('sign').hidden = false;
  drawPerson(one);
  drawCriteria(one);
  drawSign(one);
}

function drawOrder() {
  const done = desk.appearances.filter((one) => closed(one)).length;
  part('count').textContent = `已评 ${done}/${desk.appearances.length}`;
  part('order').replaceChildren(...desk.appearances.map((one) => {
    const [words, mark, look] = standing(one, Object.values(ballotOf(one).marks).filter(Boolean).length, desk.sheet.criteria.length);
    return h('li', {}, h('button', { type: 'button', 'aria-current': one.id === at ? 'true' : null, onclick: () => open(one.id) },
      h('span', { class: 'no num' }, String(one.place).padStart(2, '0')),
      h('span', {}, h('span', { class: 'nm' }, one.who), h('span', { class: `st ${look}` }, icon(mark), words))));
  }));
}

function drawSent() {
  const chip = part('sent');
  const count = waiting();
  chip.className = `unsent chip ${count ? 'chip-warn' : 'chip-ok'}`;
  const seconds = offlineSince ? Math.round((Date.now() - offlineSince) / 1000) : 0;
  chip.replaceChildren(icon(count ? 'up' : 'check'), h('span', {}, count ? `未上传 ${count}${seconds ? ` · 断网 ${seconds} 秒，可继续评分` : ''}` : '全部已上传'));
}

function drawPerson(one) {
  const facts = [one.unit, ...one.cases].filter(Boolean).join(' · ');
  part('person').replaceChildren(...[
    h('span', { class: 'big num' }, String(one.place).padStart(2, '0')),
    h('div', {}, h('h1', {}, one.who), h('p', { class: 'sub' }, facts)),
    !closed(one) && h('button', { class: 'btn btn-s', type: 'button', onclick: () => conflict(one) }, '申请回避'),
    h('div', { class: 'timer', 'data-part': 'timer' }, h('b', { class: 'num' }, '—'), h('span', { class: 'sub num' }, desk.panel.seconds ? `限时 ${clock(desk.panel.seconds)}，计时员控制` : '不限时')),
  ].filter(Boolean));
  tick();
}

function drawCriteria(one) {
  const shut = closed(one);
  const { marks } = ballotOf(one);
  const focused = document.activeElement?.dataset?.criterion;
  part('crits').replaceChildren(...desk.sheet.criteria.map((line) => criterion(one, line, marks[line.id] ?? '', shut)));
  if (focused) part('crits').querySelector(`input[data-criterion="${focused}"]`)?.focus();
  const comment = part('comment');
  if (document.activeElement !== comment) comment.value = ballotOf(one).comment;
  comment.disabled = shut;
}

function criterion(one, line, mark, shut) {
  const levels = line.levels.map((level, place) => ({ ...level, name: LEVELS[place], to: place ? moved(line.levels[place - 1].from, -1, line) : line.full }));
  const chosen = mark === '' ? null : levels.find((level) => Number(mark) >= Number(level.from));
  const put = (value) => change(one, line.id, value);
  return h('div', { class: `crit${levels.length ? '' : ' plain'}${mark === '' && !shut ? ' is-blank' : ''}` },
    h('div', {}, h('h3', {}, line.name, h('span', { class: 'num' }, `满分 ${line.full}`)), h('p', {}, chosen?.words ?? line.words)),
    levels.length > 0 && h('div', { class: 'levels', role: 'group', 'aria-label': `${line.name}等次` }, ...levels.map((level) => h('button', { type: 'button', disabled: shut, title: level.words, 'aria-pressed': String(level === chosen), onclick: () => put(level.to) }, level.name, h('small', { class: 'num' }, `${level.from}–${level.to}`)))),
    h('div', { class: 'stepper', role: 'group', 'aria-label': `${line.name}得分，每次 ${line.step}` },
      h('button', { type: 'button', disabled: shut, 'aria-label': `减 ${line.step}`, onclick: () => put(moved(mark, -1, line)) }, '−'),
      h('input', { class: 'num', inputmode: 'decimal', 'data-criterion': line.id, 'aria-label': `${line.name}得分`, value: mark, placeholder: '未评', disabled: shut, autocomplete: 'off', onchange: (event) => enter(one, line, event.target) }),
      h('button', { type: 'button', disabled: shut, 'aria-label': `加 ${line.step}`, onclick: () => put(moved(mark, 1, line)) }, '+')));
}

function enter(one, line, field) {
  const value = field.value.trim() === '' ? '' : typed(field.value, line);
  if (value === null) { problem(`“${line.name}”应在 0 到 ${line.full} 之间，每 ${line.step} 分一档。`); field.value = ballotOf(one).marks[line.id] ?? ''; return; }
  change(one, line.id, value);
}

function change(one, criterion, value) {
  problem('');
  const { marks, comment } = ballotOf(one);
  keep(one.id, { marks: { ...marks, [criterion]: value }, comment });
  draw();
}

function drawSign(one) {
  const { marks } = ballotOf(one);
  const blank = desk.sheet.criteria.filter((line) => !marks[line.id]);
  const shut = closed(one);
  const early = !['on', 'done'].includes(one.state);
  part('done').textContent = `合计，已评 ${desk.sheet.criteria.length - blank.length}/${desk.sheet.criteria.length} 项`;
  part('total').textContent = blank.length === desk.sheet.criteria.length ? '—' : sum(desk.sheet.criteria.map((line) => marks[line.id]).filter(Boolean));
  part('full').textContent = `/ ${desk.sheet.full}`;
  const lack = part('lack');
  lack.classList.toggle('is-signed', shut);
  lack.textContent = shut ? signedWords(one) : early ? '还没有开始，可以先记，开始后提交。' : blank.length ? `还差 ${blank.length} 项：${blank.map((line) => line.name).join('、')}` : one.ballot?.reason ? `退回原因：${one.ballot.reason}` : '';
  document.getElementById('pin').hidden = shut;
  const submit = part('submit');
  submit.hidden = shut;
  submit.setAttribute('aria-disabled', String(early || blank.length > 0));
}

function signedWords(one) {
  if (!one.mine) return '您回避这一位，由替补评委评分。';
  if (isSigned(one.id)) return '已签名，网络恢复后自动上传，请不要关闭页面。';
  return `已签名，校验码 ${one.ballot.digest.slice(0, 12)}。别人的分数锁定后由裁判长公布。`;
}

async function submit(event) {
  event.preventDefault();
  const one = current();
  const pin = document.getElementById('pin');
  if (part('submit').getAttribute('aria-disabled') === 'true') { problem(part('lack').textContent); return; }
  if (!/^\d{6}$/.test(pin.value)) { problem('请输入六位签名 PIN。'); pin.focus(); return; }
  problem('');
  const sending = sign(one.id, ballotOf(one), pin.value);
  pin.value = '';
  draw();
  try {
    await sending;
    part('announcer').textContent = `${one.who} 的评分已提交`;
  } catch (refusal) {
    at = one.id;
    problem(WORDS[refusal.code]?.(refusal) ?? '没有提交成功，请再试一次。');
  }
  await refresh();
}

async function conflict(one) {
  const dialog = part('conflict');
  const why = document.getElementById('why');
  why.value = '';
  dialog.returnValue = '';
  dialog.showModal();
  await new Promise((resolve) => { dialog.addEventListener('close', resolve, { once: true }); });
  if (dialog.returnValue !== 'yes') return;
  try {
    const response = await fetch(`${page.base}${one.id}/conflict`, { method: 'POST', credentials: 'same-origin', body: JSON.stringify({ words: why.value }), signal: AbortSignal.timeout(8000), headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': page.csrf } });
    const answer = await response.json();
    problem(response.ok ? '' : WORDS[answer.code]?.(answer) ?? '没有办成，请再试一次。');
  } catch { problem('网络不通，请稍后再申请回避。'); }
  await refresh();
}

function open(id) {
  at = id;
  problem('');
  document.getElementById('pin').value = '';
  draw();
}

function problem(words) {
  const line = part('problem');
  line.textContent = words;
  line.hidden = !words;
}

const clock = (seconds) => `${String(Math.floor(Math.abs(seconds) / 60)).padStart(2, '0')}:${String(Math.abs(seconds) % 60).padStart(2, '0')}`;

function tick() {
  const now = new Date(Date.now() + skew);
  part('now').textContent = now.toLocaleTimeString('zh-CN', { hour12: false, timeZone: 'Asia/Shanghai' });
  const one = desk && current();
  const timer = part('timer');
  if (!one || !timer) return;
  const passed = Math.floor((one.elapsed + (one.running ? now - desk.now : 0)) / 1000);
  const left = desk.panel.seconds ? desk.panel.seconds - passed : null;
  timer.querySelector('b').textContent = one.state === 'waiting' ? '未开始' : left === null ? clock(passed) : left < 0 ? `超时 ${clock(left)}` : clock(left);
  timer.classList.toggle('is-over', left !== null && left < 0);
}

part('sign').addEventListener('submit', submit);
part('comment').addEventListener('change', (event) => { const one = current(); if (one && !closed(one)) { keep(one.id, { marks: ballotOf(one).marks, comment: event.target.value }); draw(); } });
onChange(() => { if (desk) { drawSent(); drawOrder(); } });
window.addEventListener('beforeunload', (event) => { if (waiting()) event.preventDefault(); });
refresh();
setInterval(refresh, POLL);
setInterval(tick, 500);
