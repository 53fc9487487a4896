// The room: keeps the seats fresh, filters them, and opens a desk to handle one of them.

const EVERY_MS = 5000;
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const [desk, fresh, find] = [part('desk'), part('fresh'), document.getElementById('find')];
const groups = [...document.querySelectorAll('[data-group]')];
let group = location.hash.slice(1);
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

function replace(list) {
  const focused = document.activeElement?.dataset.sitting;
  part('seats').replaceWith(list);
  show();
  announce();
  if (focused) list.querySelector(`[data-sitting="${focused}"]`)?.focus();
}

async function refresh() {
  const response = await fetch(location.href, { signal: AbortSignal.timeout(EVERY_MS), redirect: 'error' });
  if (!response.ok) return;
  const list = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('[data-part="seats"]');
  if (!list || desk.open) return;
  heard = performance.now();
  replace(document.adoptNode(list));
}

/** An open desk keeps what is typed in it: nothing is replaced behind it. */
function tick() {
  const seconds = Math.round((performance.now() - heard) / 1000);
  const stale = !desk.open && seconds > 15;
  fresh.textContent = stale ? `${seconds} 秒没有更新，请检查网络或重新登录` : `${seconds} 秒前更新`;
  fresh.classList.toggle('is-stale', stale);
  if (seconds && seconds % 5 === 0 && !desk.open && !document.hidden) refresh().catch(() => {});
}

function open(button) {
  const { sitting, state, title } = button.dataset;
  document.getElementById('desk-h').textContent = title;
  part('facts').replaceChildren(...button.cloneNode(true).children);
  for (const form of desk.querySelectorAll('form')) {
    form.reset();
    form.action = `${part('seats').dataset.base}${sitting}/${form.dataset.act}`;
    form.hidden = !form.dataset.states.split(' ').includes(state);
  }
  part('over').hidden = [...desk.querySelectorAll('form')].some((form) => !form.hidden);
  desk.showModal();
}

for (const button of groups) {
  button.addEventListener('click', () => { group = button.dataset.group; history.replaceState(null, '', `#${group}`); show(); });
}
find.addEventListener('input', show);
document.addEventListener('click', (event) => { const button = event.target.closest?.('.seats [data-sitting]'); if (button) open(button); });
part('leave').addEventListener('click', () => desk.close());
setInterval(tick, 1000);
show();
announce();
