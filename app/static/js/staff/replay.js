// The replay: steps through a case by keys, slider and playing; every screen comes from the server as a page.

const PLAY_MS = 1500;
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const last = Number(document.querySelector('main').dataset.last);
let tab = new URLSearchParams(location.search).get('tab') ?? 'desk';
let step = Number(part('controls').elements.step.value);
let filter = '';
let only = false;
let wanted = 0;
let playing = null;

const lines = () => [...part('timeline').querySelectorAll('li[data-kind]')];
const pointed = () => lines().filter((line) => line.dataset.kind).map((line) => Number(line.querySelector('a').dataset.step));

function applyFilters() {
  for (const line of lines()) line.hidden = Boolean(filter) && line.dataset.kind !== filter;
  for (const button of document.querySelectorAll('[data-filter]')) button.setAttribute('aria-pressed', String(button.dataset.filter === filter));
  const button = document.querySelector('[data-only]');
  button.hidden = false;
  button.setAttribute('aria-pressed', String(only));
  part('marks').querySelector('.rmarks').classList.toggle('is-only', only);
  document.querySelector('[data-play]').hidden = false;
  document.querySelector('[data-play]').textContent = playing ? '停止' : '播放';
  part('timeline').querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
}

/** Only what differs between two moments is replaced; the marks and the open groups stay as they are. */
function replace(page) {
  const scrolled = part('timeline').querySelector('.line').scrollTop;
  const focused = document.activeElement;
  const held = focused.dataset.move ?? (focused.name === 'step' ? 'step' : focused.dataset.play === undefined ? null : 'play');
  for (const name of ['timeline', 'banner', 'tabs', 'screen', 'controls']) part(name).replaceWith(page.querySelector(`[data-part="${name}"]`));
  part('timeline').querySelector('.line').scrollTop = scrolled;
  applyFilters();
  const again = held === 'step' ? '[name="step"]' : held === 'play' ? '[data-play]' : `[data-move="${held}"]`;
  if (held) part('controls').querySelector(again)?.focus();
  part('announcer').textContent = (part('timeline').querySelector('[aria-current]') ?? part('banner').querySelector('.num')).textContent;
}

async function go(to, view = tab) {
  const asked = Math.max(0, Math.min(to, last));
  [step, tab] = [asked, view];
  const ticket = ++wanted;
  const url = `${location.pathname}?step=${asked}&tab=${view}`;
  const response = await fetch(url, { redirect: 'error' });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  if (ticket !== wanted) return; // a later one was asked for meanwhile
  replace(page);
  history.replaceState(null, '', url);
}

const show = (to, view) => go(to, view).catch(() => location.assign(`${location.pathname}?step=${to}&tab=${view ?? tab}`));

function stop() {
  clearInterval(playing);
  playing = null;
  applyFilters();
}

function play() {
  if (playing) return stop();
  playing = setInterval(() => (step >= last ? stop() : show(step + 1)), PLAY_MS);
  return show(step >= last ? 0 : step + 1);
}

const toPoint = (direction) => {
  const places = direction > 0 ? pointed().filter((place) => place > step) : pointed().filter((place) => place < step).reverse();
  if (places.length) show(places[0]);
};
const toggleOnly = () => { only = !only; applyFilters(); };

document.addEventListener('click', (event) => {
  const at = (selector) => event.target.closest(selector);
  const [link, moved, view, chosen] = [at('[data-step]'), at('[data-move]'), at('[data-tab]'), at('[data-filter]')];
  if (event.ctrlKey || event.metaKey || !(link || moved || view || chosen || at('[data-play]') || at('[data-only]'))) return;
  event.preventDefault();
  if (link) show(Number(link.dataset.step));
  if (moved) show(step + Number(moved.dataset.move));
  if (view) show(step, view.dataset.tab);
  if (chosen) { filter = chosen.dataset.filter; applyFilters(); }
  if (at('[data-play]')) play();
  if (at('[data-only]')) toggleOnly();
});
document.addEventListener('input', ({ target }) => { if (target.name === 'step') show(Number(target.value)); });

const KEYS = {
  ArrowLeft: (event) => (event.shiftKey ? toPoint(-1) : show(step - 1)),
  ArrowRight: (event) => (event.shiftKey ? toPoint(1) : show(step + 1)),
  Home: () => show(0),
  End: () => show(last),
  ' ': () => play(),
  p: toggleOnly,
  1: () => show(step, 'desk'),
  2: () => show(step, 'talk'),
  3: () => show(step, 'tray'),
};
document.addEventListener('keydown', (event) => {
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const taken = event.key === ' ' && event.target.closest('a, button, summary');
  if (!act || taken || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act(event);
});
applyFilters();
