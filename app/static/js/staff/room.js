// The room: keeps the seats fresh, filters them, and opens the desk for one of them.

import { desk, openDesk } from './desk.js';

const EVERY_MS = 5000;
const STALE_S = 15;
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const [fresh, find] = [part('fresh'), document.getElementById('find')];
const groups = [...document.querySelectorAll('[data-group]')];
let group = groups.find((button) => button.dataset.group === location.hash.slice(1))?.dataset.group ?? '';
let heard = performance.now();
let silent = new Set();

const cards = () => [...part('seats').children];
const isIn = (card, name) => !name || card.dataset.groups.split(' ').includes(name);

function show() {
  const wanted = find.value.trim().toLowerCase();
  for (const card of cards()) card.hidden = !isIn(card, group) || !card.dataset.search.toLowerCase().includes(wanted);
  for (const button of groups) {
    const count = cards().filter((card) => isIn(card, button.dataset.group)).length;
    button.querySelector('b').textContent = count;
    button.setAttribute('aria-pressed', String(button.dataset.group === group));
    button.classList.toggle('is-alarm', button.dataset.group === 'silent' && count > 0);
    button.hidden = button.dataset.group === 'void' && count === 0;
  }
  part('nobody').hidden = cards().some((card) => !card.hidden);
}

/** Says who has newly fallen silent, once. */
function announce() {
  const now = new Set(cards().filter((card) => isIn(card, 'silent')).map((card) => card.dataset.search));
  const fallen = [...now].filter((who) => !silent.has(who));
  if (fallen.length) part('announcer').textContent = `新失联：${fallen.join('；')}`;
  silent = now;
}

/** Most seats look as they did: only those that don't are touched, which keeps hundreds of them smooth. */
function replace(list) {
  const focused = document.activeElement?.dataset.sitting;
  const [old, now] = [cards(), [...list.children]];
  if (old.length === now.length) old.forEach((card, place) => { if (card.innerHTML !== now[place].innerHTML) card.replaceWith(now[place]); });
  else part('seats').replaceChildren(...now);
  show();
  announce();
  if (focused) part('seats').querySelector(`[data-sitting="${focused}"]`)?.focus();
}

/** An open desk keeps what is typed in it: nothing is replaced behind it. */
async function refresh() {
  if (desk.open || document.hidden) return;
  const response = await fetch(location.href, { signal: AbortSignal.timeout(EVERY_MS), redirect: 'error' });
  const list = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('[data-part="seats"]');
  if (!list || desk.open) return;
  heard = performance.now();
  replace(list);
}

function age() {
  const seconds = Math.round((performance.now() - heard) / 1000);
  const stale = !desk.open && seconds > STALE_S;
  fresh.textContent = stale ? `${seconds} 秒没有更新，请检查网络或重新登录` : `${seconds} 秒前更新`;
  fresh.classList.toggle('is-stale', stale);
}

for (const button of groups) {
  button.addEventListener('click', () => { group = button.dataset.group; history.replaceState(null, '', `#${group}`); show(); });
}
find.addEventListener('input', show);
part('seats').addEventListener('click', ({ target, currentTarget }) => {
  const button = target.closest('[data-sitting]');
  if (button) openDesk(button, currentTarget.dataset.base);
});
setInterval(age, 1000);
setInterval(() => refresh().catch(age), EVERY_MS); // a failure shows as age
show();
announce();
