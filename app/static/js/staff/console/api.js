// What the console asks the server: live rows, and what a proctor decides. A refusal is an error whose message is for people.

import { part } from './elements.js';

const page = part('console').dataset;
const WORDS = {
  nothing_to_do: (facts) => `没有可以办理的考试：${facts.why}。`, second_needed: () => '须第二人确认：请另一位监考员输入用户名和口令。', same_person: () => '第二人不能是本人。',
  sign_in_wrong: () => '第二人的用户名或口令不对。', sign_in_backed_off: (facts) => `尝试次数过多，请 ${facts.seconds} 秒后再试。`, forbidden: () => '第二人没有监考权限。', empty_reason: () => '请写说明。',
  unknown_reason: () => '请选一个原因。', seat_taken: (facts) => `${facts.seat} 号座位有人，请换一个。`, no_seating: () => '没有编排座位，不能换座。', empty_notice: () => '消息是空的。',
  hand_answered: () => '已经有人答复。', silence_settled: () => '已经处理过。', locked: () => '页面已锁定，请刷新后输入口令。', sign_in_needed: () => '登录已失效，请重新登录。', busy: () => '系统正忙，请再试一次。',
};

export class Refused extends Error {}

async function post(door, value) {
  const response = await fetch(`${page.base}/${door}`, {
    method: 'POST', credentials: 'same-origin', body: JSON.stringify(value), signal: AbortSignal.timeout(15000),
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': page.csrf },
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(WORDS[answer.code]?.(answer) ?? '没有办成，请刷新页面后重试。');
  return answer;
}

export const look = (ask) => post('preview', ask);
export const perform = (ask) => post('measures', ask);
export const note = (incident) => post('incidents', incident);
export const answer = (hand) => post('hands', hand);
export const settle = (silence) => post('silences', silence);

let tag = '';

/** The seats as they are now, or null if nothing changed. */
export async function seats() {
  const asked = new URLSearchParams([['session', page.session], ['room', page.room]].filter(([, value]) => value));
  const response = await fetch(`${page.base}/live.json?${asked}`, {
    credentials: 'same-origin', cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(8000), headers: { Accept: 'application/json', 'X-Background': '1', 'If-None-Match': tag },
  });
  if (response.status === 304) return null;
  if (!response.ok) throw new Refused('读取失败');
  tag = response.headers.get('ETag') ?? '';
  return response.json();
}
