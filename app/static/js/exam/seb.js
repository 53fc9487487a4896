// Safe Exam Browser's own interface: what it says of this page goes with every request, for the server to check.

/** Headers for a request; none in any other browser. */
export async function sebHeaders() {
  const security = globalThis.SafeExamBrowser?.security;
  if (!security) return {};
  if (security.updateKeys) await new Promise((resolve) => { security.updateKeys(resolve); });
  return { 'X-Kaochang-Seb-Config': security.configKey ?? '', 'X-Kaochang-Seb-Browser': security.browserExamKey ?? '', 'X-Kaochang-Seb-Page': window.location.href.split('#')[0] };
}
