// The card with one item: section heading, stem, answer, flag, previous and next.

import { ask, button, h, icon } from './dom.js';
import { render } from './items/index.js';
import { kindName } from './paper.js';

export class QuestionCard {
  constructor(root, sheet, drafts, { onLock, handIn, goTo }) {
    Object.assign(this, { root, sheet, drafts, onLock, handIn, goTo });
    this.item = null;
    this.frozen = false;
    this.flag = button('', () => this.toggleFlag(), 'btn-s', 'flag');
    this.state = h('span', { class: 'state' });
    this.previous = button('上一题', () => this.step(-1), '', 'left');
    this.next = h('button', { type: 'button', class: 'btn btn-primary', onclick: () => this.step(1) });
  }

  /** Shows an item; the address keeps it, so that reload and the back button come here again. */
  show(item, focus = false) {
    this.drafts.flushAll();
    this.item = item;
    this.root.replaceChildren(this.section(), this.body(), this.foot());
    document.title = `第 ${item.number} 题 · ${this.sheet.paper.title}`;
    this.refresh();
    if (focus) this.root.querySelector('h3').focus();
  }

  section() {
    const section = this.sheet.paper.sectionOf.get(this.item.id);
    const locked = this.sheet.isLocked(this.item);
    const action = locked ? h('span', { class: 'chip end' }, icon('lock'), '本部分已交，不能再改') : button('交本部分', () => this.lock(section), 'btn-s', 'lock');
    return h('div', { class: 'sec' }, h('h2', {}, section.title), h('p', {}, section.heading), (locked || (section.locks && !this.frozen)) && action);
  }

  body() {
    const desk = {
      disabled: this.frozen || this.sheet.isLocked(this.item),
      response: (id) => this.sheet.responses.get(id),
      answer: (id, response) => this.sheet.respond(id, response),
      type: (id, response) => this.drafts.put(id, response),
      rest: (id) => this.drafts.flush(id),
      hold: (id) => this.drafts.hold(id),
    };
    return h('div', { class: 'qbody' }, h('div', { class: 'qhead' }, h('h3', { class: 'num', tabIndex: -1 }, `第 ${this.item.number} 题`),
      h('span', { class: 'chip' }, kindName(this.item)), h('span', { class: 'chip num' }, `${this.item.points} 分`), this.state, this.flag),
    render(this.item, desk));
  }

  foot() {
    const key = (name) => h('span', { class: 'kbd' }, name);
    const count = this.item.options?.length ?? 0;
    const choices = this.root.querySelector('[data-choices]') || ['single_choice', 'multiple_choice', 'true_false'].includes(this.item.kind);
    const last = this.sheet.paper.beside(this.item, 1) === undefined;
    this.previous.disabled = this.sheet.paper.beside(this.item, -1) === undefined;
    this.next.replaceChildren(last ? '检查并交卷' : '下一题', icon('right'));
    return h('div', { class: 'qfoot' }, this.previous, h('div', { class: 'hints', 'aria-hidden': 'true' },
      choices && count > 0 && h('span', {}, key('1'), '–', key(String(count)), ' 或 ', key('A'), '–', key(String.fromCharCode(64 + count)), ' 选择'),
      h('span', {}, key('←'), key('→'), ' 翻题'), h('span', {}, key('F'), ' 标记')), this.next);
  }

  refresh() {
    const { unsaved, flagged, started } = this.sheet.state(this.item);
    const queued = this.sheet.journal.failures > 0;
    const [mark, words] = unsaved ? (queued ? ['warn', '已存本机，待上传'] : ['sync', '正在保存']) : (started ? ['check', '已保存'] : [null, '未作答']);
    this.state.replaceChildren(...[mark && icon(mark), words].filter(Boolean));
    this.flag.setAttribute('aria-pressed', String(flagged));
    this.flag.disabled = this.frozen;
    this.flag.replaceChildren(icon('flag'), flagged ? '已标记' : '标记本题', h('span', { class: 'kbd', 'aria-hidden': 'true' }, 'F'));
  }

  toggleFlag() {
    if (!this.frozen) this.sheet.toggleFlag(this.item);
  }

  step(by) {
    const beside = this.sheet.paper.beside(this.item, by);
    if (beside) this.goTo(beside);
    else if (by > 0) this.handIn();
  }

  /** Everything becomes readable only. */
  freeze() {
    this.drafts.flushAll();
    this.frozen = true;
    this.show(this.item);
  }

  /** Asks before a lock point is crossed; true once it is. */
  async lock(section) {
    this.drafts.flushAll();
    const sections = this.sheet.upTo(section.id).filter(({ id }) => !this.sheet.locked.has(id));
    const blank = sections.flatMap(({ items }) => items).filter((item) => !this.sheet.state(item).complete);
    const body = h('div', { class: 'stack' }, h('p', {}, `交${sections.map(({ title }) => `“${title}”`).join('、')}后，只能查看，不能再修改。`),
      blank.length ? h('p', {}, h('b', {}, `还有 ${blank.length} 题没有答完：`), `第 ${blank.map((item) => item.number).join('、')} 题。`) : h('p', {}, '题目已全部作答。'));
    if (!await ask({ title: '交本部分？', body, yes: '交本部分，不再修改', danger: true }) || this.frozen) return false;
    this.sheet.lock(section);
    this.onLock(section);
    return true;
  }
}
