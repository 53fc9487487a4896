// Where the clerk is: which case, and in each case which application, step, material and paper. The browser's store keeps it, so that a
// reload comes back to it; another PC starts at the case that is open.

export const STEPS = { identity: '身份', item: '事项', materials: '材料', checks: '核查', form: '表单', decision: '决定', documents: '文书', closing: '办结' };
const START = { step: 'identity', application: null, material: null, paper: null, viewing: false, side: 1, wanted: null, slots: {}, decision: null, document: null, left: 'asks' };

export class Place {
  constructor(store, sitting, views) {
    Object.assign(this, { store, sitting, cases: {} });
    const phases = views.all();
    this.case = (phases.find((view) => view.phase === 'open') ?? phases.find((view) => !['closed', 'absent'].includes(view.phase)) ?? phases[0]).case;
  }

  async recall(names) {
    const kept = await this.store.place(this.sitting);
    if (!kept || !names.includes(kept.case)) return;
    this.case = kept.case;
    this.cases = kept.cases;
  }

  /** The place in the case that is shown. */
  get here() {
    return { ...START, ...this.cases[this.case] };
  }

  go(change) {
    const { case: name = this.case, ...rest } = change;
    this.case = name;
    this.cases = { ...this.cases, [name]: { ...this.cases[name], ...rest } };
    this.store.keepPlace(this.sitting, { case: this.case, cases: this.cases });
  }
}
