// A paper at full size: nearer, turned, over, and beside it the verdict on the material it is held against.

import { icon } from '../exam/dom.js';
import { actButton, button, choiceField, key, mark, tabs } from './controls.js';
import { el } from './draw.js';
import { personName } from './register.js';
import { shape } from './shapes.js';
import { flawBoxes, verdictRadios } from './verdict.js';
import { fetchPicture, hold, leave, pictureOf, slotOf, step, viewPaper } from './viewing.js';

const NEARER = 1.25;
const LIMITS = [0.2, 4];
const LEGIBLE = 0.72;
const MARGIN = 24;
const PATIENCE = 2000;
const START = { zoom: null, quarter: 0 };
const sizes = new Map();
const asked = new Set();

export function drawViewer(desk) {
  const { view: { tray }, here } = desk;
  const paper = tray.find((one) => one.paper === here.paper) ?? tray[0];
  if (!paper) return el('section', { class: 'card fill' }, el('p', { class: 'none' }, '托盘里没有材料。'));
  const entries = tray.map((one) => [one.paper, one.inspected.length ? icon('check') : null, one.name]);
  return el('section', { class: 'card fill', 'aria-label': `材料查看：${paper.name}` },
    el('div', { class: 'tabs-line' }, tabs('托盘中的材料', entries, paper.paper, (id) => viewPaper(desk, id)), el('span', { class: 'grow' }), button(desk, '回到受理系统', () => leave(desk), { keys: 'Esc', kind: 'btn-quiet' })),
    el('div', { class: 'inspect' }, stage(desk, paper), pane(desk, paper)));
}

function stage(desk, paper) {
  const side = Math.min(desk.here.side, paper.sides);
  const turn = desk.turn ?? START;
  const seen = paper.inspected.includes(side);
  return el('div', { class: 'stage-of-paper' }, el('div', { class: 'bar' },
    button(desk, '缩小', () => zoom(desk, 1 / NEARER), { keys: '-' }), button(desk, '放大', () => zoom(desk, NEARER), { keys: '+' }), button(desk, '适合窗口', () => zoom(desk, null), { keys: '0' }),
    el('span', { class: 'sep' }), button(desk, '旋转', () => rotate(desk), { keys: 'T' }), paper.sides > 1 && button(desk, '翻面', () => flip(desk), { keys: 'B' }),
    el('span', { class: 'grow' }), el('span', { class: 'muted num', role: 'status' }, `第 ${side} / ${paper.sides} 面　${seen ? percent(desk, paper, side, turn) : ''}`)),
  el('div', { class: 'canvas', tabIndex: 0, role: 'group', 'aria-label': '材料大图，可滚动' }, seen ? picture(desk, paper, side, turn) : unseen(desk, paper, side)));
}

/** In place of a side nobody looked at: why not, or the way to it when the network was away as it was taken up. */
function unseen(desk, { paper, gone }, side) {
  if (!gone && desk.open && !desk.isDoing('inspect', { paper, side })) return el('div', {}, button(desk, '取出这一面', () => viewPaper(desk, paper, side), { mark: 'eye' }));
  return el('p', { class: 'none' }, gone ? '这份材料已不在托盘里。' : (desk.open ? '正在取出……' : '这一面没有查看过。'));
}

function picture(desk, { paper, name }, side, { zoom: chosen, quarter }) {
  const href = pictureOf(desk, paper, side);
  const size = sizes.get(href);
  if (!size) return measure(desk, href);
  if (!document.querySelector('.canvas')) { // it fits what is there only once that is on the page
    queueMicrotask(() => desk.refresh());
    return null;
  }
  const [width, height] = quarter % 2 ? [size.height, size.width] : [size.width, size.height];
  const scale = scaleOf(chosen, width, height);
  const turned = ['', `translate(${size.height} 0) rotate(90)`, `translate(${size.width} ${size.height}) rotate(180)`, `translate(0 ${size.width}) rotate(270)`][quarter];
  return [
    shape('svg', { class: 'paper', viewBox: `0 0 ${width} ${height}`, width: Math.round(width * scale), height: Math.round(height * scale), role: 'img', 'aria-label': `${name}，第 ${side} 面`, 'aria-describedby': 'paper-says' },
      shape('g', { 'data-key': href, transform: turned, 'font-family': size.font }, size.drawn.map((one) => one.cloneNode(true)))),
    el('p', { class: 'vh', id: 'paper-says' }, size.says),
  ];
}

function percent(desk, { paper }, side, { zoom: chosen, quarter }) {
  const size = sizes.get(pictureOf(desk, paper, side));
  if (!size || !document.querySelector('.canvas')) return '';
  return `${Math.round(100 * scaleOf(chosen, ...(quarter % 2 ? [size.height, size.width] : [size.width, size.height])))}%`;
}

