// When the server can't be reached: everything it has not acknowledged, as a file for the proctor.

import { h } from './dom.js';
import { onWire } from './entries.js';

export function exportQueue(journal, contestant) {
  const entries = journal.pending().map(onWire);
  const content = { format: 'kaochang-queue/1', sitting: journal.sitting, lease: journal.lease, contestant, exported_at: Date.now(), entries };
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1)], { type: 'application/json' }));
  const link = h('a', { href: url, download: `待传答案-${contestant}.json` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
