// How the console says what it knows: faces of seats, moments and spans, in Shanghai's time.

export const FACES = {
  trouble: ['失联', 'warn'], working: ['作答中', 'pen'], paused: ['暂停', 'pause'], reopened: ['待重新进入', 'clock'],
  waiting: ['候考', 'clock'], away: ['未到', 'ring'], absent: ['缺考', 'cross'], closed: ['已收卷', 'check'], void: ['作废', 'cross'],
};
export const STATES = { drawn: '未开考', working: '作答中', paused: '暂停', reopened: '待重新进入', handed_in: '已交卷', timed_out: '到时收卷', collected: '监考收卷', void: '作废' };

const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });

/** 10:35:00, or a dash where there is no such moment. */
export const moment = (ms) => (ms === null || ms === undefined ? '—' : clock.format(ms));

/** 45 秒, 1 分 34 秒, 1 小时 2 分. */
export function span(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} 秒`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`;
  return `${Math.floor(seconds / 3600)} 小时 ${Math.floor(seconds / 60) % 60} 分`;
}

/** 57:42 or 1:07:42, as the clock of the head shows it. */
export function countdown(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((n) => String(n).padStart(2, '0'));
  return h === '00' ? `${m}:${s}` : `${Number(h)}:${m}:${s}`;
}

/** The groups a seat is counted in; the first is its own. */
export function groupsOf(seat) {
  const groups = [seat.face];
  if (isTrouble(seat)) groups.push('alarm');
  if (seat.hand) groups.push('hand');
  if (seat.held) groups.push('held');
  if (seat.queued) groups.push('queued');
  return groups;
}

export const isTrouble = (seat) => seat.face === 'trouble' || Boolean(seat.asking && seat.face !== 'closed') || Boolean(seat.silence);
