// What may matter to a proctor, as evidence and never a penalty: pasting (its length alone), a clock that was set, full screen left.

const EVERY = 10000; // at most one of a kind in this time
const MOST = 200; // of all kinds in a sitting
const LOOK = 2000;
const DRIFT = 2000;

export function watchSignals(journal) {
  const last = new Map();
  let told = journal.entries.filter(({ kind }) => kind === 'signal').length;
  const tell = (code, facts = {}) => {
    const now = performance.now();
    if (!journal.running || journal.handing || told >= MOST || now - (last.get(code) ?? -EVERY) < EVERY) return;
    last.set(code, now);
    told += 1;
    journal.append('signal', { code, ...facts });
  };
  watchPasting(tell);
  watchClock(tell);
  let full = Boolean(document.fullscreenElement);
  document.addEventListener('fullscreenchange', () => {
    if (full && !document.fullscreenElement) tell('fullscreen_left');
    full = Boolean(document.fullscreenElement);
  });
}

/** Into an answer, not into a question to the proctor; the text itself is nobody's business. */
function watchPasting(tell) {
  document.addEventListener('paste', (event) => {
    const length = event.clipboardData?.getData('text').length ?? 0;
    if (length && !event.target.closest?.('dialog')) tell('paste', { length });
  });
}

/** The PC's own clock against one that nobody can set: a difference that changed is a clock that was set, or a PC that slept. */
function watchClock(tell) {
  let apart = Date.now() - performance.now();
  setInterval(() => {
    const now = Date.now() - performance.now();
    if (Math.abs(now - apart) <= DRIFT) return;
    tell('clock_changed', { by: Math.round(now - apart) });
    apart = now;
  }, LOOK);
}
