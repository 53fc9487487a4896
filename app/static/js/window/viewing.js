// Taking a paper of the tray up: which one, which side, and which material of the list it is held against.

import { sebHeaders } from '../exam/seb.js';

const WORDS = new Set(['title', 'desc']);

/** Shows a paper; a side nobody looked at yet is looked at first. */
export function viewPaper(desk, paper, side = 1) {
  const came = !desk.here.viewing;
  desk.turn = null;
  desk.go({ viewing: true, paper, side });
  const canvas = document.querySelector('.canvas');
  canvas?.scrollTo(0, 0);
  if (came) canvas?.focus();
  const one = desk.view.tray.find((each) => each.paper === paper);
  if (desk.open && one && !one.gone && !one.inspected.includes(side)) desk.perform('inspect', { paper, side });
}

/** Shows what was brought for a material: the paper held against it, or the first that isn't held against any. */
export function viewFor(desk, material) {
  const { tray } = desk.view;
  const held = tray.find((one) => heldAgainst(desk, one.paper) === material);
  const free = tray.find((one) => !one.gone && !heldAgainst(desk, one.paper));
  const paper = held ?? free ?? tray[0];
  if (!paper) return desk.tell('托盘里没有材料。');
  viewPaper(desk, paper.paper, paper.inspected[0] ?? 1);
  desk.go({ wanted: takesPaper(desk, material) ? material : null });
}

function takesPaper({ service }, material) {
  return service?.materials.some((one) => one.id === material && one.means === 'paper') ?? false;
}

/** The material a paper is held against: as chosen, or as it was scanned; null for neither. */
export function heldAgainst({ here, view, application }, paper) {
  if (!application) return null;
  const chosen = here.slots[`${application.application} ${paper}`];
  const scans = Object.keys(view.tray.find((one) => one.paper === paper)?.scans ?? {});
  return chosen ?? scans.find((slot) => slot.startsWith(`${application.application}/`))?.split('/')[1] ?? null;
}

/** The material the verdict beside a paper is on: the one it is held against, or the one it was taken up for while no other is held
 *  against that. */
export function slotOf(desk, paper) {
  const { here: { wanted }, view: { tray } } = desk;
  const open = wanted && takesPaper(desk, wanted) && !tray.some((one) => heldAgainst(desk, one.paper) === wanted);
  return heldAgainst(desk, paper) ?? (open ? wanted : null);
}

export function hold(desk, paper, material) {
  desk.go({ slots: { ...desk.here.slots, [`${desk.application.application} ${paper}`]: material }, material });
}

/** The paper before or after the one that is shown. */
export function step(desk, by) {
  const { tray } = desk.view;
  const next = tray[tray.findIndex((one) => one.paper === desk.here.paper) + by];
  if (next) viewPaper(desk, next.paper, next.inspected[0] ?? 1);
  return Boolean(next);
}

/** Back to the step one came from, at the row of the material that was looked at. */
export function leave(desk) {
  desk.go({ viewing: false, wanted: null });
  document.querySelector('.mat tr.is-now .name')?.focus();
}

export function pictureOf(desk, paper, side) {
  return `${desk.page.base}papers/${desk.place.case}/${encodeURIComponent(paper)}?side=${side}`;
}

/** Fetches a picture: its size, its words and the shapes it is drawn of. These become part of the page, so that the page's own typeface
 *  is there for them on a PC without a Chinese one. */
export async function fetchPicture(href) {
  const response = await fetch(href, { headers: await sebHeaders() });
  if (!response.ok) throw new Error(response.status);
  const { documentElement: svg } = new DOMParser().parseFromString(await response.text(), 'image/svg+xml');
  const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  const drawn = [...svg.children].filter(({ nodeName }) => !WORDS.has(nodeName));
  return { width, height, drawn, font: svg.getAttribute('font-family'), says: svg.querySelector('desc')?.textContent ?? '' };
}

/** The icon of a kind of paper. */
export function iconOf(kind) {
  if (['id_card', 'temporary_id', 'residence_permit', 'ss_card', 'bank_card'].includes(kind)) return 'card';
  if (['household_book', 'certificate'].includes(kind)) return 'book';
  return kind === 'phone_photo' ? 'phone' : 'page';
}
