// Offers to work in full screen; never asks for it by itself. Leaving it is a signal (signals.js), and offered again.

export function offerFullscreen(button) {
  if (!button || !document.fullscreenEnabled) return;
  const show = () => { button.hidden = Boolean(document.fullscreenElement); };
  button.addEventListener('click', () => document.documentElement.requestFullscreen().catch(() => { button.hidden = true; }));
  document.addEventListener('fullscreenchange', show);
  show();
}
