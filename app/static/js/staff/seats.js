// Changing seats by hand: first a contestant, then a seat, by key, click or drag; the form then says what will happen.

const form = document.querySelector('[data-part="put"]');
const spare = document.querySelector('[data-part="spare"]');
const said = form.querySelector('[data-part="said"]');
const [go, remove] = [form.querySelector('.btn-primary'), form.querySelector('[data-part="remove"]')];
const START = said.textContent;
let first = null;

function press(button, on) {
  button.setAttribute('aria-pressed', String(on));
}

function clear(words = START) {
  for (const pressed of document.querySelectorAll('[data-contestant][aria-pressed="true"]')) press(pressed, false);
  first = null;
  form.elements.contestant.value = '';
  form.elements.seat.value = '';
  for (const button of [go, remove, ...spare.elements.spare]) button.disabled = true;
  said.textContent = words;
}

function take(button) {
  clear();
  first = button;
  press(button, true);
  form.elements.contestant.value = button.dataset.contestant;
  remove.disabled = false;
  said.textContent = `${button.dataset.name}：请点要去的座位，或移出本场。`;
}

function label(button) {
  return button.querySelector('b').textContent;
}

function offerSpare(button) {
  clear(`${label(button)} 号座位${'spare' in button.dataset ? '是备用的' : '空着'}。`);
  press(button, true);
  spare.action = spare.dataset.address.replace('/0/', `/${button.dataset.seat}/`);
  for (const choice of spare.elements.spare) choice.disabled = (choice.value === '1') === 'spare' in button.dataset;
}

function offer(button) {
  press(button, true);
  form.elements.seat.value = button.dataset.seat;
  go.disabled = false;
  said.textContent = button.dataset.contestant ? `${first.dataset.name} 与 ${button.dataset.name} 互换座位。` : `${first.dataset.name} 换到 ${label(button)} 号座。`;
  go.focus();
}

function choose(button) {
  if (!first && button.dataset.contestant) take(button);
  else if (!first) offerSpare(button);
  else if (button === first || !button.dataset.seat || form.elements.seat.value) clear();
  else offer(button);
}

function target(event) {
  const button = event.target.closest('[data-seat]');
  return first && button && button !== first && button.dataset.seat ? button : null;
}

function mark(button) {
  for (const marked of document.querySelectorAll('.is-target')) marked.classList.remove('is-target');
  button?.classList.add('is-target');
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-contestant]');
  if (button) choose(button);
});
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') clear(); });
document.addEventListener('dragstart', (event) => {
  const button = event.target.closest?.('[data-contestant]');
  if (button) take(button);
});
document.addEventListener('dragover', (event) => {
  const button = target(event);
  mark(button);
  if (button) event.preventDefault();
});
document.addEventListener('drop', (event) => {
  const button = target(event);
  mark(null);
  if (!button) return;
  event.preventDefault();
  offer(button);
});
document.addEventListener('dragend', () => mark(null));
