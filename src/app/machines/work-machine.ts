/**
 * The work on one challenge, from loading to the last save. Nothing typed is lost: a change is saved within
 * `saveDelayMs`, a failed save is retried and said, a second tab reads only, and what an import or a reset replaces can
 * be brought back. The machine knows neither database nor tabs: both are given to it.
 */
import { assign, fromCallback, fromPromise, setup } from 'xstate';
import { changeWork, createWork, type Work, type WorkPatch } from '../storage/work';

export type WorkRole = 'writer' | 'reader';

/** Something about the stored work that the person should know. */
export type WorkNotice =
  | { readonly kind: 'damaged'; readonly faults: readonly string[]; readonly record: unknown }
  | { readonly kind: 'recovered' }
  /** Work was saved here, and the browser has removed it since. */
  | { readonly kind: 'evicted'; readonly savedAt: number };

export type SaveFailure = 'full' | 'unavailable';

export interface LoadedWork {
  /** Null if there is none yet. */
  readonly work: Work | null;
  readonly replaced: Work | null;
  readonly notice: WorkNotice | null;
  /** Set if the storage cannot be read at all. */
  readonly failure: SaveFailure | null;
}

export interface WorkEffects {
  load(challenge: string): Promise<LoadedWork>;
  starter(challenge: string): Promise<string>;
  /** Rejects with an object whose `kind` is a `SaveFailure`. */
  save(work: Work): Promise<void>;
  saveReplaced(work: Work | null, challenge: string): Promise<void>;
  now(): number;
  /** Reports the role of this tab until the returned function is called. */
  claim(challenge: string, send: (event: WorkEvent) => void): () => void;
  takeOver(): void;
}

export interface WorkInput {
  readonly challenge: string;
  readonly effects: WorkEffects;
}

export interface WorkContext extends WorkInput {
  readonly work: Work | null;
  /** Source as the challenge gives it. */
  readonly starter: string;
  readonly role: WorkRole;
  readonly notice: WorkNotice | null;
  readonly failure: SaveFailure | null;
  /** What the last import or reset replaced. */
  readonly replaced: { readonly work: Work; readonly by: 'import' | 'reset' | 'earlier' } | null;
  /** Counts changes; a save is complete when the change it saved is still the last. */
  readonly revision: number;
  readonly savedRevision: number;
}

export type WorkEvent =
  | { readonly type: 'change'; readonly patch: WorkPatch }
  | { readonly type: 'flush' }
  | { readonly type: 'replace'; readonly work: Work; readonly by: 'import' | 'reset' }
  | { readonly type: 'undo' }
  | { readonly type: 'role'; readonly role: WorkRole }
  | { readonly type: 'saved-elsewhere' }
  | { readonly type: 'take-over' }
  | { readonly type: 'dismiss-notice' };

/** Longest time between a change and its save. */
export const saveDelayMs = 300;

/** How often a failed save is tried again. */
export const retryDelayMs = 10_000;

interface LoadAnswer {
  readonly loaded: LoadedWork;
  readonly starter: string;
}

