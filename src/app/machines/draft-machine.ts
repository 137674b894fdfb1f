/**
 * The draft of a challenge, from loading to the last save. Each change is saved within `draftSaveDelayMs`; a failed save is
 * tried again and said; a second tab reads only and can take over. What is done to files can be undone and done again, and
 * nothing typed is lost by it. The machine knows neither database nor tabs: both are given to it.
 */
import { assign, fromCallback, fromPromise, setup } from 'xstate';
import type { DraftHead, FileChange, StoredDraft } from '../storage/draft-storage';
import { type DraftFiles, type FileOperation, operate, sorted, withText } from '../studio/draft-files';

export type DraftRole = 'writer' | 'reader';

export interface DraftEffects {
  /** Null if this browser has no such draft. Rejects with an object whose `kind` is `unavailable`. */
  load(id: string): Promise<StoredDraft | null>;
  /** Rejects with an object whose `kind` is `full` or `unavailable`. */
  save(head: DraftHead, changes: readonly FileChange[]): Promise<void>;
  /** What a draft with these files is called. */
  titleOf(files: DraftFiles): string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Reports the role of this tab until the returned function is called. */
  claim(id: string, send: (event: DraftEvent) => void): () => void;
  takeOver(): void;
}

export interface DraftInput {
  readonly id: string;
  readonly effects: DraftEffects;
}

export interface DraftContext extends DraftInput {
  readonly head: DraftHead | null;
  readonly files: DraftFiles;
  readonly role: DraftRole;
  readonly failure: 'full' | 'unavailable' | null;
  /** Why the last operation was not carried out. */
  readonly refusal: string | null;
  /** What takes back the last operations, the latest last; and what does them again. */
  readonly past: readonly FileOperation[];
  readonly future: readonly FileOperation[];
  /** Paths that have changed since they were stored. */
  readonly unsaved: ReadonlySet<string>;
  /** The files as the save under way, or the last one, has them. */
  readonly saving: DraftFiles;
  /** Counts changes of files. */
  readonly revision: number;
}

export type DraftEvent =
  | { readonly type: 'type'; readonly path: string; readonly text: string }
  | { readonly type: 'operate'; readonly operation: FileOperation }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'flush' }
  | { readonly type: 'role'; readonly role: DraftRole }
  | { readonly type: 'saved-elsewhere' }
  | { readonly type: 'take-over' }
  | { readonly type: 'dismiss' };

/** Longest time between a change and its save. */
export const draftSaveDelayMs = 400;

/** How often a failed save is tried again. */
export const draftRetryDelayMs = 10_000;

/** So many operations can be undone. */
const undoMax = 200;

interface SaveInput {
  readonly effects: DraftEffects;
  readonly head: DraftHead;
  readonly changes: readonly FileChange[];
}

/** What a writer may do while a save is due, under way or has failed. */
const writing = {
  type: { guard: 'isWriter', actions: 'type' },
  operate: { guard: 'isWriter', actions: 'operate' },
  undo: { guard: 'isWriter', actions: 'undo' },
  redo: { guard: 'isWriter', actions: 'redo' },
} as const;

