// The exam clock as this page knows it: the server's time carried forward by differences of a monotonic clock, so
// that setting the PC's own clock changes nothing.

const STEP = 2000; // a difference larger than this is a changed clock or a PC that slept, not a slow reply

export class Clock {
  constructor(monotonic = () => performance.now()) {
    this.monotonic = monotonic;
    this.offset = null;
    this.roundTrip = Infinity;
    this.deadline = null;
    this.starts = null;
    this.grace = 0;
  }

  /** `now` was read by the server between `sent` and `received` (monotonic ms); the quickest exchange is believed. */
  sync(now, sent, received) {
    const offset = now - (sent + received) / 2;
    const roundTrip = received - sent;
    const stepped = this.offset !== null && Math.abs(offset - this.offset) > Math.max(STEP, roundTrip);
    if (this.offset !== null && roundTrip > this.roundTrip && !stepped) return;
    this.offset = offset;
    this.roundTrip = roundTrip;
  }

  /** Exam time in ms, or null before the first exchange. */
  now() {
    return this.offset === null ? null : this.monotonic() + this.offset;
  }

  /** ms until the deadline, never below 0; null while there is none (paused). */
  left() {
    return this.deadline === null || this.offset === null ? null : Math.max(0, this.deadline - this.now());
  }
}

/** 83000 -> "01:23"; hours only when there are any. */
export function asCountdown(ms) {
  const seconds = Math.ceil(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (parts[0] ? parts : parts.slice(1)).map((part) => String(part).padStart(2, '0')).join(':');
}

/** 72000 -> "1 分 12 秒" */
export function asDuration(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 60 ? `${seconds} 秒` : `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`;
}

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});

/** Epoch ms -> "10:00" in Shanghai. */
export function asClockTime(ms) {
  return CLOCK.format(ms);
}
