// Safe Exam Browser's own interface: what it says of this page goes with every request, for the server to check.

const PATIENCE = 2000;

let keys = null;

/** Whether this browser has the interface. */
export const inSeb = () => Boolean(globalThis.SafeExamBrowser?.security);

/** Headers for a request; none in any other browser. */
export async function sebHeaders() {
  if (!inSeb()) return {};
  await (keys ??= updated());
  const { configKey = '', browserExamKey = '' } = globalThis.SafeExamBrowser.security;
  return { 'X-Kaochang-Seb-Config': configKey, 'X-Kaochang-Seb-Browser': browserExamKey, 'X-Kaochang-Seb-Page': window.location.href.split('#')[0] };
}

/** The keys are of the page's address and stay as they are; a version that never calls back must not hold up a save. */
function updated() {
  const { security } = globalThis.SafeExamBrowser;
  if (!security.updateKeys) return Promise.resolve();
  return new Promise((resolve) => { setTimeout(resolve, PATIENCE); security.updateKeys(resolve); });
}