export const draftMachine = setup({
  types: { context: {} as DraftContext, events: {} as DraftEvent, input: {} as DraftInput },
  actors: {
    load: fromPromise<StoredDraft | null, DraftInput>(({ input }) => input.effects.load(input.id)),
    save: fromPromise<void, SaveInput>(({ input }) => input.effects.save(input.head, input.changes)),
    claim: fromCallback<DraftEvent, DraftInput>(({ input, sendBack }) => input.effects.claim(input.id, sendBack)),
  },
  delays: { saveDelay: draftSaveDelayMs, retryDelay: draftRetryDelayMs },
  guards: {
    isWriter: ({ context }) => context.role === 'writer',
    isReader: ({ context }) => context.role === 'reader',
    isUnsaved: ({ context }) => context.unsaved.size > 0,
  },
  actions: {
    noteRole: assign(({ event }) => (event.type === 'role' ? { role: event.role } : {})),
    type: assign(({ context, event }) => {
      if (event.type !== 'type' || context.files.get(event.path) === event.text) return {};
      return {
        files: withText(context.files, event.path, event.text),
        unsaved: new Set([...context.unsaved, event.path]),
        revision: context.revision + 1,
      };
    }),
    operate: assign(({ context, event }) => {
      if (event.type !== 'operate') return {};
      const { inverse, ...changed } = carriedOut(context, event.operation);
      return inverse ? { ...changed, past: [...context.past, inverse].slice(-undoMax), future: [] } : changed;
    }),
    undo: assign(({ context }) => {
      const operation = context.past.at(-1);
      if (!operation) return {};
      const { inverse, ...changed } = carriedOut(context, operation);
      return inverse ? { ...changed, past: context.past.slice(0, -1), future: [...context.future, inverse] } : changed;
    }),
    redo: assign(({ context }) => {
      const operation = context.future.at(-1);
      if (!operation) return {};
      const { inverse, ...changed } = carriedOut(context, operation);
      return inverse ? { ...changed, past: [...context.past, inverse], future: context.future.slice(0, -1) } : changed;
    }),
    beginSave: assign(({ context }) => ({ head: headNow(context), saving: context.files })),
    endSave: assign(({ context }) => ({
      failure: null,
      unsaved: new Set([...context.unsaved].filter((path) => context.files.get(path) !== context.saving.get(path))),
    })),
    takeOver: ({ context }) => context.effects.takeOver(),
    dismiss: assign({ refusal: null }),
  },
}).createMachine({
  id: 'draft',
  context: ({ input }) => ({
    ...input,
    head: null,
    files: new Map(),
    role: 'reader',
    failure: null,
    refusal: null,
    past: [],
    future: [],
    unsaved: new Set<string>(),
    saving: new Map(),
    revision: 0,
  }),
  invoke: { src: 'claim', input: ({ context }) => ({ id: context.id, effects: context.effects }) },
  on: { dismiss: { actions: 'dismiss' } },
  initial: 'claiming',
  states: {
    claiming: { on: { role: { target: 'loading', actions: 'noteRole' } } },
    loading: {
      on: { role: { actions: 'noteRole' } },
      invoke: {
        src: 'load',
        input: ({ context }) => ({ id: context.id, effects: context.effects }),
        onDone: [
          { guard: ({ event }) => event.output === null, target: 'missing' },
          {
            target: 'ready',
            actions: assign(({ context, event }) => ({
              head: event.output && headOf(event.output),
              files: event.output ? sorted(event.output.files) : context.files,
              unsaved: new Set<string>(),
              past: [],
              future: [],
              revision: context.revision + 1,
            })),
          },
        ],
        onError: 'unreadable',
      },
    },
    /** This browser has no such draft: it was removed, or the address is of another machine. */
    missing: {},
    /** The browser's storage cannot be read. */
    unreadable: {},
    ready: {
      on: {
        role: [
          // What another tab wrote meanwhile is read before this one writes; what is unsaved here is kept.
          {
            guard: ({ context, event }) => event.role === 'writer' && context.role === 'reader',
            target: 'loading',
            actions: 'noteRole',
          },
          { actions: 'noteRole' },
        ],
        'saved-elsewhere': { guard: 'isReader', target: 'loading' },
        'take-over': { guard: 'isReader', actions: 'takeOver' },
        type: { guard: 'isWriter', target: '.dirty', actions: 'type' },
        operate: { guard: 'isWriter', target: '.dirty', actions: 'operate' },
        undo: { guard: 'isWriter', target: '.dirty', actions: 'undo' },
        redo: { guard: 'isWriter', target: '.dirty', actions: 'redo' },
      },
      initial: 'deciding',
      states: {
        deciding: { always: [{ guard: 'isUnsaved', target: 'dirty' }, { target: 'saved' }] },
        saved: {},
        dirty: {
          always: { guard: ({ context }) => context.unsaved.size === 0, target: 'saved' },
          after: { saveDelay: { guard: 'isWriter', target: 'saving' } },
          on: {
            flush: { guard: 'isWriter', target: 'saving' },
            ...writing,
          },
        },
        saving: {
          on: writing,
          entry: 'beginSave',
          invoke: {
            src: 'save',
            input: ({ context }) => ({
              effects: context.effects,
              head: context.head as DraftHead,
              changes: changesOf(context),
            }),
            onDone: { target: 'deciding', actions: 'endSave' },
            onError: {
              target: 'failed',
              actions: assign(({ event }) => ({ failure: failureOf(event.error) })),
            },
          },
        },
        /** The draft lives in memory only, and the screen says so. */
        failed: {
          after: { retryDelay: { guard: 'isWriter', target: 'saving' } },
          on: {
            flush: { guard: 'isWriter', target: 'saving' },
            ...writing,
          },
        },
      },
    },
  },
});

/** The context after an operation, and what takes it back; a refusal if it cannot be carried out. */
function carriedOut(
  context: DraftContext,
  operation: FileOperation,
): Partial<DraftContext> & { readonly inverse?: FileOperation } {
  const done = operate(context.files, operation);
  if (done.kind === 'err') return { refusal: done.error };
  const { files, inverse, changes } = done.value;
  return {
    files,
    inverse,
    refusal: null,
    unsaved: new Set([...context.unsaved, ...changes.map(([path]) => path)]),
    revision: context.revision + 1,
  };
}

function headOf({ id, title, createdAt, updatedAt }: DraftHead): DraftHead {
  return { id, title, createdAt, updatedAt };
}

function headNow({ id, head, files, effects }: DraftContext): DraftHead {
  const now = effects.now();
  return { id, title: effects.titleOf(files), createdAt: head?.createdAt ?? now, updatedAt: now };
}

function changesOf({ unsaved, files }: DraftContext): readonly FileChange[] {
  return [...unsaved].map((path): FileChange => [path, files.get(path) ?? null]);
}

function failureOf(error: unknown): 'full' | 'unavailable' {
  const kind = typeof error === 'object' && error !== null && 'kind' in error ? error.kind : null;
  return kind === 'full' ? 'full' : 'unavailable';
}
