// A text field that reports what was typed, and stays silent while an input method composes.

import { h } from '../dom.js';

/** `read` gives the response at that moment; `id` is the leaf's. */
export function typed(id, desk, read, properties) {
  return h('input', {
    type: 'text', autocomplete: 'off', spellcheck: false, disabled: desk.disabled, ...properties,
    oncompositionstart: () => desk.hold(id),
    oncompositionend: () => desk.type(id, read()),
    oninput: (event) => { if (!event.isComposing) desk.type(id, read()); },
    onblur: () => desk.rest(id),
  });
}