/** At first large enough to read, however long the paper; `fit` is the whole of it. */
function scaleOf(chosen, width, height) {
  if (typeof chosen === 'number') return chosen;
  const canvas = document.querySelector('.canvas');
  const [wide, high] = [(canvas.clientWidth - MARGIN) / width, (canvas.clientHeight - MARGIN) / height];
  return Math.max(LIMITS[0], Math.min(wide, chosen === 'fit' ? high : Math.max(high, LEGIBLE), LIMITS[1]));
}

/** A picture tells its size and its words; both are known once it is here. */
function measure(desk, href) {
  if (!asked.has(href)) {
    asked.add(href);
    fetchPicture(href).then((picture) => sizes.set(href, picture)).catch(() => missed(desk)).finally(() => { asked.delete(href); desk.refresh(); });
  }
  return el('p', { class: 'none' }, '正在取图……');
}

/** Drawing anew asks for it again: not before a while, or a picture that can't be had would keep the page busy with nothing else. */
function missed(desk) {
  desk.tell('材料图片没有取到，稍后自动再取。');
  return new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
}

export function zoom(desk, by) {
  const shown = document.querySelector('.canvas .paper');
  if (!shown) return;
  const now = shown.width.baseVal.value / shown.viewBox.baseVal.width;
  desk.turn = { ...(desk.turn ?? START), zoom: by ? Math.max(LIMITS[0], Math.min(LIMITS[1], now * by)) : 'fit' };
  desk.refresh();
}

export function rotate(desk) {
  const turn = desk.turn ?? START;
  desk.turn = { ...turn, quarter: (turn.quarter + 1) % 4 };
  desk.refresh();
}

export function flip(desk) {
  const paper = desk.view.tray.find((one) => one.paper === desk.here.paper);
  if (paper?.sides > 1) viewPaper(desk, paper.paper, desk.here.side === 1 ? 2 : 1);
}

function pane(desk, paper) {
  const material = desk.service?.materials.find((one) => one.id === slotOf(desk, paper.paper));
  const known = desk.view.people.filter((one) => one.name);
  return el('div', { class: 'pane' },
    el('section', { key: 'paper' }, el('h3', {}, '材料'), el('dl', { class: 'kv' }, el('dt', {}, '名称'), el('dd', {}, paper.name, paper.original !== undefined && `（${paper.original ? '原件' : '复印件或影像'}）`),
      el('dt', {}, el('label', { htmlFor: 'slot' }, '清单位置')), el('dd', {}, slot(desk, paper, material)), el('dt', {}, '高拍'), el('dd', {}, scanned(desk, paper, material)))),
    known.length > 0 && el('section', { key: 'known' }, el('h3', {}, '已核验的身份'), el('dl', { class: 'kv' }, known.flatMap((one) => [el('dt', {}, one.label), el('dd', { class: 'num' }, `${personName(one)} ${one.id_number}`)]))),
    material && el('section', { key: `verdict ${material.id}` }, el('fieldset', { class: 'verdicts' }, el('legend', {}, '处理意见'), verdictRadios(desk, material, 'viewer', (input, words, number, verdict) => el('label', { class: `is-${verdict}`, key: verdict }, input, words, key(String(number)))))),
    material && el('section', { key: `why ${material.id}`, class: 'whys' }, flawBoxes(desk, material)),
    el('div', { class: 'pane-end', key: 'end' }, scanButton(desk, paper, material), button(desk, '确定，看下一份', () => step(desk, 1) || leave(desk), { keys: 'Enter', kind: 'btn-primary' })));
}

function slot(desk, paper, material) {
  if (!desk.service) return el('span', { class: 'muted' }, '先选择事项');
  return choiceField(desk, material?.id ?? '', desk.service.materials.map((one, place) => [one.id, `${place + 1} ${one.name}`]), (id) => hold(desk, paper.paper, id), { id: 'slot' });
}

function taken(desk, paper, material) {
  return (material && paper.scans[`${desk.application.application}/${material.id}`]) ?? {};
}

function scanned(desk, paper, material) {
  const sides = Object.entries(taken(desk, paper, material));
  if (!sides.length) return mark('no', 'dash', '未高拍');
  return sides.map(([side, result]) => mark(result === 'clear' ? 'ok' : 'warn', 'scan', `第 ${side} 面${result === 'clear' ? '清晰' : '模糊'}`));
}

export function scanAct(desk, paper, material) {
  return ['scan', { paper: paper.paper, application: desk.application?.application, material: material?.id, side: desk.here.side }];
}

function scanButton(desk, paper, material) {
  const again = Boolean(taken(desk, paper, material)[desk.here.side]);
  const why = desk.stopped() ?? (material ? null : '先选这份材料的清单位置') ?? (paper.gone ? '这份材料已不在托盘里' : null);
  return actButton(desk, again ? '重新高拍' : '高拍', scanAct(desk, paper, material), { keys: 'R', mark: 'scan', why });
}
