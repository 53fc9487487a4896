// The desk: one dialog by which any seat is handled; each of its forms is for sittings in certain states.

const part = (name) => document.querySelector(`[data-part="${name}"]`);
export const desk = part('desk');

/** Opens the desk for a seat's button; `base` is the address its acts are under. */
export function openDesk(button, base) {
  const { sitting, state, title } = button.dataset;
  const forms = [...desk.querySelectorAll('form')];
  document.getElementById('desk-h').textContent = title;
  part('facts').className = `desk-facts ${button.parentElement.className}`;
  part('facts').replaceChildren(...button.cloneNode(true).children);
  part('held').hidden = !button.parentElement.dataset.groups.split(' ').includes('held');
  for (const link of [part('held').querySelector('a'), part('rescue')]) link.href = `${base}${sitting}/held`;
  for (const form of forms) {
    form.reset();
    form.action = `${base}${sitting}/${form.dataset.act}`;
    form.hidden = !form.dataset.states.split(' ').includes(state);
  }
  part('over').hidden = forms.some((form) => !form.hidden);
  desk.showModal();
}

part('leave').addEventListener('click', () => desk.close());
