// Changing seats by hand: first a contestant, then a seat; the form then says what will happen.

const form = document.querySelector('[data-part="put"]');
const said = form.querySelector('[data-part="said"]');
const [go, remove] = [form.querySelector('.btn-primary'), form.querySelector('[data-part="remove"]')];
let first = null;

function press(button, on) {
  button.setAttribute('aria-pressed', String(on));
}

function clear(words) {
  for (const pressed of document.querySelectorAll('[data-contestant][aria-pressed="true"]')) press(pressed, false);
  first = null;
  form.elements.contestant.value = '';
  form.elements.seat.value = '';
  go.disabled = true;
  remove.disabled = true;
  said.textContent = words;
}

document.addEventListener('click', ({ target }) => {
  const button = target.closest('[data-contestant]');
  if (!button) return;
  if (!first) {
    if (!button.dataset.contestant) return clear('先点一位选手，再点要去的座位。');
    first = button;
    press(button, true);
    form.elements.contestant.value = button.dataset.contestant;
    remove.disabled = false;
    said.textContent = `${button.dataset.name}：请点要去的座位，或移出本场。`;
    return;
  }
  if (button === first || !button.dataset.seat) return clear('已取消。先点一位选手，再点要去的座位。');
  press(button, true);
  form.elements.seat.value = button.dataset.seat;
  go.disabled = false;
  const seat = button.querySelector('b').textContent;
  said.textContent = button.dataset.contestant ? `${first.dataset.name} 与 ${button.dataset.name} 互换座位。` : `${first.dataset.name} 换到 ${seat} 号座。`;
  go.focus();
});
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') clear('已取消。先点一位选手，再点要去的座位。'); });
