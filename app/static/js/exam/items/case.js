// Case: the scenario stays above its parts; each part is an item of another kind, answered under its own id.

import { h } from '../dom.js';
import { kindName } from '../paper.js';

export function caseStudy(item, desk, render) {
  return h('div', { class: 'case' },
    h('section', { class: 'scene stem prose', 'aria-label': '案例材料', html: item.stem }),
    item.parts.map((part) => h('section', { class: 'part' },
      h('h4', {}, `第 ${part.number} 问`, h('span', { class: 'chip' }, kindName(part)), h('span', { class: 'chip num' }, `${part.points} 分`)),
      render(part, desk))));
}
