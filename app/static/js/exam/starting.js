// From the page's load to a running sitting, the same in every round: one tab, one open, one sitting.

import { watchAttention } from './attention.js';
import { Clock } from './clock.js';
import { button, h } from './dom.js';
import { Entering } from './entering.js';
import { offerFullscreen } from './fullscreen.js';
import { haltPanel, wordsFor } from './halt.js';
import { Journal } from './journal.js';
import { watchSignals } from './signals.js';
import { openStore } from './store.js';
import { Tabs } from './tabs.js';
import { Transport } from './transport.js';
import { WaitingRoom } from './waiting.js';

const page = { ...document.body.dataset, practice: document.body.dataset.practice === 'true' };
const parts = Object.fromEntries([...document.querySelectorAll('[data-part]')].map((element) => [element.dataset.part, element]));

/** True once this tab may write. */
function claim(tabs) {
  return new Promise((resolve) => {
    const take = async () => { await tabs.takeOver(); parts.stage.replaceChildren(); resolve(); };
    tabs.claim().then((free) => (free ? resolve() : haltPanel(parts.stage, wordsFor('other_tab'), h('div', { class: 'row' }, button('在本页继续作答', take, 'btn-primary')))));
  });
}

/** Opens the page's sitting and runs it as a `Round`, a subclass of Sitting. */
export async function start(Round) {
  // a page out of the back-forward cache holds an old lease and an old clock
  window.addEventListener('pageshow', (event) => { if (event.persisted) window.location.reload(); });
  offerFullscreen(parts.full);
  const store = await openStore();
  const clock = new Clock();
  const transport = new Transport(page.base);
  const journal = new Journal({ transport, store, clock, sitting: page.sitting });
  const room = new WaitingRoom(parts.room, { clock, store });
  const entering = new Entering({ page, stage: parts.stage, room, transport, store, clock, sitting: page.sitting });
  let sitting = null;
  const tabs = new Tabs(page.sitting, () => sitting?.yieldToOther());
  await claim(tabs);
  const reply = await entering.open();
  if (reply === null) {
    await journal.deliverLeft();
    await store.forget(page.sitting);
    window.location.replace(page.receipt);
    return;
  }
  const held = await journal.resume(reply);
  if (!tabs.writing) { window.location.reload(); return; }
  sitting = new Round({ page, parts, journal, store, clock, tabs, entering }, reply);
  sitting.start(held);
  watchAttention(journal);
  watchSignals(journal);
}
