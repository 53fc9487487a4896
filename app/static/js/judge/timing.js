// The timekeeper's clock: what the server counts, shown between its answers; another page's act reloads this one.

import { part } from './elements.js';

const POLL = 2000;
const panel = part('timing');
let last = null;
let leaving = false; // an act of this page is on its way: a reload would take its answer away

async function ask() {
  try {
    const response = await fetch(panel.dataset.clock, { credentials: 'same-origin', cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(6000), headers: { Accept: 'application/json', 'X-Background': '1' } });
    if (!response.ok) throw new Error(response.status);
    last = { ...(await response.json()), seen: performance.now() };
    if (!leaving && String(last.on ?? '') !== panel.dataset.on) window.location.reload();
  } catch { if (part('words')) part('words').textContent = '网络不通，计时仍在服务器上进行。'; }
}

function tick() {
  const left = part('left');
  if (!last || !left) return;
  const passed = Math.floor((last.elapsed + (last.running ? performance.now() - last.seen : 0)) / 1000);
  const limit = Number(panel.dataset.limit);
  const rest = limit ? limit - passed : passed;
  const clock = `${String(Math.floor(Math.abs(rest) / 60)).padStart(2, '0')}:${String(Math.abs(rest) % 60).padStart(2, '0')}`;
  left.textContent = rest < 0 ? `+${clock}` : clock;
  part('words').textContent = !last.running ? '计时已暂停' : rest < 0 ? '已超时' : limit ? '剩余' : '已用';
}

document.addEventListener('submit', () => { leaving = true; });
ask();
setInterval(ask, POLL);
setInterval(tick, 200);
