// From the page's load to an open paper: waiting, resume codes, an expired sign-in, a server that isn't there yet.

import { askCode, haltPanel, wordsFor } from './halt.js';
import { h } from './dom.js';
import { Unreachable, backOff, pause } from './transport.js';

const HALF_SECOND = 500; // the Date header has whole seconds
const AGAIN = 5000; // what people are seeing to may be done at any moment
const AWAITED = new Set(['not_checked_in', 'papers_sealed', 'seb_needed']);

export class Entering {
  constructor({ page, stage, room, transport, store, clock, sitting }) {
    Object.assign(this, { page, stage, room, transport, store, clock, sitting });
    this.failures = 0;
    this.signedInAgain = false;
    this.awaiting = null;
  }

  /** The reply of a successful open with its paper; null when there is nothing to open any more. */
  async open() {
    const browser = await this.store.browser();
    const cached = await this.store.paper(this.sitting);
    let code;
    for (;;) {
      const reply = await this.ask({ browser, code, have: cached?.digest });
      if (reply?.status === 200) return this.opened(reply, cached);
      const next = reply ? await this.refused(reply) : {};
      if (next === null) return null;
      code = next.code;
    }
  }

  async ask(request) {
    try {
      const reply = await this.transport.post('open', request);
      if (reply.body.code === undefined && reply.status !== 200) throw new Unreachable(`open: ${reply.status}`);
      if (reply.status < 500) {
        this.failures = 0;
        return reply;
      }
      await this.later(reply.retryAfter);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      await this.later(0);
    }
    return null;
  }

  async later(retryAfter) {
    this.failures += 1;
    this.awaiting = null;
    this.room.leave();
    haltPanel(this.stage, ['正在连接服务器……', '会自动重试，请稍候；持续一分钟以上请举手告知监考员。']);
    await pause(Math.max(retryAfter, backOff(this.failures)));
  }

  async opened({ body, sent, received }, cached) {
    this.clock.sync(body.now, sent, received);
    Object.assign(this.clock, { deadline: body.deadline, starts: body.starts, grace: body.grace });
    this.room.leave(true);
    if (body.paper) await this.store.keepPaper(this.sitting, body.paper_digest, body.paper).catch(() => { this.store.durable = false; });
    return { ...body, paper: body.paper ?? cached.paper };
  }

  /** What to do next: ask again (with a code), or null to give up. */
  async refused({ body, sent, received, date }) {
    const { code } = body;
    if (code !== this.awaiting) this.awaiting = null;
    if (code === 'not_started') {
      this.clock.sync(body.now ?? date + HALF_SECOND, sent, received);
      this.stage.replaceChildren();
      await this.room.wait(body.starts, received - sent, body.held);
      return {};
    }
    this.room.leave();
    if (code === 'resume_code_needed' || code === 'resume_code_wrong') return { code: await askCode(this.stage, code === 'resume_code_wrong') };
    if (code === 'token_missing' && !this.signedInAgain && await this.enterAgain()) return {};
    if (code === 'closed') return null;
    if (AWAITED.has(code)) {
      if (this.awaiting !== code) haltPanel(this.stage, wordsFor(code)); // once: it takes the focus
      this.awaiting = code;
      await pause(AGAIN * (0.75 + 0.5 * Math.random()));
      return {};
    }
    haltPanel(this.stage, wordsFor(code), h('div', { class: 'row' }, h('a', { class: 'btn btn-primary', href: this.page.login }, '重新登录')));
    return new Promise(() => {});
  }

  /** The sitting's token went, the sign-in may still stand: entering the round once more brings the token back. */
  async enterAgain() {
    this.signedInAgain = true;
    const response = await fetch(this.page.enter, {
      method: 'POST', credentials: 'same-origin', headers: { Accept: 'application/json', 'X-CSRFToken': this.page.csrf },
    }).catch(() => null);
    setTimeout(() => { this.signedInAgain = false; }, 60000);
    if (!response?.ok || !response.headers.get('Content-Type')?.includes('json')) return false;
    return (await response.json()).sitting === this.sitting;
  }
}
