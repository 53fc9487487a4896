// What a PC must have to be sat at: each check answers with its measures, what was found in words, and whether it passes.

import { openStore } from './store.js';

const OLDEST = { Chrome: 109, Firefox: 115 };
const LEAST = { width: 1366, height: 768 };
const ROUND_TRIPS = 20;
const SLOW = 200; // the median of round trips, ms
const SLOWEST = 2000;
const DOWNLOAD = 3000; // 200 kB
const CLOCK_APART = 30000;
const GLYPHS = '受理窗口';
const UNASSIGNED = '\u{E0FFF}'; // what a font without a character draws

/** `{passed, found, advice, measures}`; `advice` is what to do if it didn't pass. */
const answer = (passed, found, advice, measures = {}) => ({ passed, found, advice, measures });

export function browser() {
  const [, name, number] = /(Firefox|Chrom(?:e|ium))\/(\d+)/.exec(navigator.userAgent) ?? [];
  const kind = name === 'Firefox' ? name : name && 'Chrome';
  const version = Number(number ?? 0);
  return answer(version >= (OLDEST[kind] ?? Infinity), kind ? `${kind === 'Chrome' ? 'Chrome 内核' : kind} ${version}` : '不认识的浏览器',
    '换用 Chrome、Edge（109 以上）或 Firefox（115 以上）。', { version });
}

export function screenSize() {
  const { width, height } = window.screen;
  const zoom = Math.round(100 * (window.outerWidth / window.innerWidth));
  const large = width >= LEAST.width && height >= LEAST.height;
  const plain = zoom > 90 && zoom < 110; // the frame of a window that isn't maximised counts a little
  return answer(large && plain, `${width}×${height}，页面缩放 ${plain ? 100 : zoom}%`,
    large ? '按 Ctrl+0 把页面缩放还原到 100%。' : '分辨率至少 1366×768，缩放 100%：在系统的显示设置里调整。', { width, height, zoom });
}

/** Different characters must look different: a font without them draws the same box for all. */
export async function fonts() {
  await document.fonts.load('24px "Kaochang Sans"', GLYPHS).catch(() => null);
  const drawn = [...GLYPHS, UNASSIGNED].map(picture);
  return answer(new Set(drawn).size === drawn.length, '受理窗口 ABC 123', '中文显示为方框：请安装中文字体后重启浏览器。');
}

function picture(character) {
  const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 40 });
  const context = canvas.getContext('2d');
  context.font = `24px ${getComputedStyle(document.body).fontFamily}`;
  context.fillText(character, 4, 30);
  return canvas.toDataURL();
}

async function timed(path) {
  const sent = performance.now();
  const response = await fetch(path, { cache: 'no-store' });
  if (!response.ok) throw new Error(response.status);
  const body = await response.arrayBuffer();
  return { sent, took: performance.now() - sent, body };
}

/** Round trips and one download; the quickest answer tells the server's time as well. */
export async function networkAndClock() {
  try {
    const trips = [];
    for (let trip = 0; trip < ROUND_TRIPS; trip += 1) trips.push(await timed('/selftest/ping'));
    const block = await timed('/selftest/block');
    return { network: networkOf(trips, block), clock: clockOf(trips) };
  } catch {
    const none = answer(false, '连不上服务器', '检查网线和交换机；仍连不上请报告机房管理员。');
    return { network: none, clock: answer(false, '没有取到服务器时间', none.advice) };
  }
}

function networkOf(trips, block) {
  const took = trips.map((trip) => trip.took).sort((one, other) => one - other);
  const [median, worst, download] = [took[took.length / 2], took.at(-1), block.took].map(Math.round);
  return answer(median < SLOW && worst < SLOWEST && download < DOWNLOAD, `往返 ${median} 毫秒（最慢 ${worst}），下载 200 kB ${download} 毫秒`,
    '网络太慢：换网口或网线，或报告机房管理员。', { median, worst, download });
}

function clockOf(trips) {
  const { sent, took, body } = trips.reduce((best, trip) => (trip.took < best.took ? trip : best));
  const now = JSON.parse(new TextDecoder().decode(body)).now + (performance.now() - sent - took / 2);
  const apart = Math.round(Math.abs(now - Date.now()));
  return answer(apart < CLOCK_APART, `与服务器相差 ${(apart / 1000).toFixed(1)} 秒`, '在系统设置里校准本机时间。', { apart: Math.min(apart, 999999999) });
}

/** Written, and read by a store that was opened anew. */
export async function storage() {
  const wrong = answer(false, '写不进去', '关闭无痕窗口，清理磁盘，或允许本站保存数据。');
  const mark = String(performance.now());
  const first = await openStore();
  if (!first.durable) return wrong;
  await first.keepPlace('selftest', mark);
  const read = await (await openStore()).place('selftest');
  await first.forget('selftest');
  return read === mark ? answer(true, '可写，断网时答案不丢', '') : wrong;
}
