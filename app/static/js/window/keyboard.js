// The keys of the desk: single ones are off while typing, in dialogs and while paused; the rest need Alt or Ctrl.

import { decideAct } from './decision.js';
import { issueActs, shownDocument } from './documents.js';
import { openGuide } from './guide.js';
import { currentMaterial } from './materials.js';
import { STEPS } from './place.js';
import { openSearch } from './search.js';
import { openShortcuts } from './shortcuts.js';
import { viewNext } from './tray.js';
import { VERDICTS, giveVerdict } from './verdict.js';
import { flip, rotate, scanAct, zoom } from './viewer.js';
import { hold, leave, slotOf, step, viewFor } from './viewing.js';

const TYPING = 'input:not([type="radio"], [type="checkbox"]), select, textarea, [contenteditable]';
const FOCUSABLE = 'button:not([disabled], [tabindex="-1"]), input:not([disabled]), select:not([disabled]), [tabindex="0"]';

export function listen(desk) {
  let asking = false; // Q was pressed: the next digit names a question
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.defaultPrevented || desk.work.hidden || document.querySelector('dialog[open]')) return;
    const done = event.altKey || event.ctrlKey || event.metaKey ? chord(desk, event) : single(desk, event, asking);
    asking = !event.ctrlKey && !event.altKey && !typing(event) && /^q$/i.test(event.key) && done;
    if (done) event.preventDefault();
  });
}

const typing = (event) => Boolean(event.target.closest?.(TYPING));

function chord(desk, event) {
  if (event.altKey && /^[1-3]$/.test(event.key)) return enterColumn(Number(event.key));
  if (event.ctrlKey && event.key === 'Enter') return desk.here.step === 'documents' && desk.application?.documents.length ? issue(desk, 'issue') : decide(desk);
  return false;
}

function single(desk, event, asking) {
  if (event.key === 'Escape') return escape(desk, event);
  if (typing(event)) return false;
  const { key } = event;
  if (asking && /^[1-9]$/.test(key)) return question(desk, Number(key) - 1);
  if (/^[5-9]$/.test(key)) return question(desk, Number(key) - 5);
  if (/^[1-4]$/.test(key)) return verdict(desk, Number(key) - 1);
  return (desk.here.viewing && inViewer(desk, event)) || anywhere(desk, event);
}

/** Out of a field first, then out of the paper. */
function escape(desk, event) {
  if (typing(event)) event.target.blur();
  else if (desk.here.viewing) leave(desk);
  else return false;
  return true;
}

const ANYWHERE = {
  c: (desk) => call(desk),
  '/': (desk) => openSearch(desk), '?': (desk) => openShortcuts(desk), g: (desk) => guide(desk), l: (desk) => toCard(desk, 'checks', '.lookups'), f: (desk) => toCard(desk, 'form', '.fields'), q: () => focusFirst('.ask-list'),
  '[': (desk) => walk(desk, -1), ']': (desk) => walk(desk, 1), y: (desk) => issue(desk, 'seal'), s: (desk) => issue(desk, 'receive'), ' ': (desk, event) => look(desk, event), ArrowUp: (desk, event) => row(desk, -1, event), ArrowDown: (desk, event) => row(desk, 1, event),
};
const IN_VIEWER = {
  ArrowLeft: (desk, event) => beside(desk, -1, event), ArrowRight: (desk, event) => beside(desk, 1, event), '+': (desk) => zoom(desk, 1.25), '=': (desk) => zoom(desk, 1.25), '-': (desk) => zoom(desk, 0.8), 0: (desk) => zoom(desk, null),
  t: (desk) => rotate(desk), b: (desk) => flip(desk), r: (desk) => scan(desk), Enter: (desk, event) => !event.target.closest('button, a') && (step(desk, 1) || leave(desk)),
};

function anywhere(desk, event) {
  return run(ANYWHERE, desk, event);
}

function inViewer(desk, event) {
  return run(IN_VIEWER, desk, event);
}

