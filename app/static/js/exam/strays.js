// Entries that can no longer enter the journal: of a lease this browser lost, or left after the close. Each is posted once
// under the lease it was written with, so that the server holds it for the proctor.

import { nextBatch, onWire } from './entries.js';
import { Unreachable } from './transport.js';

/** Returns how many the server says it holds; what could not be delivered stays on the disk for another time. */
export async function deliverStrays({ transport, store }, entries) {
  const unsent = entries.filter((entry) => !entry.acked);
  let held = 0;
  await store.dropEntries(entries.filter((entry) => entry.acked));
  while (unsent.length) {
    const other = unsent.findIndex((entry) => entry.lease !== unsent[0].lease);
    const chunk = nextBatch(unsent.slice(0, other < 0 ? undefined : other).map((entry) => ({ ...entry, kept: true })));
    unsent.splice(0, chunk.length);
    const reply = await post(transport, chunk);
    if (reply?.status !== 409) return held;
    await store.dropEntries(chunk);
    held += reply.body.held ?? 0;
  }
  return held;
}

async function post(transport, chunk) {
  try {
    return await transport.post('journal', { lease: chunk[0].lease, entries: chunk.map(onWire), queued: 0, seen: 0 });
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return null;
  }
}
