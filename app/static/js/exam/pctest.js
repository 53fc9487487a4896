// The page a PC is tested with before the day: runs the checks, watches what hands do, says what is wrong, and reports it.

import { h, icon } from './dom.js';
import { browser, fonts, networkAndClock, screenSize, storage } from './pcchecks.js';

const NAMES = { browser: '浏览器', screen: '屏幕', fonts: '中文字体', network: '网络', clock: '时钟', storage: '本机存储', input: '中文输入法', keyboard: '键盘' };
const HANDS_ON = ['input', 'keyboard'];
const KEYS = { a: 'A', f: 'F', 1: '1', 4: '4', ArrowLeft: '←', ArrowRight: '→', Backspace: '退格', Enter: '回车', ' ': '空格' };
const REMEMBERED = 'kaochang-seat';

const parts = Object.fromEntries([...document.querySelectorAll('[data-part]')].map((element) => [element.dataset.part, element]));
const [room, seat, typed] = ['room', 'seat', 'typed'].map((id) => document.getElementById(id));
const results = {};
const hit = new Set();
let compositions = 0;
let sent = null;

function draw() {
  for (const list of [parts.checks, parts['hands-on']]) {
    const codes = Object.keys(NAMES).filter((code) => HANDS_ON.includes(code) === (list === parts['hands-on']));
    list.replaceChildren(...codes.map((code) => line(NAMES[code], results[code])));
  }
  const failed = Object.keys(NAMES).filter((code) => results[code]?.passed === false);
  const open = Object.keys(NAMES).filter((code) => !results[code]);
  tell(failed, open);
  if (parts.send) parts.send.disabled = open.some((code) => !HANDS_ON.includes(code));
  if (!open.length) report();
}

function line(name, result) {
  const [kind, mark, words] = !result ? ['', 'ring', '待检查'] : (result.passed ? ['chip-ok', 'check', '通过'] : ['chip-bad', 'cross', '不通过']);
  return h('li', {}, h('b', {}, name), h('span', { class: 'sub num' }, result?.found ?? ''), h('span', { class: `chip ${kind}` }, icon(mark), words),
    result && !result.passed && h('p', { class: 'todo-line' }, result.advice));
}

function tell(failed, open) {
  const automatic = open.some((code) => !HANDS_ON.includes(code));
  const [kind, headline, advice] = failed.length ? ['is-bad', '不能使用', `${failed.map((code) => NAMES[code]).join('、')}没有通过：${results[failed[0]].advice}`]
    : (automatic ? ['', '正在检查……', '请稍候，约十秒。'] : (open.length ? ['is-todo', '还差一步', `请在下面试一试${open.map((code) => NAMES[code]).join('和')}。`] : ['is-ok', '可以使用', '全部通过。']));
  parts.verdict.className = `verdict ${kind}`;
  if (parts.headline.textContent !== headline) parts.headline.textContent = headline;
  parts.advice.textContent = advice;
}

async function run() {
  for (const code of Object.keys(NAMES)) delete results[code];
  hit.clear();
  compositions = 0;
  sent = null;
  typed.value = '';
  drawKeys();
  draw();
  Object.assign(results, { browser: browser(), screen: screenSize() });
  results.fonts = await fonts();
  results.storage = await storage();
  draw();
  Object.assign(results, await networkAndClock());
  draw();
}

function drawKeys() {
  parts.keys.replaceChildren(...Object.entries(KEYS).map(([key, words]) => h('kbd', { class: hit.has(key) ? 'is-hit' : '' }, words)));
}

/** By the keyboard's own input method: what is only pasted was not composed. */
function watchTyping() {
  typed.addEventListener('compositionend', () => { compositions += 1; });
  typed.addEventListener('input', ({ isComposing }) => {
    if (results.input || isComposing || !typed.value.includes('中文') || !compositions) return;
    results.input = { passed: true, found: `输入法组字 ${compositions} 次`, measures: { compositions } };
    draw();
  });
  typed.addEventListener('compositionend', () => typed.dispatchEvent(new InputEvent('input')));
}

function watchKeys() {
  parts.keys.addEventListener('keydown', (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!(key in KEYS)) return;
    event.preventDefault();
    hit.add(key);
    drawKeys();
    if (results.keyboard || hit.size < Object.keys(KEYS).length) return;
    results.keyboard = { passed: true, found: `${hit.size} 个键都有反应`, measures: { missing: 0 } };
    draw();
  });
}

/** What was not tried counts as not passed. */
function body() {
  const untried = { passed: false, found: '没有试', measures: {} };
  return JSON.stringify({ seat: Number(seat.value), checks: Object.fromEntries(Object.keys(NAMES).map((code) => {
    const { passed, measures } = results[code] ?? untried;
    return [code, { passed, ...measures }];
  })) });
}

async function report(asked = false) {
  if (!seat?.value) {
    if (asked) seat.focus();
    if (parts.sent) parts.sent.textContent = '请选择考室和座位，再登记结果。';
    return;
  }
  const text = body();
  if (text === sent && !asked) return;
  sent = text;
  const reply = await fetch('/selftest', { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': document.body.dataset.csrf }, body: text }).catch(() => null);
  const words = seat.selectedOptions[0].textContent;
  parts.sent.textContent = reply?.ok ? `已登记到 ${words} 号座。` : (reply?.status === 429 ? '登记次数过多，请过一会儿再试。' : '没有登记上，请再点一次“登记结果”。');
}

function remembered() {
  try { return localStorage.getItem(REMEMBERED); } catch { return null; }
}

function remember(value) {
  try { localStorage.setItem(REMEMBERED, value); } catch { /* a PC that keeps nothing is asked again */ }
}

/** Only the chosen room's seats; the choice stays with the PC. */
function watchSeat() {
  const all = [...seat.options];
  const known = all.find(({ value }) => value && value === remembered());
  const offer = () => seat.replaceChildren(...all.filter(({ value, dataset }) => !value || dataset.room === room.value));
  if (known) room.value = known.dataset.room;
  offer();
  seat.value = known?.value ?? '';
  room.addEventListener('change', () => { offer(); seat.value = ''; });
  seat.addEventListener('change', () => { remember(seat.value); draw(); });
  parts.send.addEventListener('click', () => report(true));
}

watchTyping();
watchKeys();
if (seat) watchSeat();
parts.again.addEventListener('click', run);
run();