/** A handler that returns false leaves the key to the browser. */
function run(table, desk, event) {
  const handler = table[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  return handler ? handler(desk, event) !== false : false;
}

function enterColumn(number) {
  const column = document.querySelector(`[data-column="${number}"]`);
  if (!column || column.hidden) return false;
  const inside = column.querySelector('.step') ?? column;
  (inside.querySelector('tr.is-now .name, .situations input:not([disabled])') ?? inside.querySelector(FOCUSABLE) ?? column.querySelector(FOCUSABLE))?.focus();
  return true;
}

function focusFirst(part) {
  document.querySelector(`${part} :is(${FOCUSABLE})`)?.focus();
}

/** Calls the ticket, or opens the item, of the case that is shown. */
function call(desk) {
  const { phase } = desk.view;
  if (desk.frozen || !['waiting', 'called'].includes(phase)) return false;
  desk.perform(phase === 'called' ? 'recall' : 'call');
}

function question(desk, place) {
  const ask = desk.view.asks[place];
  if (!ask) return false;
  if (desk.stopped()) desk.tell(`${desk.stopped()}。`);
  else desk.perform('ask', { question: ask.id });
  return true;
}

function verdict(desk, place) {
  const { here, service, application } = desk;
  if (!application || (!here.viewing && here.step !== 'materials')) return false;
  const held = here.viewing ? slotOf(desk, here.paper ?? desk.view.tray[0]?.paper) : currentMaterial(desk)?.id;
  if (!held) toSlot(desk);
  else if (service.materials.some((one) => one.id === held)) {
    if (here.viewing) hold(desk, here.paper, held);
    giveVerdict(desk, held, VERDICTS[place]);
  }
  return true;
}

/** A paper that is held against nothing yet: which material it is comes first. */
function toSlot(desk) {
  desk.tell('先选这份材料的清单位置。');
  document.getElementById('slot')?.focus();
}

/** Up and down in the list of materials; in a scrolling text the browser scrolls. */
function row(desk, by, event) {
  const { here, service } = desk;
  if (here.viewing || here.step !== 'materials' || !service?.materials.length || event.target.closest('.talk, .guide, .lookups, .decide, .queue, .tray, .ask')) return false;
  const all = service.materials;
  const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(currentMaterial(desk)) + by))];
  desk.go({ material: next.id });
  document.querySelector('.mat tr.is-now .name')?.focus();
  document.querySelector('.mat tr.is-now').scrollIntoView({ block: 'nearest' });
}

/** Space shows the paper of the row. A button or box one came to by keyboard keeps it for itself; one that was only clicked, a tab
 *  that is on or a button that can't be used does not need it. */
function look(desk, event) {
  if (event.target.matches(':focus-visible:is(button:not([aria-disabled="true"], [aria-selected="true"]), input[type="checkbox"], input[type="radio"]:not(:checked))')) return false;
  const material = desk.here.step === 'materials' && currentMaterial(desk);
  if (desk.here.viewing) return false;
  if (material) viewFor(desk, material.id);
  else viewNext(desk);
}

function beside(desk, by, event) {
  if (event.target.closest('[role="tablist"], input[type="radio"]')) return false;
  step(desk, by);
}

function scan(desk) {
  const paper = desk.view.tray.find((one) => one.paper === desk.here.paper);
  const material = desk.service?.materials.find((one) => one.id === slotOf(desk, paper?.paper));
  if (!material) toSlot(desk);
  else if (desk.open) desk.perform(...scanAct(desk, paper, material));
}

function walk(desk, by) {
  const names = Object.keys(STEPS);
  desk.go({ viewing: false, step: names[Math.max(0, Math.min(names.length - 1, names.indexOf(desk.here.step) + by))] });
  document.querySelector('.w-steps [aria-selected="true"]')?.focus();
}

/** The card in step 材料, or the whole step from anywhere else. */
function toCard(desk, name, part) {
  if (desk.here.step !== 'materials' || desk.here.viewing || !desk.application) desk.go({ viewing: false, step: name });
  focusFirst(`[data-column="2"] ${part}`);
}

function guide(desk) {
  openGuide(desk);
}

function decide(desk) {
  const [act, why] = decideAct(desk);
  if (desk.application?.decision) desk.tell('已经作出决定；要改请先撤回决定。');
  else if (why) tellAndPick(desk, why);
  else desk.perform(...act, () => desk.go({ viewing: false, step: 'documents' }));
  return true;
}

/** What is missing is said, and the choice of a decision brought to hand. */
function tellAndPick(desk, why) {
  const choosing = desk.application && !desk.stopped();
  if (choosing && (!['materials', 'decision'].includes(desk.here.step) || desk.here.viewing)) desk.go({ viewing: false, step: 'decision' });
  desk.tell(`${why}。`);
  if (choosing) document.querySelector('.decide input:not([disabled])')?.focus();
}

function issue(desk, what) {
  if (desk.here.step !== 'documents' || !desk.application?.documents.length) return false;
  const made = shownDocument(desk);
  const found = issueActs(desk, made, desk.register.document(made.document))[what];
  if (!found) desk.tell('这份文书不需要这一步。');
  else if (found.why) desk.tell(`${found.why}。`);
  else desk.perform(...found.act, found.then);
  return true;
}
