/**
 * The work on one challenge, from loading to the last save. Nothing typed is lost: a change is saved within
 * `saveDelayMs`, a failed save is retried and said, a second tab reads only, and what an import or a reset replaces can
 * be brought back. Each change is also a moment of the work's log, saved with it. The machine knows neither database nor
 * tabs: both are given to it.
 */
import { assign, fromCallback, fromPromise, setup } from 'xstate';
import type { EditOrigin, EngineIdentity, Invite, WorkEvent as LoggedEvent } from '../../model';
import { changeWork, type Work, type WorkPatch } from '../storage/work';
import { eventsBetween, type Moment, withMoment } from '../storage/work-moments';
import { type FoundWork, type LogHead, openWork } from '../storage/work-opening';

export type WorkRole = 'writer' | 'reader';

/** Something about the stored work that the person should know. */
export type WorkNotice =
  | { readonly kind: 'damaged'; readonly faults: readonly string[]; readonly record: unknown }
  | { readonly kind: 'recovered' }
  /** Work was saved here, and the browser has removed it since. */
  | { readonly kind: 'evicted'; readonly savedAt: number }
  /** Another tab has saved the work before the last changes here were; they are kept as replaced work. */
  | { readonly kind: 'overtaken' };

export type SaveFailure = 'full' | 'unavailable';

export interface LoadedWork {
  readonly found: FoundWork;
  readonly replaced: Work | null;
  /** The invite to this challenge that was accepted last; null if there is none. */
  readonly invite: Invite | null;
  readonly notice: WorkNotice | null;
  /** Set if the storage cannot be read at all. */
  readonly failure: SaveFailure | null;
}

export interface WorkEffects {
  load(challenge: string): Promise<LoadedWork>;
  starter(challenge: string): Promise<string>;
  /**
   * Saves the work, and appends the moments to its log. Answers with the end of the log. Rejects with an object whose `kind`
   * is a `SaveFailure`, or `overtaken` where another tab has saved since the work was loaded.
   */
  save(work: Work, base: LogHead | null, moments: readonly Moment[]): Promise<LogHead | null>;
  saveReplaced(work: Work | null, challenge: string): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since some moment, by a clock that never goes back. */
  clock(): number;
  /** The engine of this page. */
  readonly engine: EngineIdentity;
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
  /** What the last import or reset replaced, or what could not be saved here before another tab took over. */
  readonly replaced: { readonly work: Work; readonly by: 'import' | 'reset' | 'other-tab' | 'earlier' } | null;
  /** Counts changes; a save is complete when the change it saved is still the last. */
  readonly revision: number;
  readonly savedRevision: number;
  /** The end of the stored log; null before its first record. */
  readonly head: LogHead | null;
  /** What is not in the stored log yet, oldest first. */
  readonly moments: readonly Moment[];
  /** So many of them, from the first, are being saved. */
  readonly fixedMoments: number;
  /** When the work was opened, by the clock of the effects. */
  readonly openedAt: number;
  /** `elapsed` of the last moment. */
  readonly lastElapsed: number;
}

export type WorkEvent =
  | { readonly type: 'change'; readonly patch: WorkPatch; readonly origin?: EditOrigin }
  /** Something that is logged and changes nothing else. */
  | { readonly type: 'log'; readonly event: LoggedEvent }
  | { readonly type: 'flush' }
  | { readonly type: 'replace'; readonly work: Work; readonly by: 'import' | 'reset' }
  | { readonly type: 'undo' }
  | { readonly type: 'role'; readonly role: WorkRole }
  | { readonly type: 'saved-elsewhere' }
  | { readonly type: 'take-over' }
  | { readonly type: 'dismiss-notice' };

/** Longest time between a change and its save. */
export const saveDelayMs = 300;

/** Doing nothing for at least so long is a pause. */
export const pauseMinMs = 60_000;

/** How often a failed save is tried again. */
export const retryDelayMs = 10_000;

