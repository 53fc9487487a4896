// The bar of keys at the foot of the desk, and the sheet with all of them.

import { button, key } from './controls.js';
import { el } from './draw.js';

const COMMON = [['/', '搜事项'], ['L', '证照'], ['F', '表单'], ['G', '指南']];
const BARS = {
  viewing: [['Esc', '回受理系统'], ['← →', '前后材料'], ['+ -', '缩放'], ['T', '旋转'], ['1–4', '定意见'], ['5–9', '提问'], ['R', '高拍'], ['G', '指南'], ['Enter', '确定']],
  materials: [['Alt 1–3', '切换栏'], ['↑ ↓', '选材料'], ['1–4', '定意见'], ['5–9', '提问'], ['空格', '看大图'], ...COMMON, ['Ctrl Enter', '作出决定']],
  documents: [['Alt 1–3', '切换栏'], ['[ ]', '换环节'], ['5–9', '提问'], ['Y', '用印'], ['S', '签收'], ['G', '指南'], ['Ctrl Enter', '发出']],
  other: [['Alt 1–3', '切换栏'], ['[ ]', '换环节'], ['5–9', '提问'], ['空格', '看大图'], ...COMMON, ['Ctrl Enter', '作出决定']],
};
const ALL = [
  ['到处', [['Alt 1–3', '到左、中、右栏'], ['C', '叫号、重呼、打开本件'], ['[ ]', '上一环节、下一环节'], ['/', '搜事项'], ['L', '到证照与核查'], ['F', '到表单'], ['G', '办事指南'], ['空格', '看当前材料的大图'], ['5–9', '按编号提问'], ['Q 加数字', '问清单里的第几句'], ['Ctrl Enter', '作出决定；在文书环节发出文书'], ['?', '本页']]],
  ['材料清单', [['↑ ↓', '上一行、下一行'], ['1–4', '收取、免交、退回补正、不需要'], ['Tab', '到这一行的意见和退回原因']]],
  ['看大图', [['← →', '前一份、后一份'], ['+ - 0', '放大、缩小、适合窗口'], ['T', '旋转'], ['B', '翻面'], ['R', '高拍、重拍'], ['1–4', '定意见'], ['Enter', '确定，看下一份'], ['Esc', '回到受理系统']]],
  ['文书', [['Y', '用印'], ['S', '请签收']]],
];

const pair = ([name, words]) => el('span', {}, key(name), words);

export function drawKeys(desk) {
  const { here } = desk;
  const shown = here.viewing ? BARS.viewing : (BARS[here.step] ?? BARS.other);
  return [...shown.map(pair), el('span', { class: 'grow' }), el('button', { type: 'button', class: 'btn btn-sm', onclick: () => openShortcuts(desk) }, key('?'), '全部快捷键')];
}

export function openShortcuts(desk) {
  const dialog = el('dialog', { class: 'shortcuts', 'aria-labelledby': 'shortcuts-title' }, el('div', { class: 'hd' }, el('h2', { id: 'shortcuts-title' }, '全部快捷键'), el('span', { class: 'grow' }), button(desk, '关闭', () => dialog.close(), { keys: 'Esc', kind: 'btn-sm', autofocus: true })),
    el('div', { class: 'sheets' }, ALL.map(([where, keys]) => el('section', {}, el('h3', {}, where), el('dl', {}, keys.flatMap(([name, words]) => [el('dt', {}, el('kbd', {}, name)), el('dd', {}, words)]))))),
    el('p', { class: 'hint' }, '输入文字时，单键快捷键不起作用。'));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
