import Dexie from 'dexie';
import { afterEach, expect, test } from 'vitest';
import { createWorkEffects } from '../../../src/app/machines';
import {
  changeWork,
  clearJournal,
  createWork,
  createWorkStore,
  type LogAddition,
  type Moment,
  readJournal,
  StorageFailure,
  type WorkStore,
} from '../../../src/app/storage';
import { filesOf } from '../../../src/app/storage/work-moments';
import { openWork } from '../../../src/app/storage/work-opening';
import { checkLog } from '../../../src/submission';

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
const engine = { version: '1.0.0', hash: 'e'.repeat(64) };
const challenge = 'c'.repeat(64);

/** Moments that begin a log and lead to the work. */
const start: readonly Moment[] = [
  { at: 1, elapsed: 0, event: { kind: 'started', engine, invite: null, files: filesOf(work) } },
];
const fresh: LogAddition = { challenge, base: null, moments: start };

function typed(from: number, inserted: string, elapsed = 100): Moment {
  const splices = [{ after: 0, from, removed: 0, inserted }];
  return { at: 2, elapsed, event: { kind: 'edit', file: 'protocol.ts', origin: 'typed', splices } };
}

function effectsOf(store: WorkStore, now = 0, hash = challenge) {
  return createWorkEffects({
    store,
    starter: async () => '',
    now: () => now,
    clock: () => now,
    engine,
    challengeHash: () => hash,
    flush: async () => {},
  });
}

/** The stored log, which must fit together, and the files it leads to. */
async function replayed(store: WorkStore, slug = 'paxos') {
  const entries = await store.log(slug);
  const checked = checkLog(entries, challenge);
  if (checked.kind === 'err') throw new Error(checked.error.sentence);
  return { entries, files: checked.value.files };
}

test('work is found again by another page', async () => {
  const { store, name } = open();
  expect(await store.load('paxos')).toEqual({ kind: 'nothing', log: null });
  const base = await store.save(work, fresh);
  await store.save(changeWork(work, { notes: 'later' }, 11), { challenge, base, moments: [] });
  await store.close();
  const again = open(name).store;
  expect(await again.load('paxos')).toMatchObject({ kind: 'found', work: { ...work, notes: 'later', updatedAt: 11 } });
  expect(await again.list()).toHaveLength(1);
});

test('work on one challenge does not touch another', async () => {
  const { store } = open();
  await store.save(work, fresh);
  await store.save(createWork('raft', 'other', 12), fresh);
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
  expect(await store.load('paxos')).toEqual({ kind: 'nothing', log: null });
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
  const failure = await store.save(work, fresh).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StorageFailure);
  expect((failure as StorageFailure).kind).toBe('unavailable');
});

test('the last unsaved change is recovered from the journal with its log, whatever the clock says', async () => {
  const { store } = open();
  const effects = effectsOf(store);
  const base = await effects.save(work, null, start);
  const unsaved = [typed(17, ' // one'), typed(24, ' two', 900)];
  const later = { ...work, source: 'export default 1; // one two', updatedAt: 3 };
  effects.keep(later, base, unsaved);
  const { found, notice } = await effectsOf(store).load('paxos');
  expect({ found, notice }).toMatchObject({
    found: { work: { source: later.source }, unsaved },
    notice: { kind: 'recovered' },
  });
  await effects.save(later, base, unsaved);
  expect(await readJournal('paxos')).toBeNull();
  expect((await replayed(store)).files['protocol.ts']).toBe(later.source);
});

