// What a judge is told: refusals by code, and how far each contestant is.

import { isSigned } from './outbox.js';

export const WORDS = {
  pin_wrong: () => '签名 PIN 不对，请重新输入。', no_pin: () => '还没有设签名 PIN，请点右上角“PIN”。', sign_in_backed_off: (facts) => `尝试次数过多，请 ${facts.seconds} 秒后再试。`,
  unmarked: (facts) => `还没有评完：${facts.names}。`, bad_mark: (facts) => `“${facts.criterion}”的分数不合规。`, ballot_signed: () => '这张评分表已签名提交，不能再改；有误请报告裁判长。',
  not_on_yet: () => '这一位还没有开始，开始后才能提交。', no_appearance: () => '这一位不由您评分。', locked: () => '页面已锁定，请刷新后输入口令。', sign_in_needed: () => '登录已失效，请重新登录；填写的内容保存在这台平板上。',
  no_substitute: () => '没有可用的替补评委，请报告裁判长。', already_judged: () => '已提交评分，不能再申请回避。', empty_reason: () => '请写明原因。',
};

/** How a contestant stands with this judge, in words, with a mark and a look; `count` marks are given of `of`. */
export function standing(one, count, of) {
  if (one.state === 'absent') return ['缺席', 'dash', ''];
  if (!one.mine) return ['回避，替补评委评', 'ring', ''];
  if (isSigned(one.id)) return ['已签名，未上传', 'up', 'is-warn'];
  if (one.ballot?.state === 'confirmed') return ['已复核', 'lock', 'is-ok'];
  if (one.ballot?.state === 'submitted') return ['已签名', 'lock', 'is-ok'];
  if (one.ballot?.state === 'rejected') return ['退回，请重评', 'warn', 'is-warn'];
  if (count) return [`评分中 ${count}/${of}`, 'pen', 'is-now'];
  return one.state === 'on' ? ['正在进行', 'pen', 'is-now'] : one.state === 'done' ? ['待评', 'warn', 'is-warn'] : ['等候', 'clock', ''];
}
