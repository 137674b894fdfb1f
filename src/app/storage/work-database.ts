/** Work and its log in IndexedDB. Loaded by `work-store.ts` when it is first needed. */
import Dexie, { type Table } from 'dexie';
import type { LogRecord } from '../../model';
import { appendRecord, hashOf } from '../../submission';
import { attempt } from './storage-failure';
import type { Work } from './work';
import { filesOf } from './work-moments';
import type { LogHead } from './work-opening';
import { parseWork } from './work-schema';
import { type LogAddition, StorageFailure, type StoredLog, type WorkStore } from './work-storage';

/** A record of the log of the work on a challenge, known by its slug and the record's number. */
interface LogRow {
  readonly slug: string;
  readonly n: number;
  readonly record: LogRecord;
}

/** Where a log ends, so that it can be appended to without being read. */
interface HeadRow {
  readonly slug: string;
  readonly n: number;
  readonly hash: string;
  /** Hash of the files that were saved with the last record. */
  readonly files: string;
}

class WorkDatabase extends Dexie {
  declare readonly work: Table<unknown, string>;
  declare readonly replaced: Table<unknown, string>;
  declare readonly setAside: Table<unknown, number>;
  declare readonly log: Table<LogRow, [string, number]>;
  declare readonly heads: Table<HeadRow, string>;

  constructor(name: string) {
    super(name);
    this.version(1).stores({ work: 'challenge', replaced: 'challenge', setAside: '++' });
    this.version(2).stores({ log: '[slug+n]', heads: 'slug' });
  }
}

/** Opens the database at its first use. */
export function openWorkDatabase(name: string): WorkStore {
  const database = new WorkDatabase(name);

  return {
    load: (challenge) =>
      attempt(async () => {
        const [record, head] = await database.transaction('r', database.work, database.heads, () =>
          Promise.all([database.work.get(challenge), database.heads.get(challenge)]),
        );
        if (record === undefined) return { kind: 'nothing', log: storedLog(head, null) };
        const parsed = parseWork(record);
        if (parsed.kind === 'ok') return { kind: 'found', work: parsed.value, log: storedLog(head, parsed.value) };
        await database.transaction('rw', database.work, database.setAside, async () => {
          await database.setAside.add(record);
          await database.work.delete(challenge);
        });
        return { kind: 'damaged', faults: parsed.error, record, log: storedLog(head, null) };
      }),
    save: (work, addition) =>
      attempt(async () => {
        const records = recordsOf(addition);
        const files = hashOf(filesOf(work));
        const slug = work.challenge;
        return database.transaction('rw', database.work, database.log, database.heads, async () => {
          const stored = await database.heads.get(slug);
          const count = storedCount(stored, addition.base, records);
          if (count === null) throw new StorageFailure('overtaken', 'The stored log has other records.');
          const rows = records.slice(count).map(({ record }): LogRow => ({ slug, n: record.n, record }));
          const head = records.at(-1)?.head ?? addition.base;
          // A put would write over a record that is there; adding one fails, and with it the save.
          await database.log.bulkAdd(rows);
          await database.work.put(work);
          if (head) await database.heads.put({ slug, ...head, files });
          return head;
        });
      }),
    storedOf: (challenge, addition) =>
      attempt(async () => storedCount(await database.heads.get(challenge), addition.base, recordsOf(addition))),
    log: (challenge) =>
      attempt(async () => {
        const rows = await database.log
          .where('[slug+n]')
          .between([challenge, Dexie.minKey], [challenge, Dexie.maxKey])
          .toArray();
        const records = rows.map(({ record }) => record);
        const damaged = records.findIndex((record) => !isRecord(record));
        return damaged < 0 ? records : records.slice(0, damaged);
      }),
    loadReplaced: (challenge) =>
      attempt(async () => {
        const parsed = parseWork(await database.replaced.get(challenge));
        return parsed.kind === 'ok' ? parsed.value : null;
      }),
    saveReplaced: (work) => attempt(async () => void (await database.replaced.put(work))),
    forgetReplaced: (challenge) => attempt(() => database.replaced.delete(challenge)),
    list: () =>
      attempt(async () => {
        const records = await database.work.toArray();
        return records.flatMap((record) => {
          const parsed = parseWork(record);
          return parsed.kind === 'ok' ? [parsed.value] : [];
        });
      }),
    close: async () => database.close(),
  };
}

interface PlacedRecord {
  readonly record: LogRecord;
  readonly head: LogHead;
}

/** The moments of an addition as records. */
function recordsOf({ challenge, base, moments }: LogAddition): readonly PlacedRecord[] {
  let head = base;
  return moments.map(({ at, elapsed, event }) => {
    const placed = appendRecord(head, challenge, event, at, elapsed);
    head = placed.head;
    return placed;
  });
}

/** How many of the records that follow the base are stored already; null if something else is. */
function storedCount(
  stored: HeadRow | undefined,
  base: LogHead | null,
  records: readonly PlacedRecord[],
): number | null {
  if (stored?.hash === base?.hash) return 0;
  const last = records.findIndex(({ head }) => head.hash === stored?.hash);
  return last < 0 ? null : last + 1;
}

/** Only this page writes records, so this asks no more than what reading them takes. */
function isRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('event' in value)) return false;
  const { event } = value;
  return typeof event === 'object' && event !== null && 'kind' in event;
}

function storedLog(row: HeadRow | undefined, work: Work | null): StoredLog | null {
  if (!row) return null;
  return { head: { n: row.n, hash: row.hash }, fits: work !== null && hashOf(filesOf(work)) === row.files };
}
