// The seat's self test in the waiting room: what could spoil the sitting, found while there is time to change seats.

import { h, icon } from './dom.js';

const OLDEST = 109;
const SLOW = 500;
const CLOCK_APART = 5000;

function browser() {
  const version = Number(/Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent)?.[1] ?? 0);
  return ['浏览器', version ? `Chrome 内核 ${version}` : '不是 Chrome 内核', version >= OLDEST];
}

function storage(store) {
  return ['本机存储', store.durable ? '可写，断网时答案不丢' : '不可写，断网时答案会丢', store.durable];
}

function network(roundTrip) {
  return ['网络', `往返 ${Math.round(roundTrip)} 毫秒`, roundTrip < SLOW];
}

function clockApart(clock) {
  const apart = Math.abs(clock.now() - Date.now());
  return ['服务器时间', `与本机相差 ${(apart / 1000).toFixed(1)} 秒，以服务器为准`, apart < CLOCK_APART];
}

function screenSize() {
  return ['屏幕', `${window.innerWidth}×${window.innerHeight}，缩放 ${Math.round(window.devicePixelRatio * 100)}%`, window.innerWidth >= 768 && window.innerHeight >= 560];
}

export function runSelfTest(list, { store, clock, roundTrip }) {
  const results = [network(roundTrip), clockApart(clock), storage(store), browser(), screenSize()];
  list.replaceChildren(...results.map(([name, facts, fine]) => h('li', {}, h('b', {}, name), h('span', { class: 'sub num' }, facts),
    h('span', { class: `chip ${fine ? 'chip-ok' : 'chip-warn'}` }, icon(fine ? 'check' : 'warn'), fine ? '通过' : '注意'))));
  return results.every(([, , fine]) => fine);
}
