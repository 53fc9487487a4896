// Font size of the paper; kept by the browser for the next page load.

const KEY = 'kaochang-size';

export function offerSizes(group) {
  const buttons = [...group.querySelectorAll('button')];
  const use = (size) => {
    document.body.dataset.size = size;
    buttons.forEach((each) => each.setAttribute('aria-pressed', String(each.value === size)));
  };
  group.addEventListener('click', ({ target }) => {
    if (!target.value) return;
    use(target.value);
    localStorage.setItem(KEY, target.value);
  });
  use(localStorage.getItem(KEY) ?? 'normal');
}
