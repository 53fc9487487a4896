// Draws by describing: what should be there is built anew, and what is there is changed to it, so that focus, scrolling and
// typed text stay where they are.

import { h } from '../exam/dom.js';
import { inSeb, sebHeaders } from '../exam/seb.js';

const LISTENERS = ['onclick', 'onchange', 'oninput', 'onkeydown', 'onload', 'onerror', 'onsubmit'];
const FETCHED = { IMG: 'src', image: 'href' };
const TICKED = 'input[type="radio"], input[type="checkbox"]';

/** As `h`, but listeners are properties, which an element that stays can take over; `key` names it among its siblings, and a picture
 *  whose address is its `data-from` is fetched once it is on the page, not with every description of it. */
export function el(tag, properties = {}, ...children) {
  const plain = {};
  const listeners = {};
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) listeners[name] = value;
    else plain[name === 'key' ? 'data-key' : name] = value;
  }
  return Object.assign(h(tag, plain, ...children.flat(3)), listeners);
}

/** Changes what `root` holds to `children`. */
export function draw(root, ...children) {
  const wanted = document.createDocumentFragment();
  wanted.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  changeChildren(root, [...wanted.childNodes]);
}

function changeChildren(parent, wanted) {
  const keys = new Set(wanted.map(keyOf).filter(Boolean));
  const kept = new Map([...parent.children].filter(keyOf).map((child) => [keyOf(child), child]));
  let at = parent.firstChild;
  for (const node of wanted) {
    while (at && keyOf(at) && !keys.has(keyOf(at))) at = removed(at);
    const match = keyOf(node) ? kept.get(keyOf(node)) : at;
    if (!match || !alike(match, node)) {
      parent.insertBefore(node, at);
      fetchPictures(node);
      continue;
    }
    if (match === at) at = at.nextSibling;
    else parent.insertBefore(match, at);
    change(match, node);
  }
  while (at) at = removed(at);
}

function fetchPictures(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  for (const one of [node, ...node.querySelectorAll('[data-from]')]) if (one.dataset.from) fetchInto(one);
}

/** Where every request must say what browser it is from, an image can't fetch for itself. */
async function fetchInto(image) {
  const { from } = image.dataset;
  let address = from;
  if (inSeb()) {
    const response = await fetch(from, { headers: await sebHeaders() });
    address = `data:image/svg+xml,${encodeURIComponent(await response.text())}`;
  }
  if (image.dataset.from === from) image.setAttribute(FETCHED[image.nodeName], address);
}

function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.dataset.key : undefined;
}

function alike(one, other) {
  return one.nodeName === other.nodeName && keyOf(one) === keyOf(other);
}

function change(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  const fetched = fresh.dataset.from && FETCHED[fresh.nodeName];
  const other = fetched && old.dataset.from !== fresh.dataset.from;
  for (const { name } of [...old.attributes]) if (name !== fetched && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (other) fetchInto(old);
  for (const name of LISTENERS) if (old[name] !== fresh[name]) old[name] = fresh[name];
  changeChildren(old, [...fresh.childNodes]);
  settle(old, fresh);
}

/** What is chosen follows; what is being typed is left alone. */
function settle(old, fresh) {
  if (old.matches(TICKED)) old.checked = fresh.checked;
  else if (old.matches('select') || (old.matches('input, textarea') && old !== document.activeElement)) {
    if (old.value !== fresh.value) old.value = fresh.value;
  }
}
