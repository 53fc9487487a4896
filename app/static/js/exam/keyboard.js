// Single keys: off while typing, in lists of choices, in dialogs, while paused and with Ctrl, Alt or Meta held.

const TYPING = 'input:not([type="radio"], [type="checkbox"]), select, textarea, [contenteditable]';

export function listen(card) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
    if (event.target.closest?.(TYPING) || document.querySelector('dialog[open]') || card.root.closest('[hidden]')) return;
    if (act(card, event.key)) event.preventDefault();
  });
}

function act(card, key) {
  if (key === 'ArrowLeft') return card.step(-1) ?? true;
  if (key === 'ArrowRight') return card.step(1) ?? true;
  return choose(card, key) || (/^f$/i.test(key) && (card.toggleFlag() ?? true));
}

/** 1–9 and letters name an option of an item of choice; a case needs the part that has the focus. */
function choose(card, key) {
  const fieldset = document.activeElement?.closest('[data-choices]') ?? (card.item.parts ? null : card.root.querySelector('[data-choices]'));
  const input = fieldset?.querySelectorAll('input')[position(key)];
  if (!input || input.disabled) return false;
  input.focus();
  input.click();
  return true;
}

function position(key) {
  if (/^[1-9]$/.test(key)) return Number(key) - 1;
  return /^[a-z]$/i.test(key) ? key.toUpperCase().charCodeAt(0) - 65 : -1;
}
