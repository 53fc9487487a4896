// Finding one's way in a paper: numbered items, their answerable parts, their sections, and what counts as answered.

const KIND_NAMES = {
  single_choice: '单选', multiple_choice: '多选', true_false: '判断', fill_in: '填空', numeric: '计算',
  working_days: '工作日', ordering: '排序', matching: '配对', case: '案例',
};

/** Options are lettered in the order given; the receipt speaks of them by letter. */
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export const kindName = (item) => KIND_NAMES[item.kind] ?? '其他';

/** What is answered under its own id: a case's parts, otherwise the item itself. */
export const leaves = (item) => (item.kind === 'case' ? item.parts : [item]);

/** How many things a full response to a leaf has. */
function wanted(leaf) {
  if (leaf.kind === 'fill_in') return leaf.blanks;
  return leaf.kind === 'matching' ? leaf.left.length : 1;
}

function given(leaf, response) {
  if (response === null || response === undefined || response === '') return 0;
  if (leaf.kind === 'fill_in') return response.filter((text) => text !== '').length;
  return leaf.kind === 'matching' ? response.length : 1;
}

export const isStarted = (leaf, response) => given(leaf, response) > 0;
export const isComplete = (leaf, response) => given(leaf, response) >= wanted(leaf);

export class Paper {
  constructor({ title, sections }) {
    Object.assign(this, { title, sections });
    this.items = sections.flatMap((section) => section.items);
    this.sectionOf = new Map(sections.flatMap((section) => section.items.map((item) => [item.id, section])));
  }

  byNumber(number) {
    return this.items.find((item) => item.number === number);
  }

  beside(item, step) {
    return this.items[this.items.indexOf(item) + step];
  }
}