test('a journal whose first records were saved after all gives the others only', async () => {
  const { store } = open();
  const effects = effectsOf(store);
  const base = await effects.save(work, null, start);
  const unsaved = [typed(17, ' // one'), typed(24, ' two', 900)];
  const later = { ...work, source: 'export default 1; // one two', updatedAt: 30 };
  await store.save({ ...later, source: 'export default 1; // one' }, { challenge, base, moments: unsaved.slice(0, 1) });
  effects.keep(later, base, unsaved);
  expect((await effectsOf(store).load('paxos')).found.unsaved).toEqual(unsaved.slice(1));
  await store.save(later, { challenge, base, moments: unsaved });
  effects.keep(later, base, unsaved);
  expect(await effectsOf(store).load('paxos')).toMatchObject({ found: { unsaved: [] }, notice: null });
  expect((await replayed(store)).entries).toHaveLength(3);
});

test('a journal from before the challenge changed is an edit after the page was opened', async () => {
  const { store } = open();
  const effects = effectsOf(store);
  const base = await effects.save(work, null, start);
  effects.keep({ ...work, source: 'export default 1; // one', updatedAt: 3 }, base, [typed(17, ' // one')]);
  const changed = 'd'.repeat(64);
  const later = effectsOf(store, 4, changed);
  const { found } = await later.load('paxos');
  const opening = { challenge: 'paxos', engine, starter: '', invite: null, now: 4 };
  const opened = openWork(found, opening);
  expect(opened.work.source).toBe('export default 1; // one');
  await later.save(opened.work, opened.place.head, opened.place.moments);
  const entries = await store.log('paxos');
  expect(checkLog(entries, changed, filesOf(opened.work)).kind).toBe('ok');
  expect(entries.map(({ event }) => event.kind)).toEqual(['started', 'opened', 'edit']);
  expect(entries.at(-1)).toMatchObject({ event: { origin: 'brought-back' } });
});

test('of a journal and stored work that do not belong together, the newer is taken and the other kept', async () => {
  const { store } = open();
  await store.save(work, fresh);
  const foreign = { n: 7, hash: 'f'.repeat(64) };
  effectsOf(store).keep({ ...work, source: 'newer', updatedAt: 20 }, foreign, [typed(0, 'newer')]);
  const loaded = await effectsOf(store).load('paxos');
  expect(loaded).toMatchObject({ found: { work: { source: 'newer' }, unsaved: [], overwritten: work } });
  expect(await store.loadReplaced('paxos')).toEqual(work);
  effectsOf(store).keep({ ...work, source: 'older', updatedAt: 5 }, foreign, [typed(0, 'older')]);
  expect(await effectsOf(store).load('paxos')).toMatchObject({ found: { work }, notice: { kind: 'overtaken' } });
  expect(await store.loadReplaced('paxos')).toMatchObject({ source: 'older' });
  expect(await readJournal('paxos')).toBeNull();
});

test('a save that ends after something newer was written to the journal leaves it there', async () => {
  const { store } = open();
  const effects = effectsOf(store);
  const base = await effects.save(work, null, start);
  const moments = [typed(17, ' // one')];
  const saving = effects.save({ ...work, source: 'export default 1; // one' }, base, moments);
  const later = { ...work, source: 'export default 1; // one two' };
  effects.keep(later, base, [...moments, typed(24, ' two', 900)]);
  await saving;
  const { found } = await effectsOf(store).load('paxos');
  expect(found).toMatchObject({ work: { source: later.source }, unsaved: [typed(24, ' two', 900)] });
});

test('the journal of a page that kept no log is read', async () => {
  const { store } = open();
  const { invite: _, ...old } = { ...work, source: 'from before' };
  localStorage.setItem('interleave.journal.paxos', JSON.stringify(old));
  const { found } = await effectsOf(store).load('paxos');
  expect(found).toMatchObject({ work: { source: 'from before', invite: null }, log: { kind: 'none' } });
});

