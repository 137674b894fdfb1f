import Dexie from 'dexie';
import { afterEach, expect, test } from 'vitest';
import { createWorkEffects } from '../../../src/app/machines';
import {
  changeWork,
  clearJournal,
  createWork,
  createWorkStore,
  readJournal,
  StorageFailure,
  type WorkStore,
  writeJournal,
} from '../../../src/app/storage';

let count = 0;
const opened: WorkStore[] = [];

/** A store of its own for each test, in the browser's real IndexedDB. */
function open(name = `interleave-test-${Date.now()}-${count++}`): { store: WorkStore; name: string } {
  const store = createWorkStore(name);
  opened.push(store);
  return { store, name };
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
  localStorage.clear();
});

const work = createWork('paxos', 'export default 1;', 10);

test('work is found again by another page', async () => {
  const { store, name } = open();
  expect(await store.load('paxos')).toEqual({ kind: 'nothing' });
  await store.save(work);
  await store.save(changeWork(work, { notes: 'later' }, 11));
  await store.close();
  const again = open(name).store;
  expect(await again.load('paxos')).toEqual({ kind: 'found', work: { ...work, notes: 'later', updatedAt: 11 } });
  expect(await again.list()).toHaveLength(1);
});

test('work on one challenge does not touch another', async () => {
  const { store } = open();
  await store.save(work);
  await store.save(createWork('raft', 'other', 12));
  expect(await store.load('paxos')).toMatchObject({ work: { source: 'export default 1;' } });
  expect((await store.list()).map(({ challenge }) => challenge).sort()).toEqual(['paxos', 'raft']);
});

test('replaced work is kept until it is forgotten', async () => {
  const { store } = open();
  await store.saveReplaced(work);
  expect(await store.loadReplaced('paxos')).toEqual(work);
  await store.forgetReplaced('paxos');
  expect(await store.loadReplaced('paxos')).toBeNull();
});

test('a damaged record is set aside and handed over, not deleted unseen', async () => {
  const { store, name } = open();
  await store.list();
  const raw = await new Dexie(name).open();
  await raw.table('work').put({ challenge: 'paxos', source: 5, extra: true });
  const loaded = await store.load('paxos');
  expect(loaded).toMatchObject({ kind: 'damaged', record: { source: 5 } });
  expect(await store.load('paxos')).toEqual({ kind: 'nothing' });
  expect(await raw.table('setAside').toArray()).toHaveLength(1);
  expect(await store.list()).toEqual([]);
  raw.close();
});

test('a store that cannot be used says so in its own words', async () => {
  const { store, name } = open();
  // Something else has made a database of this name, whose records have another key.
  await new Promise<void>((resolve) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('work', { keyPath: 'other' });
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
  const failure = await store.save(work).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StorageFailure);
  expect((failure as StorageFailure).kind).toBe('unavailable');
});

test('the last unsaved change is recovered from the journal, and an older journal is ignored', async () => {
  const { store } = open();
  const effects = createWorkEffects({ store, starter: async () => '', now: () => 0, flush: async () => {} });
  await store.save(work);
  writeJournal({ ...work, source: 'newer', updatedAt: 20 });
  expect(await effects.load('paxos')).toMatchObject({ work: { source: 'newer' }, notice: { kind: 'recovered' } });
  await effects.save({ ...work, source: 'newer', updatedAt: 20 });
  expect(await readJournal('paxos')).toBeNull();
  writeJournal({ ...work, source: 'older', updatedAt: 5 });
  expect(await effects.load('paxos')).toMatchObject({ work: { source: 'newer' }, notice: null });
  expect(await readJournal('paxos')).toBeNull();
});

test('a journal that is not work is ignored', async () => {
  localStorage.setItem('interleave.journal.paxos', '{"source":1}');
  expect(await readJournal('paxos')).toBeNull();
  localStorage.setItem('interleave.journal.paxos', 'not JSON');
  expect(await readJournal('paxos')).toBeNull();
  clearJournal('paxos');
});

test('work that could not be read at the start is kept when it is written over later', async () => {
  const { store } = open();
  await store.save({ ...work, source: 'precious' });
  let isBroken = true;
  const unreliable: WorkStore = {
    ...store,
    load: (challenge) =>
      isBroken ? Promise.reject(new StorageFailure('unavailable', 'not now')) : store.load(challenge),
  };
  const effects = createWorkEffects({
    store: unreliable,
    starter: async () => '',
    now: () => 0,
    flush: async () => {},
  });
  expect(await effects.load('paxos')).toMatchObject({ work: null, failure: 'unavailable' });
  isBroken = false;
  await effects.save({ ...work, source: 'from the starter' });
  expect(await store.loadReplaced('paxos')).toMatchObject({ source: 'precious' });
});

test('work that the browser has removed is missed, once', async () => {
  const { store } = open();
  const effects = createWorkEffects({ store, starter: async () => '', now: () => 77, flush: async () => {} });
  expect(await effects.load('paxos')).toMatchObject({ work: null, notice: null });
  await effects.save(work);
  const emptied = open().store;
  const later = createWorkEffects({ store: emptied, starter: async () => '', now: () => 78, flush: async () => {} });
  expect(await later.load('paxos')).toMatchObject({ work: null, notice: { kind: 'evicted', savedAt: 77 } });
  expect(await later.load('paxos')).toMatchObject({ notice: null });
});
