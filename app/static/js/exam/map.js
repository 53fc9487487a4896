// The question map: every state by shape and word, colour only on top.

import { h, icon } from './dom.js';

/** The words of a cell's state, also read out. */
export function stateWords({ complete, started, unsaved, flagged, locked }) {
  const answered = complete ? '已答' : (started ? '部分作答' : '未答');
  return [answered + (unsaved ? '未保存' : ''), flagged && '已标记', locked && '已锁定'].filter(Boolean).join('，');
}

export function cellClass({ complete, started, unsaved, flagged, locked }) {
  const answered = unsaved ? 'wait' : (complete ? 'done' : (started ? 'part-done' : ''));
  return ['cell', 'num', locked && 'locked', answered, flagged && 'flag'].filter(Boolean).join(' ');
}

export class QuestionMap {
  constructor(root, sheet, handIn) {
    Object.assign(this, { sheet });
    this.cells = new Map(sheet.paper.items.map((item) => [item.id, h('a', { href: `#q${item.number}` }, String(item.number))]));
    this.counts = new Map(sheet.paper.sections.map((section) => [section.id, h('span', { class: 'num' })]));
    this.total = h('span', { class: 'sub num' });
    this.handIn = h('button', { type: 'button', class: 'btn btn-block', onclick: handIn }, '检查并交卷');
    root.replaceChildren(h('div', { class: 'panel-h' }, h('h2', {}, '题目导航'), this.total),
      h('nav', { class: 'map-b', 'aria-label': '题目' }, sheet.paper.sections.map((section) => this.block(section))), legend(), h('div', { class: 'map-f' }, this.handIn));
  }

  block(section) {
    return h('section', {}, h('h3', {}, section.title, this.counts.get(section.id)),
      h('div', { class: 'cells' }, section.items.map((item) => this.cells.get(item.id))));
  }

  refresh(current) {
    const unsaved = this.sheet.unsaved();
    const states = new Map(this.sheet.paper.items.map((item) => [item.id, this.sheet.state(item, unsaved)]));
    for (const item of this.sheet.paper.items) this.paint(item, states.get(item.id), item === current);
    for (const section of this.sheet.paper.sections) {
      const complete = section.items.filter((item) => states.get(item.id).complete).length;
      const locked = section.items.some((item) => states.get(item.id).locked);
      this.counts.get(section.id).replaceChildren(...[locked && icon('lock'), `${complete}/${section.items.length}`].filter(Boolean));
    }
    const all = [...states.values()];
    const count = (test) => all.filter(test).length;
    this.total.textContent = `已答 ${count((state) => state.complete)}　未答 ${count((state) => !state.complete)}　标记 ${count((state) => state.flagged)}`;
  }

  paint(item, state, current) {
    const cell = this.cells.get(item.id);
    cell.className = cellClass(state) + (current ? ' now' : '');
    cell.setAttribute('aria-label', `第 ${item.number} 题，${stateWords(state)}`);
    if (current) cell.setAttribute('aria-current', 'true');
    else cell.removeAttribute('aria-current');
  }
}

function legend() {
  const row = (kind, words) => h('li', {}, h('span', { class: `cell ${kind}`, 'aria-hidden': 'true' }, '8'), words);
  return h('ul', { class: 'legend', 'aria-label': '图例' }, row('done', '已答已存'), row('wait', '未保存'), row('part-done', '部分作答'),
    row('', '未答'), row('flag', '已标记'), row('now', '当前题'), row('locked', '已锁定'));
}
