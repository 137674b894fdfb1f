/** A draft from loading to the last save: what is saved when, and what is kept when it cannot be. */
import { describe, expect, test, vi } from 'vitest';
import { createActor, waitFor } from 'xstate';
import { type DraftEffects, draftMachine } from '../../../src/app/machines';
import type { DraftHead, FileChange, StoredDraft } from '../../../src/app/storage';
import { addFile, renameFile } from '../../../src/app/studio/draft-files';

interface World {
  readonly stored: Map<string, string | Uint8Array>;
  readonly saves: (readonly FileChange[])[];
  failure: string | null;
  setRole: (role: 'writer' | 'reader') => void;
  savedElsewhere: () => void;
}

function start(files: Record<string, string> | null) {
  const world: World = {
    stored: new Map(Object.entries(files ?? {})),
    saves: [],
    failure: null,
    setRole: () => undefined,
    savedElsewhere: () => undefined,
  };
  const head: DraftHead = { id: 'd', title: 't', createdAt: 1, updatedAt: 1 };
  const effects: DraftEffects = {
    load: async (): Promise<StoredDraft | null> => (files === null ? null : { ...head, files: new Map(world.stored) }),
    save: async (_head, changes) => {
      if (world.failure !== null) throw { kind: world.failure };
      world.saves.push(changes);
      for (const [path, content] of changes)
        if (content === null) world.stored.delete(path);
        else world.stored.set(path, content);
    },
    titleOf: () => 't',
    now: () => 2,
    claim: (_id, send) => {
      world.setRole = (role) => send({ type: 'role', role });
      world.savedElsewhere = () => send({ type: 'saved-elsewhere' });
      send({ type: 'role', role: 'writer' });
      return () => undefined;
    },
    takeOver: () => world.setRole('writer'),
  };
  const actor = createActor(draftMachine, { input: { id: 'd', effects } }).start();
  return { actor, world };
}

const isSaved = (state: { matches(value: object): boolean }): boolean => state.matches({ ready: 'saved' });

describe('a draft', () => {
  test('is saved some time after it was typed into, in one transaction with only what has changed', async () => {
    const { actor, world } = start({ 'a.ts': 'a', 'b.ts': 'b' });
    await waitFor(actor, isSaved);
    actor.send({ type: 'type', path: 'a.ts', text: 'a1' });
    actor.send({ type: 'type', path: 'a.ts', text: 'a2' });
    await waitFor(actor, isSaved);
    expect(world.saves).toEqual([[['a.ts', 'a2']]]);
    expect(actor.getSnapshot().context.unsaved.size).toBe(0);
  });

  test('what is typed while a save is under way is saved after it', async () => {
    const { actor, world } = start({ 'a.ts': 'a' });
    await waitFor(actor, isSaved);
    actor.send({ type: 'type', path: 'a.ts', text: 'a1' });
    actor.send({ type: 'flush' });
    expect(actor.getSnapshot().matches({ ready: 'saving' })).toBe(true);
    actor.send({ type: 'type', path: 'a.ts', text: 'a2' });
    await waitFor(actor, isSaved);
    expect(world.stored.get('a.ts')).toBe('a2');
  });

  test('undoes and redoes what was done to files, and an operation that is refused says why', async () => {
    const { actor, world } = start({ 'a.ts': 'a', 'b.ts': 'b' });
    await waitFor(actor, isSaved);
    const { files } = actor.getSnapshot().context;
    actor.send({ type: 'operate', operation: renameFile(files, 'a.ts', 'c.ts') });
    actor.send({ type: 'type', path: 'c.ts', text: 'typed' });
    actor.send({ type: 'undo' });
    expect(actor.getSnapshot().context.files.get('a.ts')).toBe('typed');
    actor.send({ type: 'redo' });
    expect(actor.getSnapshot().context.files.get('c.ts')).toBe('typed');
    actor.send({ type: 'operate', operation: addFile('B.ts', '') });
    expect(actor.getSnapshot().context.refusal).toContain('b.ts');
    expect(actor.getSnapshot().context.past).toHaveLength(1);
    await waitFor(actor, isSaved);
    expect([...world.stored]).toEqual([
      ['b.ts', 'b'],
      ['c.ts', 'typed'],
    ]);
  });

  test('stays in memory and says so where it cannot be saved, and is saved as soon as it can be', async () => {
    vi.useFakeTimers();
    try {
      const { actor, world } = start({ 'a.ts': 'a' });
      await vi.waitFor(() => expect(isSaved(actor.getSnapshot())).toBe(true));
      world.failure = 'full';
      actor.send({ type: 'type', path: 'a.ts', text: 'kept' });
      await vi.advanceTimersByTimeAsync(1_000);
      expect(actor.getSnapshot().context.failure).toBe('full');
      expect(actor.getSnapshot().context.files.get('a.ts')).toBe('kept');
      world.failure = null;
      await vi.advanceTimersByTimeAsync(11_000);
      expect(actor.getSnapshot().context.failure).toBeNull();
      expect(world.stored.get('a.ts')).toBe('kept');
    } finally {
      vi.useRealTimers();
    }
  });

  test('a second tab reads what the first saves, and writes nothing', async () => {
    const { actor, world } = start({ 'a.ts': 'a' });
    await waitFor(actor, isSaved);
    world.setRole('reader');
    actor.send({ type: 'type', path: 'a.ts', text: 'not mine' });
    expect(actor.getSnapshot().context.files.get('a.ts')).toBe('a');
    world.stored.set('a.ts', 'theirs');
    world.savedElsewhere();
    await waitFor(actor, ({ context }) => context.files.get('a.ts') === 'theirs');
    world.stored.set('a.ts', 'theirs, later');
    actor.send({ type: 'take-over' });
    await waitFor(actor, ({ context }) => context.files.get('a.ts') === 'theirs, later');
    expect(actor.getSnapshot().context.role).toBe('writer');
    expect(world.saves).toEqual([]);
  });

  test('one that this browser does not have is missing', async () => {
    const { actor } = start(null);
    await waitFor(actor, (state) => state.matches('missing'));
  });
});
