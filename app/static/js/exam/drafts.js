// Typed text on its way into the journal: one entry when the typing rests, none in the middle of an input method's work.

const REST = 800;

export class Drafts {
  constructor(sheet) {
    this.sheet = sheet;
    this.waiting = new Map();
  }

  /** The newest text of a leaf; becomes an entry after a rest. */
  put(leaf, response) {
    this.drop(leaf);
    this.sheet.drafts.add(leaf);
    this.waiting.set(leaf, { response, timer: setTimeout(() => this.flush(leaf), REST) });
    this.sheet.journal.tell('change');
  }

  /** An input method is composing: what was typed before must wait for the end of it. */
  hold(leaf) {
    clearTimeout(this.waiting.get(leaf)?.timer);
  }

  drop(leaf) {
    clearTimeout(this.waiting.get(leaf)?.timer);
    this.waiting.delete(leaf);
    this.sheet.drafts.delete(leaf);
  }

  flush(leaf) {
    if (!this.waiting.has(leaf)) return;
    const { response } = this.waiting.get(leaf);
    this.drop(leaf);
    this.sheet.respond(leaf, response);
    this.sheet.journal.tell('change');
  }

  flushAll() {
    [...this.waiting.keys()].forEach((leaf) => this.flush(leaf));
  }
}
