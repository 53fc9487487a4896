// Builds elements without strings of HTML, so that a name or a message can never become markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with properties (`class`, `html`, `on…` listeners, `data-…`/`aria-…` attributes) and children. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined) return;
  if (name === 'class') element.className = value;
  else if (name === 'html') element.innerHTML = value; // only text the server has sanitised: stems and options
  else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
  else if (name in element && !name.includes('-')) element[name] = value;
  else element.setAttribute(name, value);
}

/** A symbol of templates/_icons.svg; always beside a word, so hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'i');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

export function button(words, onclick, kind = '', mark = null) {
  return h('button', { type: 'button', class: `btn ${kind}`.trim(), onclick }, mark && icon(mark), words);
}

/** Says something to screen readers once, without moving the focus. */
export function announce(words) {
  document.getElementById('announcer').textContent = words;
}

/** A modal question; resolves true for the confirming button, false for anything else. */
export function ask({ title, body, yes, no = '返回', danger = false }) {
  return new Promise((resolve) => {
    const heading = h('h2', { id: 'ask-title' }, title);
    const cancel = h('button', { class: 'btn', value: '' , autofocus: true }, no);
    const confirm = h('button', { class: `btn ${danger ? 'btn-danger' : 'btn-primary'}`, value: 'yes' }, yes);
    const dialog = h('dialog', { 'aria-labelledby': 'ask-title' }, h('form', { method: 'dialog' },
      h('div', { class: 'dialog-h' }, heading), h('div', { class: 'dialog-b' }, body),
      h('div', { class: 'dialog-f' }, cancel, confirm)));
    dialog.addEventListener('close', () => { dialog.remove(); resolve(dialog.returnValue === 'yes'); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