interface SaveInput {
  readonly effects: WorkEffects;
  readonly work: Work;
  readonly head: LogHead | null;
  readonly moments: readonly Moment[];
  readonly revision: number;
}

interface SaveAnswer {
  readonly revision: number;
  readonly head: LogHead | null;
  /** How many moments were stored. */
  readonly count: number;
}

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
    save: fromPromise<SaveAnswer, SaveInput>(async ({ input }) => {
      const { effects, work, head, moments, revision } = input;
      return { revision, head: await effects.save(work, head, moments), count: moments.length };
    }),
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
    change: assign(({ context, event }) => {
      if (event.type !== 'change' || !context.work) return {};
      const work = changeWork(context.work, wellFormed(event.patch), context.effects.now());
      return changedTo(context, work, event.origin ?? 'typed');
    }),
    log: assign(({ context, event }) =>
      event.type === 'log' ? { ...logged(context, [event.event]), revision: context.revision + 1 } : {},
    ),
    replace: assign(({ context, event }) => {
      if (event.type !== 'replace' || !context.work) return {};
      void context.effects.saveReplaced(context.work, context.challenge).catch(ignoreFailure);
      const patch = wellFormed(event.work);
      const work = { ...event.work, ...patch, invite: context.work.invite, updatedAt: context.effects.now() };
      return {
        replaced: { work: context.work, by: event.by },
        ...changedTo(context, work, event.by === 'import' ? 'imported' : 'reset'),
      };
    }),
    undo: assign(({ context }) => {
      if (!context.replaced || !context.work) return {};
      void context.effects.saveReplaced(null, context.challenge).catch(ignoreFailure);
      const work = { ...context.replaced.work, invite: context.work.invite, updatedAt: context.effects.now() };
      return { replaced: null, ...changedTo(context, work, 'brought-back') };
    }),
    stepAside: assign(({ context }) => {
      if (context.work) void context.effects.saveReplaced(context.work, context.challenge).catch(ignoreFailure);
      return {
        notice: { kind: 'overtaken' as const },
        replaced: context.work && { work: context.work, by: 'other-tab' as const },
        savedRevision: context.revision,
      };
    }),
    fixMoments: assign(({ context }) => ({ fixedMoments: context.moments.length })),
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
    head: null,
    moments: [],
    fixedMoments: 0,
    openedAt: 0,
    lastElapsed: 0,
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
          actions: assign(({ context, event }) => opened(context, event.output)),
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
          // Another tab has taken over before the last changes here were saved.
          {
            guard: ({ context, event }) => event.role === 'reader' && context.revision > context.savedRevision,
            target: 'loading',
            actions: ['noteRole', 'stepAside'],
          },
          { actions: 'noteRole' },
        ],
        'saved-elsewhere': { guard: 'isReader', target: 'loading' },
        'take-over': { guard: 'isReader', actions: 'takeOver' },
        change: { guard: 'isWriter', target: '.dirty', actions: 'change' },
        log: { guard: 'isWriter', target: '.dirty', actions: 'log' },
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
            log: { guard: 'isWriter', actions: 'log' },
          },
        },
        saving: {
          entry: 'fixMoments',
          on: {
            change: { guard: 'isWriter', actions: 'change' },
            log: { guard: 'isWriter', actions: 'log' },
            replace: { guard: 'isWriter', target: 'saving', reenter: true, actions: 'replace' },
            undo: { guard: 'canUndo', target: 'saving', reenter: true, actions: 'undo' },
          },
          invoke: {
            src: 'save',
            input: ({ context }) => ({
              effects: context.effects,
              work: context.work as Work,
              head: context.head,
              moments: context.moments,
              revision: context.revision,
            }),
            onDone: {
              target: 'deciding',
              actions: assign(({ context, event }) => ({
                savedRevision: event.output.revision,
                failure: null,
                head: event.output.head,
                moments: context.moments.slice(event.output.count),
                fixedMoments: 0,
              })),
            },
            onError: [
              {
                guard: ({ event }) => kindOf(event.error) === 'overtaken',
                target: '#work.loading',
                actions: 'stepAside',
              },
              {
                target: 'failed',
                actions: assign(({ event }) => ({ failure: saveFailureOf(event.error) })),
              },
            ],
          },
        },
        /** The work lives in memory only, and the screen says so. */
        failed: {
          after: { retryDelay: { guard: 'isWriter', target: 'saving' } },
          on: {
            flush: 'saving',
            change: { guard: 'isWriter', actions: 'change' },
            log: { guard: 'isWriter', actions: 'log' },
          },
        },
      },
    },
  },
});

