// The registers of the acceptance system, looked up by id, and the words for what a case's view says in codes.

export const ROLES = { applicant: '申请人', agent: '代办人', spouse: '配偶', child: '子女', parent: '父母', other: '相关人' };
export const COMES_AS = { self: '本人到场', agent: '代办人', guardian: '法定代理人' };
export const MOODS = { calm: '情绪平静', anxious: '情绪着急', upset: '情绪激动' };
export const SEXES = { male: '男', female: '女' };
/** How far a case is: the icon and the words. */
export const PHASES = {
  waiting: ['circle', '等候'], called: ['bell', '已呼叫'], open: ['dot', '办理中'], suspended: ['pause', '已挂起'], closed: ['check', '已办结'], absent: ['dash', '已过号'],
};
/** What the licence store or a check answered: kind of mark, icon, words. */
export const OUTCOMES = {
  success: ['ok', 'check', '成功'], not_collected: ['no', 'dash', '未归集'], expired: ['warn', 'warn', '已过有效期'],
  mismatch: ['warn', 'warn', '信息不符'], timeout: ['bad', 'warn', '接口超时'], none: ['no', 'dash', '没有记录'],
};
export const READS = { ok: ['ok', 'check', '已核验'], expired: ['warn', 'warn', '已过期'], none: ['no', 'dash', '没带'], refused: ['bad', 'warn', '读取失败'] };

export class Register {
  constructor(desk) {
    Object.assign(this, desk);
    const byId = (rows, key = 'id') => new Map(rows.map((row) => [row[key], row]));
    this.byCode = byId(desk.services, 'code');
    this.named = { licence: byId(desk.licences), check: byId(desk.checks), place: byId(desk.places), document: byId(desk.documents) };
  }

  /** The service item of an application; undefined without one. */
  service(code) {
    return this.byCode.get(code);
  }

  document(id) {
    return this.named.document.get(id);
  }

  /** The name of a licence, check, place or document; its id where the register has none. */
  name(kind, id) {
    return this.named[kind].get(id)?.name ?? id;
  }

  /** Services whose code, name or pinyin initials contain what was typed, or failing those have its letters in this order, as 公租房
   *  is short for 公共租赁住房; all of them for nothing. */
  find(typed) {
    const wanted = typed.trim().toLowerCase();
    const those = (fits) => this.services.filter(({ code, name, initials }) => [code.toLowerCase(), name.toLowerCase(), initials].some(fits));
    const found = those((text) => text.includes(wanted));
    return found.length ? found : those((text) => inOrder(wanted, text));
  }
}

function inOrder(letters, text) {
  let at = -1;
  return [...letters].every((letter) => { at = text.indexOf(letter, at + 1); return at >= 0; });
}

/** A person as the clerk may know them: by name once identified, by form of address before. */
export function personName(person) {
  return person?.name ?? person?.label ?? '';
}

/** "2026-09-15" -> "2026 年 9 月 15 日"; anything else as it is. */
export function asDay(text) {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? '') ?? [];
  return year ? `${year} 年 ${Number(month)} 月 ${Number(day)} 日` : (text ?? '');
}

/** A date as people type it -> "2026-09-15"; anything that is no date stays as typed. */
export function dayTyped(text) {
  const [, year, month, day] = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/.exec(text.normalize('NFKC').trim()) ?? [];
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim();
}
