// What the clerk sees of every case: the server's last views, overlaid by what was put in since and not yet answered.

import { INPUT, after } from './acts.js';

export class Views {
  /** `upTo`: the last seq the views know of. */
  constructor(journal, register, views, upTo) {
    Object.assign(this, { journal, register, upTo, server: new Map(Object.entries(views)), made: new Map() });
  }

  /** Takes what a reply brought; a conversation comes from where it stood before. */
  take(views, acked) {
    for (const [name, view] of Object.entries(views ?? {})) {
      const talk = [...this.server.get(name).talk.slice(0, view.talk_from), ...view.talk];
      this.server.set(name, { ...view, talk, talk_from: 0 });
    }
    this.upTo = acked;
  }

  /** Acts the views don't know of yet, in order. */
  fresh() {
    return this.journal.entries.filter((entry) => entry.kind === 'act' && entry.seq > this.upTo);
  }

  /** The act under way that needs the server's answer, or undefined. */
  waiting() {
    return this.fresh().find((entry) => !INPUT.has(entry.body.do))?.body;
  }

  /** The view of a case with everything that was put in. */
  of(name) {
    const fresh = this.fresh().filter((entry) => entry.body.case === name && INPUT.has(entry.body.do));
    const server = this.server.get(name);
    const made = this.made.get(name);
    const last = fresh.at(-1)?.seq ?? 0;
    if (made?.server === server && made.first === (fresh[0]?.seq ?? 0) && made.last === last) return made.view;
    const view = fresh.reduce((so, entry) => after(so, entry.body, this.register), server);
    this.made.set(name, { server, first: fresh[0]?.seq ?? 0, last, view });
    return view;
  }

  all() {
    return [...this.server.keys()].map((name) => this.of(name));
  }

  /** How many acts there are, and how many of them the server has. */
  count() {
    const saved = [...this.server.values()].reduce((sum, view) => sum + view.acts, 0);
    return { saved, touched: saved + this.fresh().length };
  }
}