test('the work and its log are saved together or not at all, and a save that is repeated adds nothing', async () => {
  const { store, name } = open();
  const base = await store.save(work, fresh);
  const addition = { challenge, base, moments: [typed(17, ' //')] };
  const next = { ...work, source: 'export default 1; //' };
  const head = await store.save(next, addition);
  expect(await store.save(next, addition)).toEqual(head);
  expect(await store.load('paxos')).toMatchObject({ work: next, log: { head, fits: true } });
  const { entries, files } = await replayed(store);
  expect([entries.length, files['protocol.ts']]).toEqual([2, next.source]);

  // A record of the next number is in the way, so the whole save fails.
  const raw = await new Dexie(name).open();
  await raw.table('log').add({ slug: 'paxos', n: 2, record: null });
  const failed = { challenge, base: head, moments: [typed(0, 'lost ')] };
  await expect(store.save({ ...work, source: 'lost' }, failed)).rejects.toBeInstanceOf(StorageFailure);
  await raw.table('log').delete(['paxos', 2]);
  raw.close();
  expect(await store.load('paxos')).toMatchObject({ work: next, log: { head, fits: true } });
});

test('a tab that has not seen what another has saved does not fork the log', async () => {
  const { store } = open();
  const base = await store.save(work, fresh);
  await store.save({ ...work, source: 'a' }, { challenge, base, moments: [typed(17, 'a')] });
  const late = store.save({ ...work, source: 'b' }, { challenge, base, moments: [typed(17, 'b')] });
  await expect(late).rejects.toMatchObject({ kind: 'overtaken' });
  expect((await replayed(store)).entries).toHaveLength(2);
});

test('a database of the first version is opened, and its work has no log', async () => {
  const { name } = open();
  const old = new Dexie(name);
  old.version(1).stores({ work: 'challenge', replaced: 'challenge', setAside: '++' });
  await old.open();
  const { invite: _, ...stored } = work;
  await old.table('work').put(stored);
  old.close();
  const { store } = open(name);
  const { found } = await effectsOf(store).load('paxos');
  expect(found).toMatchObject({ work: { source: work.source, invite: null }, log: { kind: 'none' } });
});

test('stored work that its log does not lead to is found out', async () => {
  const { store, name } = open();
  const head = await store.save(work, fresh);
  const raw = await new Dexie(name).open();
  await raw.table('work').put({ ...work, source: 'changed behind the back' });
  raw.close();
  const { found } = await effectsOf(store).load('paxos');
  expect(found.log).toMatchObject({ kind: 'strays', head });
});

test('a full disk is said as such', async () => {
  const { store } = open();
  const base = await store.save(work, fresh);
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('no space', 'QuotaExceededError');
  };
  const failure = await store
    .save({ ...work, source: 'b' }, { challenge, base, moments: [] })
    .catch((error: unknown) => error);
  IDBObjectStore.prototype.put = put;
  expect(failure).toMatchObject({ kind: 'full' });
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
  await store.save({ ...work, source: 'precious' }, fresh);
  let isBroken = true;
  const unreliable: WorkStore = {
    ...store,
    load: (challenge) =>
      isBroken ? Promise.reject(new StorageFailure('unavailable', 'not now')) : store.load(challenge),
  };
  const effects = effectsOf(unreliable);
  expect(await effects.load('paxos')).toMatchObject({ found: { work: null }, failure: 'unavailable' });
  isBroken = false;
  await effects.save({ ...work, source: 'from the starter' }, null, start);
  expect(await store.loadReplaced('paxos')).toMatchObject({ source: 'precious' });
  const { entries } = await replayed(store);
  expect(entries.map((entry) => ('event' in entry ? entry.event.kind : ''))).toEqual(['started', 'opened', 'gap']);
});

test('work that the browser has removed is missed, once', async () => {
  const { store } = open();
  const effects = effectsOf(store, 77);
  expect(await effects.load('paxos')).toMatchObject({ found: { work: null }, notice: null });
  await effects.save(work, null, start);
  const emptied = open().store;
  const later = effectsOf(emptied, 78);
  expect(await later.load('paxos')).toMatchObject({ found: { work: null }, notice: { kind: 'evicted', savedAt: 77 } });
  expect(await later.load('paxos')).toMatchObject({ notice: null });
});
