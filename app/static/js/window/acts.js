// The acts of a case as the page knows them: which reveal something and wait for the server, and what the others make of a view
// at once. The server's own view replaces this as soon as it comes.

/** Input shows at once and may queue offline; every other act needs the server's answer. */
export const INPUT = new Set(['verdict', 'fill', 'compose', 'situation', 'say', 'drop']);

const MAKES = {
  say: (view, act, register) => ({ ...view, talk: [...view.talk, { who: 'clerk', text: register.phrases.find(({ id }) => id === act.phrase)?.text ?? '' }] }),
  drop: (view, act) => ({ ...view, applications: view.applications.filter((one) => one.application !== act.application || one.decision) }),
  situation: (view, act) => undecided(view, act, () => ({ situation: act.situation })),
  verdict: (view, act) => undecided(view, act, ({ verdicts }) => ({
    verdicts: { ...verdicts, [act.material]: { verdict: act.verdict, flaws: act.verdict === 'return' ? act.flaws : [] } },
  })),
  fill: (view, act) => undecided(view, act, ({ form }) => ({ form: { ...form, [act.field]: act.value }, signed: false })),
  compose: (view, act) => changed(view, act.application, ({ documents }) => ({
    documents: documents.map((one) => (one.document === act.document && !one.sealed ? { ...one, fields: { ...one.fields, [act.field]: composed(act.value) }, received: false } : one)),
  })),
};

/** The view after an act of input, as the server will make it. */
export function after(view, act, register) {
  return MAKES[act.do]?.(view, act, register) ?? view;
}

/** Gaps are kept by material, reasons in order, texts trimmed. */
function composed(value) {
  if (!Array.isArray(value)) return value.trim();
  if (value.every((one) => typeof one === 'string')) return value.length ? [...value].sort() : value;
  return Object.fromEntries(value.map(({ material, flaws }) => [material, flaws]));
}

function undecided(view, act, change) {
  return changed(view, act.application, (one) => (one.decision ? {} : change(one)));
}

function changed(view, application, change) {
  return { ...view, applications: view.applications.map((one) => (one.application === application ? { ...one, ...change(one) } : one)) };
}
