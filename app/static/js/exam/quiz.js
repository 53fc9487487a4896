// The running quiz: joins sheet, card, map and navigation on the page.

import { announce, h } from './dom.js';
import { Drafts } from './drafts.js';
import { listen } from './keyboard.js';
import { QuestionMap } from './map.js';
import { Navigation } from './navigation.js';
import { Paper } from './paper.js';
import { QuestionCard } from './question.js';
import { Sheet } from './sheet.js';
import { Sitting } from './sitting.js';
import { confirmHandIn } from './summary.js';

export class Quiz extends Sitting {
  build(reply) {
    this.sheet = new Sheet(new Paper(reply.paper), this.journal, reply);
    this.drafts = new Drafts(this.sheet);
    const main = h('section', { class: 'panel qcard', 'aria-label': '试题' });
    const map = h('aside', { class: 'panel map', 'aria-label': '题目导航' });
    const handIn = () => this.confirm();
    this.card = new QuestionCard(main, this.sheet, this.drafts, { onLock: () => this.afterLock(), handIn, goTo: (item) => this.navigation.goTo(item) });
    this.map = new QuestionMap(map, this.sheet, handIn);
    this.navigation = new Navigation(this.sheet, this.card, () => this.refresh());
    this.navigation.start();
    return h('div', { class: 'xgrid' }, main, map);
  }

  start(held) {
    listen(this.card);
    window.addEventListener('hashchange', () => this.navigation.follow());
    super.start(held);
  }

  refresh() {
    this.card.refresh();
    this.map.refresh(this.card.item);
    this.map.handIn.disabled = this.frozen;
    super.refresh();
  }

  saved() {
    return { ...this.sheet.saved(), typing: this.sheet.drafts.size };
  }

  flush() {
    this.drafts.flushAll();
  }

  confirmed() {
    return confirmHandIn(this.sheet, !this.page.practice, this.earliest);
  }

  freeze() {
    super.freeze();
    this.card.freeze();
  }

  thaw() {
    super.thaw();
    this.card.frozen = false;
    this.navigation.follow();
  }

  afterLock() {
    this.card.show(this.card.item);
    this.refresh();
    announce('本部分已交，不能再修改。');
  }
}
