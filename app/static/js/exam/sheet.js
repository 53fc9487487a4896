// The contestant's answers as this page shows them: what the server has, overlaid by what only this browser has yet.

import { isComplete, isStarted, leaves } from './paper.js';

export class Sheet {
  constructor(paper, journal, { responses, flags, locked }) {
    Object.assign(this, { paper, journal });
    this.responses = new Map(Object.entries(responses));
    this.flags = new Set(flags);
    this.locked = new Set(locked);
    this.drafts = new Set();
    journal.pending().forEach((entry) => this.apply(entry));
  }

  apply({ kind, body }) {
    if (kind === 'answer' && body.response === null) this.responses.delete(body.item);
    else if (kind === 'answer') this.responses.set(body.item, body.response);
    else if (kind === 'flag') this.flags[body.on ? 'add' : 'delete'](body.item);
    else if (kind === 'section') this.upTo(body.section).forEach((section) => this.locked.add(section.id));
  }

  /** The lock point between the contestant and an item: the last section before it that locks and isn't locked yet. */
  gateBefore(item) {
    const { sections, sectionOf } = this.paper;
    const before = sections.slice(0, sections.indexOf(sectionOf.get(item.id)));
    return before.findLast((section) => section.locks && !this.locked.has(section.id));
  }

  /** A lock point closes its section and every one before it. */
  upTo(id) {
    const { sections } = this.paper;
    return sections.slice(0, 1 + sections.findIndex((section) => section.id === id));
  }

  write(kind, body) {
    this.apply({ kind, body });
    this.journal.append(kind, body);
  }

  respond(leaf, response) {
    if (JSON.stringify(this.responses.get(leaf) ?? null) === JSON.stringify(response)) return;
    this.write('answer', { item: leaf, response });
  }

  toggleFlag(item) {
    this.write('flag', { item: item.id, on: !this.flags.has(item.id) });
  }

  lock(section) {
    this.write('section', { section: section.id });
  }

  isLocked(item) {
    return this.locked.has(this.paper.sectionOf.get(item.id).id);
  }

  /** Ids of the leaves whose last answer the server has not acknowledged, or that are still being typed. */
  unsaved() {
    const pending = this.journal.pending().filter((entry) => entry.kind === 'answer').map((entry) => entry.body.item);
    return new Set([...pending, ...this.drafts]);
  }

  /** What is to be shown of one numbered item. */
  state(item, unsaved = this.unsaved()) {
    const parts = leaves(item);
    return {
      started: parts.some((leaf) => isStarted(leaf, this.responses.get(leaf.id))),
      complete: parts.every((leaf) => isComplete(leaf, this.responses.get(leaf.id))),
      unsaved: parts.some((leaf) => unsaved.has(leaf.id)),
      flagged: this.flags.has(item.id),
      locked: this.isLocked(item),
    };
  }

  /** Items touched, and those of them the server has wholly. */
  saved() {
    const unsaved = this.unsaved();
    const touched = this.paper.items.map((item) => this.state(item, unsaved)).filter((state) => state.started || state.unsaved);
    return { saved: touched.filter((state) => !state.unsaved).length, touched: touched.length };
  }
}
