// Going from item to item: the address bar keeps the place, and a lock point is crossed only by confirming.

export class Navigation {
  constructor(sheet, card, onMove) {
    Object.assign(this, { sheet, card, onMove });
  }

  /** The first item shown: the one the address names, unless it lies beyond a lock point. */
  start() {
    const item = this.addressed();
    this.card.show(this.sheet.gateBefore(item) ? this.sheet.paper.items[0] : item);
  }

  addressed() {
    const number = Number(/^#q(\d+)$/.exec(window.location.hash)?.[1]);
    return this.sheet.paper.byNumber(number) ?? this.card.item ?? this.sheet.paper.items[0];
  }

  /** At once, so that a key pressed next already means the new item; the address follows. */
  goTo(item) {
    window.history.pushState(null, '', `#q${item.number}`);
    this.follow();
  }

  /** Shows what the address names. */
  follow() {
    const item = this.addressed();
    const gate = !this.card.frozen && this.sheet.gateBefore(item);
    if (gate) {
      this.cross(gate, item);
      return;
    }
    this.card.show(item, true);
    this.onMove();
  }

  /** Beyond a lock point one gets by confirming; otherwise the address goes back to where one is. */
  async cross(gate, item) {
    const crossed = await this.card.lock(gate);
    window.history.replaceState(null, '', `#q${(crossed ? item : this.card.item).number}`);
    if (crossed) this.follow();
  }
}
