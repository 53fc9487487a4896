// What this browser keeps on the disk: its random id, the paper, and every entry of the sitting.

import { openDB } from '../vendor/idb.js';

const NAME = 'kaochang';
const STORES = { kept: undefined, papers: undefined, entries: ['sitting', 'seq'] };

/** 128 random bits; crypto.randomUUID doesn't exist on plain HTTP, getRandomValues does. */
export function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Opens the store; where the disk refuses, everything lives in memory and `durable` is false. */
export async function openStore() {
  try {
    const database = await openDB(NAME, 1, {
      upgrade: (db) => Object.entries(STORES).forEach(([name, keyPath]) => db.createObjectStore(name, keyPath && { keyPath })),
      blocking: (_current, _blocked, event) => event.target.close(),
    });
    const store = new Store(new Disk(database), true);
    await store.browser();
    return store;
  } catch (error) {
    console.warn('kaochang: no storage', error);
    return new Store(new Memory(), false);
  }
}

class Disk {
  constructor(database) { this.database = database; }
  get(name, key) { return this.database.get(name, key); }
  put(name, value, key) { return this.database.put(name, value, key); }

  /** On the platter before it resolves: an answer given offline survives the plug being pulled. */
  async putDurably(name, value) {
    const transaction = this.database.transaction(name, 'readwrite', { durability: 'strict' });
    await Promise.all([transaction.store.put(value), transaction.done]);
  }

  delete(name, key) { return this.database.delete(name, key); }
  entries(sitting) { return this.database.getAll('entries', IDBKeyRange.bound([sitting], [sitting, []])); }
}

class Memory {
  constructor() { this.maps = Object.fromEntries(Object.keys(STORES).map((name) => [name, new Map()])); }
  async get(name, key) { return this.maps[name].get(key); }
  putDurably(name, value) { return this.put(name, value); }
  async put(name, value, key) { this.maps[name].set(key ?? `${value.sitting} ${value.seq}`, value); }
  async delete(name, key) { this.maps[name].delete(Array.isArray(key) ? key.join(' ') : key); }
  async entries(sitting) { return [...this.maps.entries.values()].filter((entry) => entry.sitting === sitting); }
}

class Store {
  constructor(shelf, durable) {
    this.shelf = shelf;
    this.durable = durable;
  }

  /** The id that lets this browser reopen a sitting without a code. */
  async browser() {
    const known = await this.shelf.get('kept', 'browser');
    if (known) return known;
    const fresh = randomId();
    await this.shelf.put('kept', fresh, 'browser');
    return fresh;
  }

  /** `{digest, paper}` of a sitting, or undefined. */
  paper(sitting) { return this.shelf.get('papers', sitting); }

  keepPaper(sitting, digest, paper) { return this.shelf.put('papers', { digest, paper }, sitting); }

  /** Every entry ever written here for the sitting, in order of seq. */
  async entries(sitting) {
    return (await this.shelf.entries(sitting)).sort((one, other) => one.seq - other.seq);
  }

  /** Keeps an entry; when the disk fails on the way (full, removed) the page goes on in memory and says so. */
  async keepEntry(entry) {
    try {
      await this.shelf.putDurably('entries', entry);
    } catch (error) {
      console.warn('kaochang: storage failed', error);
      this.durable = false;
    }
  }

  dropEntries(entries) {
    return Promise.all(entries.map(({ sitting, seq }) => this.shelf.delete('entries', [sitting, seq])));
  }

  /** The id of the last notice read, 0 before the first. */
  async seen(sitting) {
    return await this.shelf.get('kept', `seen ${sitting}`) ?? 0;
  }

  keepSeen(sitting, notice) { return this.shelf.put('kept', notice, `seen ${sitting}`).catch(() => { this.durable = false; }); }

  /** Where on the page the contestant was, whatever a round takes that to be; undefined on a new PC. */
  place(sitting) { return this.shelf.get('kept', `place ${sitting}`); }

  keepPlace(sitting, place) { return this.shelf.put('kept', place, `place ${sitting}`).catch(() => { this.durable = false; }); }

  /** Nothing of a finished sitting stays on a shared PC. */
  async forget(sitting) {
    await this.dropEntries(await this.entries(sitting));
    await this.shelf.delete('papers', sitting);
    await this.shelf.delete('kept', `seen ${sitting}`);
    await this.shelf.delete('kept', `place ${sitting}`);
  }
}
