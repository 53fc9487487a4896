// What may matter to a proctor, as evidence and never a penalty: pasting (its length alone), a clock that was set, full screen left.

const EVERY = 10000; // at most one of a kind in this time
const MOST = 200; // of all kinds in one page
const LOOK = 5000;
const DRIFT = 2000;

export function watchSignals(journal) {
  const last = new Map();
  let told = 0;
  const tell = (code, facts = {}) => {
    const now = performance.now();
    if (!journal.running || journal.handing || told >= MOST || now - (last.get(code) ?? -EVERY) < EVERY) return;
    last.set(code, now);
    told += 1;
    journal.append('signal', { code, ...facts });
  };
  document.addEventListener('paste', (event) => {
    const length = event.clipboardData?.getData('text').length ?? 0;
    if (length) tell('paste', { length });
  });
  document.addEventListener('fullscreenchange', () => { if (!document.fullscreenElement) tell('fullscreen_left'); });
  let apart = Date.now() - performance.now();
  setInterval(() => {
    const now = Date.now() - performance.now();
    if (Math.abs(now - apart) > DRIFT) tell('clock_changed', { ms: Math.round(Math.abs(now - apart)) });
    apart = now;
  }, LOOK);
}
