/** Drafts and packs in IndexedDB. Loaded by `draft-store.ts` when it is first needed. */
import Dexie, { type Table } from 'dexie';
import type { DraftHead, DraftStore, FileContent, KeptPack } from './draft-storage';
import { attempt } from './storage-failure';

/** A file of a draft, known by the draft and its path. */
interface FileRow {
  readonly draft: string;
  readonly path: string;
  readonly content: FileContent;
}

class DraftDatabase extends Dexie {
  declare readonly drafts: Table<DraftHead, string>;
  declare readonly files: Table<FileRow, [string, string]>;
  declare readonly packs: Table<KeptPack, string>;

  constructor(name: string) {
    super(name);
    this.version(1).stores({
      drafts: 'id, updatedAt',
      files: '[draft+path], draft',
      packs: 'hash, openedAt',
    });
  }
}

/** Opens the database at its first use. */
export function openDraftDatabase(name: string): DraftStore {
  const database = new DraftDatabase(name);
  const { drafts, files, packs } = database;
  return {
    list: () => attempt(async () => (await drafts.orderBy('updatedAt').reverse().toArray()).filter(isHead)),
    load: (id) =>
      attempt(() =>
        database.transaction('r', drafts, files, async () => {
          const head = await drafts.get(id);
          if (head === undefined || !isHead(head)) return null;
          const rows = await files.where('draft').equals(id).toArray();
          return { ...head, files: new Map(rows.filter(isFile).map(({ path, content }) => [path, content])) };
        }),
      ),
    save: (head, changes) =>
      attempt(() =>
        database.transaction('rw', drafts, files, async () => {
          await drafts.put(head);
          const written: FileRow[] = [];
          for (const [path, content] of changes) if (content !== null) written.push({ draft: head.id, path, content });
          const removed = changes.filter(([, content]) => content === null);
          await files.bulkDelete(removed.map(([path]): [string, string] => [head.id, path]));
          await files.bulkPut(written);
        }),
      ),
    remove: (id) =>
      attempt(() =>
        database.transaction('rw', drafts, files, async () => {
          await drafts.delete(id);
          await files.where('draft').equals(id).delete();
        }),
      ),
    packs: () => attempt(async () => (await packs.orderBy('openedAt').reverse().toArray()).filter(isPack)),
    pack: (hashStart) =>
      attempt(async () => {
        const found = await packs.where('hash').startsWith(hashStart).toArray();
        return found.find(isPack) ?? null;
      }),
    keepPack: (pack) => attempt(async () => void (await packs.put(pack))),
    removePack: (hash) => attempt(() => packs.delete(hash)),
    close: async () => database.close(),
  };
}

/** Whether records are what this page stores; others are passed over. */
function isHead(head: DraftHead): boolean {
  return typeof head.id === 'string' && typeof head.title === 'string' && Number.isFinite(head.updatedAt);
}

function isFile({ path, content }: FileRow): boolean {
  return typeof path === 'string' && (typeof content === 'string' || content instanceof Uint8Array);
}

function isPack(pack: KeptPack): boolean {
  return typeof pack.hash === 'string' && typeof pack.slug === 'string' && pack.bytes instanceof Uint8Array;
}
