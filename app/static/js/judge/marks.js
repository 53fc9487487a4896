// Marks in whole steps, as decimal text: no sum of floats is ever shown.

/** How many decimals a step has. */
const decimals = (step) => (step.split('.')[1] ?? '').length;

const units = (text, places) => Math.round(Number(text) * 10 ** places);

/** A mark moved by so many steps, kept within 0 and the full mark; from nothing it starts at the full mark or at 0. */
export function moved(text, steps, { full, step }) {
  const places = Math.max(decimals(step), decimals(full));
  const [size, most] = [units(step, places), units(full, places)];
  const from = text === '' ? (steps > 0 ? -size : most + size) : units(text, places);
  return shown(Math.min(most, Math.max(0, from + steps * size)), places);
}

/** A typed mark as it counts, or null if it is none: out of range, or between two steps. */
export function typed(text, { full, step }) {
  const clean = text.trim().replace('。', '.');
  if (!/^\d{1,4}(\.\d{1,2})?$/.test(clean)) return null;
  const places = 2;
  const value = units(clean, places);
  if (value > units(full, places) || value % units(step, places)) return null;
  return shown(value, places);
}

/** The sum of the marks that are there. */
export function sum(marks) {
  return shown(marks.reduce((total, mark) => total + units(mark, 2), 0), 2);
}

function shown(value, places) {
  const text = (value / 10 ** places).toFixed(places);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
