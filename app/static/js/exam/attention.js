// Leaving the page and coming back, as evidence for the proctor; never a penalty.

const SETTLE = 300; // native lists and dialogs of the browser take the focus for a moment

export function watchAttention(journal) {
  let present = true;
  const look = () => setTimeout(() => {
    const now = !document.hidden && document.hasFocus();
    if (now === present || !journal.running || journal.handing) return;
    present = now;
    journal.append('focus', { on: now });
  }, SETTLE);
  document.addEventListener('visibilitychange', look);
  window.addEventListener('blur', look);
  window.addEventListener('focus', look);
}
