// The cases in the page's head: which one is shown and how far each is; a press goes to it.

import { icon } from '../exam/dom.js';
import { draw, el } from './draw.js';
import { PHASES } from './register.js';

export function drawChips(desk) {
  const { cases } = desk.paper;
  const chips = cases.map(({ id, number }) => {
    const [mark, words] = PHASES[desk.views.of(id).phase];
    const shown = id === desk.place.case;
    return el('li', { key: id }, el('button', {
      type: 'button', class: 'case-chip num', 'aria-current': shown ? 'true' : null, 'aria-label': `第 ${number} 件，${words}`, title: words, onclick: () => desk.go({ case: id }),
    }, icon(mark), shown ? `${number} ${words}` : String(number)));
  });
  draw(desk.parts.chips, el('b', { class: 'num' }, `第 ${desk.case.number} / ${cases.length} 件`), el('ol', { 'aria-label': '本场案件' }, chips));
}