/** What follows from having loaded: the work, and the log as it goes on from here. */
function opened(context: WorkContext, { loaded, starter }: LoadAnswer): Partial<WorkContext> {
  const { challenge, effects, role } = context;
  const { found, replaced, failure } = loaded;
  const { engine } = effects;
  const invite = role === 'writer' ? loaded.invite : null;
  const { work, place } = openWork(found, { challenge, engine, starter, invite, now: effects.now() });
  const isChanged = loaded.notice?.kind === 'recovered' || work.invite?.id !== found.work?.invite?.id;
  return {
    starter,
    work,
    notice: loaded.notice ?? context.notice,
    failure,
    // What stepping aside has kept may be on its way to storage still, or find no room there.
    replaced: context.replaced?.by === 'other-tab' ? context.replaced : replaced && { work: replaced, by: 'earlier' },
    revision: context.revision + (isChanged ? 1 : 0),
    head: place.head,
    moments: place.moments,
    fixedMoments: 0,
    openedAt: effects.clock(),
    lastElapsed: 0,
  };
}

/** The work after a change, and what the log gets of it. */
function changedTo(context: WorkContext, work: Work, origin: EditOrigin): Partial<WorkContext> {
  const events = context.work ? eventsBetween(context.work, work, origin) : [];
  return { work, revision: context.revision + 1, ...logged(context, events) };
}

function logged(context: WorkContext, events: readonly LoggedEvent[]): Partial<WorkContext> {
  const at = context.effects.now();
  const elapsed = Math.max(context.lastElapsed, Math.round(context.effects.clock() - context.openedAt));
  let { moments, lastElapsed } = context;
  for (const event of events) {
    const known = event.kind === 'pause' ? pauseWithin(event.milliseconds, elapsed - lastElapsed) : event;
    if (known === null) continue;
    moments = withMoment(moments, context.fixedMoments, { at, elapsed, event: known });
    lastElapsed = elapsed;
  }
  return { moments, lastElapsed };
}

/** A pause, without the part before the last moment: a check may have ended meanwhile. Null if what is left is short. */
function pauseWithin(milliseconds: number, sinceLast: number): LoggedEvent | null {
  const paused = Math.min(Math.round(milliseconds), sinceLast);
  return paused >= pauseMinMs ? { kind: 'pause', milliseconds: paused } : null;
}

/** The patch as its texts are after they were saved as UTF-8: a surrogate that stands alone becomes U+FFFD. */
function wellFormed(patch: WorkPatch): WorkPatch {
  const { source, notes, explanation } = patch;
  return {
    ...patch,
    ...(source === undefined ? {} : { source: wellFormedText(source) }),
    ...(notes === undefined ? {} : { notes: wellFormedText(notes) }),
    ...(explanation === undefined ? {} : { explanation: wellFormedText(explanation) }),
  };
}

function wellFormedText(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function kindOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'kind' in error ? error.kind : undefined;
}

function saveFailureOf(error: unknown): SaveFailure {
  return kindOf(error) === 'full' ? 'full' : 'unavailable';
}

/** What was replaced is still in memory; the failure of the save that follows is shown. */
function ignoreFailure(): void {}
