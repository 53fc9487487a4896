// Entries on their way: what of them is sent, and how many at a time.

const MOST = 50;
const MOST_CHARACTERS = 60000; // three bytes each at worst: under the server's 256 KiB

/** The first of the pending entries: consecutive, on the disk already, of bounded size. */
export function nextBatch(pending) {
  const entries = [];
  let size = 0;
  for (const entry of pending) {
    size += JSON.stringify(entry.body).length;
    if (!entry.kept || entries.length === MOST || (entries.length && size > MOST_CHARACTERS)) break;
    entries.push(entry);
  }
  return entries;
}

/** An entry as the protocol has it. */
export function onWire({ seq, kind, body, at }) {
  return { seq, kind, body, at };
}