export const workMachine = setup({
  types: { context: {} as WorkContext, events: {} as WorkEvent, input: {} as WorkInput },
  actors: {
    load: fromPromise<LoadAnswer, WorkInput>(async ({ input }) => {
      const [loaded, starter] = await Promise.all([
        input.effects.load(input.challenge),
        input.effects.starter(input.challenge),
      ]);
      return { loaded, starter };
    }),
    save: fromPromise<number, { readonly effects: WorkEffects; readonly work: Work; readonly revision: number }>(
      async ({ input }) => {
        await input.effects.save(input.work);
        return input.revision;
      },
    ),
    claim: fromCallback<WorkEvent, WorkInput>(({ input, sendBack }) => input.effects.claim(input.challenge, sendBack)),
  },
  delays: { saveDelay: saveDelayMs, retryDelay: retryDelayMs },
  guards: {
    isWriter: ({ context }) => context.role === 'writer',
    isReader: ({ context }) => context.role === 'reader',
    isUnsaved: ({ context }) => context.revision > context.savedRevision,
    canUndo: ({ context }) => context.role === 'writer' && context.replaced !== null,
  },
  actions: {
    noteRole: assign(({ event }) => (event.type === 'role' ? { role: event.role } : {})),
    change: assign(({ context, event }) =>
      event.type === 'change' && context.work
        ? { work: changeWork(context.work, event.patch, context.effects.now()), revision: context.revision + 1 }
        : {},
    ),
    replace: assign(({ context, event }) => {
      if (event.type !== 'replace' || !context.work) return {};
      void context.effects.saveReplaced(context.work, context.challenge).catch(ignoreFailure);
      return {
        replaced: { work: context.work, by: event.by },
        work: { ...event.work, updatedAt: context.effects.now() },
        revision: context.revision + 1,
      };
    }),
    undo: assign(({ context }) => {
      if (!context.replaced) return {};
      void context.effects.saveReplaced(null, context.challenge).catch(ignoreFailure);
      return {
        replaced: null,
        work: { ...context.replaced.work, updatedAt: context.effects.now() },
        revision: context.revision + 1,
      };
    }),
    takeOver: ({ context }) => context.effects.takeOver(),
    dismissNotice: assign({ notice: null }),
  },
}).createMachine({
  id: 'work',
  context: ({ input }) => ({
    ...input,
    work: null,
    starter: '',
    role: 'reader',
    notice: null,
    failure: null,
    replaced: null,
    revision: 0,
    savedRevision: 0,
  }),
  invoke: { src: 'claim', input: ({ context }) => ({ challenge: context.challenge, effects: context.effects }) },
  on: { 'dismiss-notice': { actions: 'dismissNotice' } },
  initial: 'claiming',
  states: {
    /** Until it is known whether another tab writes. */
    claiming: { on: { role: { target: 'loading', actions: 'noteRole' } } },
    loading: {
      on: { role: { actions: 'noteRole' } },
      invoke: {
        src: 'load',
        input: ({ context }) => ({ challenge: context.challenge, effects: context.effects }),
        onDone: {
          target: 'ready',
          actions: assign(({ context, event }) => {
            const { loaded, starter } = event.output;
            return {
              starter,
              work: loaded.work ?? createWork(context.challenge, starter, context.effects.now()),
              notice: loaded.notice ?? context.notice,
              failure: loaded.failure,
              replaced: loaded.replaced ? { work: loaded.replaced, by: 'earlier' as const } : null,
              revision: context.revision + (loaded.notice?.kind === 'recovered' ? 1 : 0),
            };
          }),
        },
        onError: 'broken',
      },
    },
    /** The challenge's own files could not be read: the page is incomplete or offline. */
    broken: {},
    ready: {
      on: {
        role: [
          // What another tab wrote meanwhile is read before this one writes.
          {
            guard: ({ context, event }) => event.role === 'writer' && context.role === 'reader',
            target: 'loading',
            actions: 'noteRole',
          },
          { actions: 'noteRole' },
        ],
        'saved-elsewhere': { guard: 'isReader', target: 'loading' },
        'take-over': { guard: 'isReader', actions: 'takeOver' },
        change: { guard: 'isWriter', target: '.dirty', actions: 'change' },
        replace: { guard: 'isWriter', target: '.saving', actions: 'replace' },
        undo: { guard: 'canUndo', target: '.saving', actions: 'undo' },
      },
      initial: 'deciding',
      states: {
        deciding: { always: [{ guard: 'isUnsaved', target: 'dirty' }, { target: 'saved' }] },
        saved: {},
        dirty: {
          // A tab that has lost the claim must not write over what the new writer saves.
          after: { saveDelay: { guard: 'isWriter', target: 'saving' } },
          on: {
            flush: 'saving',
            change: { guard: 'isWriter', actions: 'change' },
          },
        },
        saving: {
          on: {
            change: { guard: 'isWriter', actions: 'change' },
            replace: { guard: 'isWriter', target: 'saving', reenter: true, actions: 'replace' },
            undo: { guard: 'canUndo', target: 'saving', reenter: true, actions: 'undo' },
          },
          invoke: {
            src: 'save',
            input: ({ context }) => ({
              effects: context.effects,
              work: context.work as Work,
              revision: context.revision,
            }),
            onDone: {
              target: 'deciding',
              actions: assign(({ event }) => ({ savedRevision: event.output, failure: null })),
            },
            onError: {
              target: 'failed',
              actions: assign(({ event }) => ({ failure: saveFailureOf(event.error) })),
            },
          },
        },
        /** The work lives in memory only, and the screen says so. */
        failed: {
          after: { retryDelay: { guard: 'isWriter', target: 'saving' } },
          on: {
            flush: 'saving',
            change: { guard: 'isWriter', actions: 'change' },
          },
        },
      },
    },
  },
});

function saveFailureOf(error: unknown): SaveFailure {
  return typeof error === 'object' && error !== null && 'kind' in error && error.kind === 'full'
    ? 'full'
    : 'unavailable';
}

/** What was replaced is still in memory; the failure of the save that follows is shown. */
function ignoreFailure(): void {}
