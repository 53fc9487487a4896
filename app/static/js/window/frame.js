// The frame of the desk: three columns that never scroll together, and what is drawn in them.

import { asClockTime } from '../exam/clock.js';
import { icon } from '../exam/dom.js';
import { drawClosing } from './closing.js';
import { drawDocuments } from './documents.js';
import { drawFormStep } from './form.js';
import { draw, el } from './draw.js';
import { drawGuide } from './guide.js';
import { drawHeader } from './header.js';
import { drawIdentity } from './identity.js';
import { drawItems } from './items.js';
import { drawLookups } from './lookups.js';
import { drawMaterials } from './materials.js';
import { drawDecision } from './decision.js';
import { drawQueue } from './queue.js';
import { drawResident } from './resident.js';
import { drawKeys } from './shortcuts.js';
import { drawTray } from './tray.js';
import { drawViewer } from './viewer.js';

const PANELS = {
  identity: drawIdentity, item: drawItems, materials: drawMaterials, checks: drawLookups, form: drawFormStep, decision: drawDecision, documents: drawDocuments, closing: drawClosing,
};

export class Frame {
  constructor(desk) {
    this.desk = desk;
    this.composing = false;
    const part = (tag, className, label) => el(tag, { class: className, 'aria-label': label, tabIndex: label ? -1 : undefined });
    this.queue = part('section', 'card', '排队与待办');
    this.resident = part('section', 'card fill', '居民与对话');
    this.header = part('section', 'card', '事项与环节');
    this.message = el('div', { class: 'message', role: 'alert' });
    this.panel = el('div', { class: 'panel-of-step' });
    this.tray = part('section', 'card', '材料托盘');
    this.guide = part('section', 'card fill', '办事指南');
    this.keys = el('footer', { class: 'keys' });
    this.columns = [[this.queue, this.resident], [this.header, this.message, this.panel], [this.tray, this.guide]].map((held, place) => el('div', { class: 'col', 'data-column': String(place + 1) }, held));
    this.body = el('div', { class: 'columns' }, this.columns);
    this.root = el('div', { class: 'desk' }, this.body, this.keys);
    this.watch();
  }

  /** An input method at work, and a field that was left: what the view says may show in it again. */
  watch() {
    this.root.addEventListener('compositionstart', () => { this.composing = true; });
    this.root.addEventListener('compositionend', () => { this.composing = false; });
    this.root.addEventListener('focusout', () => queueMicrotask(() => this.draw()));
  }

  get wide() {
    const { here, application } = this.desk;
    return here.viewing || (here.step === 'documents' && application?.documents.length > 0);
  }

  /** Draws everything. Where the focus was on something that went, it comes to the step, from where Tab goes on. */
  draw() {
    const { desk } = this;
    const focused = this.root.contains(document.activeElement);
    this.body.classList.toggle('is-wide', this.wide);
    this.columns[2].hidden = this.wide;
    drawQueue(desk, this.queue);
    drawResident(desk, this.resident);
    drawHeader(desk, this.header);
    const [name, paint] = desk.here.viewing ? ['viewer', drawViewer] : [desk.here.step, PANELS[desk.here.step]];
    draw(this.panel, el('div', { class: `step step-${name}`, key: `${desk.place.case} ${name}`, role: 'tabpanel', tabIndex: -1, 'aria-labelledby': `step-${desk.here.step}`, id: 'step' }, paint(desk)));
    if (!this.wide) {
      drawTray(desk, this.tray);
      drawGuide(desk, this.guide);
    }
    draw(this.keys, drawKeys(desk));
    if (focused && document.activeElement === document.body) document.getElementById('step').focus();
  }

  drawMessage() {
    const { message, clock } = this.desk;
    draw(this.message, message && el('p', { key: String(message.at) }, icon('info'), el('b', {}, '系统提示'), el('span', {}, message.text), el('small', { class: 'num' }, asClockTime(clock.now()))));
  }
}
