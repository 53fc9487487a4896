// Step 文书: the documents of the decision, one tab each; composed on the left, seen on the right, then sealed, signed for and issued.

import { icon } from '../exam/dom.js';
import { actButton, button, head, noItem, tabs } from './controls.js';
import { composeFields } from './compose.js';
import { el } from './draw.js';
import { openPreview, preview } from './preview.js';

export function drawDocuments(desk) {
  const { application } = desk;
  if (!application) return noItem(desk);
  if (!application.documents.length) return undecided(desk, application);
  const made = shownDocument(desk);
  const entries = application.documents.map((one) => [one.document, one.issued ? icon('check') : null, desk.register.document(one.document).name]);
  const kind = desk.register.document(made.document);
  return el('section', { class: 'card fill', 'aria-label': `${kind.name}编制` },
    application.documents.length > 1 && tabs('本决定的文书', entries, made.document, (document) => desk.go({ document }), { key: 'tabs' }),
    el('div', { class: 'compose', key: `${application.application} ${made.document}` },
      el('div', {}, ...composeFields(desk, made, kind), el('div', { class: 'foot-line' }, button(desk, '返回决定', () => desk.go({ step: 'decision' })), el('span', { class: 'grow' }), el('span', { class: 'muted' }, made.issued ? '已发出' : '发出后不能再改'))),
      el('div', {}, head('预览', '随左侧即时更新', button(desk, '放大', () => openPreview(desk, made), { kind: 'btn-sm', mark: 'eye' })),
        el('div', { class: 'desktop', tabIndex: 0, role: 'group', 'aria-label': '文书预览，可滚动' }, preview(desk, made)), issuing(desk, made, kind))));
}

function undecided(desk, application) {
  const words = application.decision ? '这个决定不出文书' : '还没有作出决定；决定以后在这里编制文书';
  return el('section', { class: 'card fill', key: 'none' }, el('p', { class: 'none' }, `${words}。`), el('div', { class: 'foot-line' }, button(desk, '返回决定', () => desk.go({ step: 'decision' }))));
}

/** The document that is shown: the one gone to, or the first that isn't out yet. */
export function shownDocument({ application, here }) {
  const { documents } = application;
  return documents.find((one) => one.document === here.document) ?? documents.find((one) => !one.issued) ?? documents[0];
}

/** Seal, sign for, issue: those a kind asks for, in order; each says why not yet. */
export function issueActs(desk, made, kind) {
  const details = { application: desk.application.application, document: made.document };
  const stopped = desk.stopped() ?? (made.issued ? '文书已经发出' : null);
  const missing = [kind.sealed && !made.sealed && '用印', kind.received && !made.received && '签收'].filter(Boolean);
  return {
    seal: kind.sealed && { act: ['seal', details], why: stopped ?? (made.sealed ? '已经用印' : null) },
    receive: kind.received && { act: ['receive', details], why: stopped ?? (made.received ? '当事人已经签收' : null) },
    issue: { act: ['issue', details], why: stopped ?? (missing.length ? `${missing.join('、')}后才能发出` : null), then: () => afterIssue(desk) },
  };
}

function issuing(desk, made, kind) {
  const { seal, receive, issue } = issueActs(desk, made, kind);
  const number = ['①', '②', '③'].values();
  const next = () => number.next().value;
  const state = made.issued ? '文书已发出' : issue.why;
  return el('div', { class: 'foot-line' },
    seal && actButton(desk, `${next()} 用印`, seal.act, { why: seal.why, keys: 'Y', mark: made.sealed ? 'check' : null }),
    receive && actButton(desk, `${next()} 请签收`, receive.act, { why: receive.why, keys: 'S', mark: made.received ? 'check' : null }),
    el('span', { class: 'grow' }), state && el('span', { class: 'muted' }, state),
    actButton(desk, `${next()} 发出`, issue.act, { why: issue.why, keys: 'Ctrl Enter', kind: issue.why ? '' : 'btn-primary', mark: made.issued ? 'check' : null, then: issue.then }));
}

/** On to the next document, or to the end when all are out. */
function afterIssue(desk) {
  desk.go({ document: null, step: desk.application.documents.every((one) => one.issued) ? 'closing' : 'documents' });
}
