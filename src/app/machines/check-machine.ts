/**
 * When the protocol is checked, and what is known. The machine knows no worker and no screen: compiling and checking are
 * given to it. Rules:
 * - after an edit, once typing pauses, the protocol is checked on quick bounds (an automatic check);
 * - an edit cancels a running automatic check, never one that was asked for; the report of that one then says that the
 *   source has changed since;
 * - asking for a check cancels whatever runs;
 * - stopping ends a check early, with a report of how far it got;
 * - a check that was asked for can be held and released, and can go on from one that was kept.
 */
import { assign, fromCallback, sendTo, setup } from 'xstate';
import type {
  Bounds,
  CheckReport,
  CheckRequest,
  CheckSwitches,
  Compiled,
  KeptCheck,
  Limits,
  Problem,
  Progress,
  SearchMode,
} from '../../model';

export type CheckMode = 'automatic' | 'asked';

/** What to check. */
export interface CheckWish {
  readonly mode: CheckMode;
  readonly source: string;
  readonly bounds: Bounds;
  readonly explore: 'first' | 'all';
  readonly switches: CheckSwitches;
  /** Which schedules are tried. */
  readonly schedules: SearchMode;
  /** The kept check that it goes on from; null if it starts from the beginning. */
  readonly goesOnFrom: KeptCheck | null;
}

/** A finished check. `request` is what a replay needs. */
export interface CheckOutcome {
  readonly wish: CheckWish;
  readonly request: CheckRequest;
  readonly report: CheckReport;
}

/** What the machine does to the world. `check` must settle soon after the signal aborts, with how far it got. */
export interface CheckEffects {
  compile(source: string, file: string): Promise<Compiled>;
  check(
    request: CheckRequest,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
    keeping: 'nothing' | 'checkpoints' | 'going on',
  ): Promise<CheckReport>;
  /** Lets the running check stand still, and go on. */
  hold(): void;
  release(): void;
}

export interface CheckInput {
  readonly challenge: string;
  readonly file: string;
  readonly quickBounds: Bounds;
  readonly effects: CheckEffects;
}

/** How long typing must pause before an automatic check starts. */
export const typingPauseMs = 150;

/** An automatic check must not hold a core for long; what it leaves open, an asked check decides. */
export const automaticLimits: Limits = { states: 300_000, bytes: 200_000_000, depth: 1_000_000, milliseconds: 4_000 };

export const askedLimits: Limits = {
  states: 20_000_000,
  bytes: 2_000_000_000,
  depth: 1_000_000,
  milliseconds: 600_000,
};

function keepingOf({ mode, schedules, goesOnFrom }: CheckWish): 'nothing' | 'checkpoints' | 'going on' {
  if (mode === 'automatic' || schedules.kind !== 'every') return 'nothing';
  return goesOnFrom === null ? 'checkpoints' : 'going on';
}

/** A check that goes on gets the time and the states again that a check has, so that one that gave up can be gone on with. */
function limitsOf({ mode, goesOnFrom }: CheckWish): Limits {
  if (mode === 'automatic') return automaticLimits;
  if (goesOnFrom === null) return askedLimits;
  return {
    ...askedLimits,
    states: askedLimits.states + goesOnFrom.distinct,
    milliseconds: askedLimits.milliseconds + goesOnFrom.elapsedMs,
  };
}

export interface CheckContext extends CheckInput {
  readonly wish: CheckWish | null;
  /** The newest source edited since `wish` was made; null if none was. */
  readonly editedSource: string | null;
  readonly progress: Progress | null;
  /** The last finished check; it stays on screen while the next one runs. */
  readonly outcome: CheckOutcome | null;
  /** True if the source has changed since `outcome` was asked for. */
  readonly outdated: boolean;
  /** Why the last check could not be carried out at all; null if it could. */
  readonly failure: Problem | null;
}

export type CheckEvent =
  | { readonly type: 'edit'; readonly source: string }
  | {
      readonly type: 'check';
      readonly source: string;
      readonly bounds: Bounds;
      readonly explore?: 'first' | 'all';
      readonly switches?: CheckSwitches;
      readonly schedules?: SearchMode;
    }
  | { readonly type: 'go-on'; readonly source: string; readonly kept: KeptCheck }
  | { readonly type: 'hold' }
  | { readonly type: 'release' }
  | { readonly type: 'stop' }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'compiled'; readonly program: Compiled }
  | { readonly type: 'finished'; readonly outcome: CheckOutcome }
  | { readonly type: 'failed'; readonly problem: Problem };

interface RunInput {
  readonly wish: CheckWish;
  readonly challenge: string;
  readonly file: string;
  readonly effects: CheckEffects;
}

const runCheck = fromCallback<CheckEvent, RunInput>(({ input, sendBack, receive }) => {
  const abort = new AbortController();
  let abandoned = false;
  const { wish, effects } = input;
  receive((event) => {
    if (event.type === 'stop') abort.abort();
    if (event.type === 'hold') effects.hold();
    if (event.type === 'release') effects.release();
  });
  const run = async (): Promise<void> => {
    const program = await effects.compile(wish.source, input.file);
    if (abandoned) return;
    sendBack({ type: 'compiled', program });
    const request: CheckRequest = {
      challenge: input.challenge,
      program,
      bounds: wish.bounds,
      limits: limitsOf(wish),
      explore: wish.explore,
      ...wish.switches,
      ...(wish.schedules.kind === 'every' ? {} : { mode: wish.schedules }),
    };
    const onProgress = (progress: Progress): void => {
      if (!abandoned) sendBack({ type: 'progress', progress });
    };
    const keeping = keepingOf(wish);
    const report = await effects.check(request, onProgress, abort.signal, keeping);
    if (!abandoned) sendBack({ type: 'finished', outcome: { wish, request, report } });
  };
  run().catch((error: unknown) => {
    if (!abandoned) sendBack({ type: 'failed', problem: problemOf(error) });
  });
  return () => {
    abandoned = true;
    abort.abort();
  };
});

export const checkMachine = setup({
  types: { context: {} as CheckContext, events: {} as CheckEvent, input: {} as CheckInput },
  actors: { runCheck },
  delays: { typingPause: typingPauseMs },
  guards: {
    isAutomatic: ({ context }) => context.wish?.mode === 'automatic',
    /** Random walks and swarms end soon, and nothing of them is written down. */
    canBeHeld: ({ context }) => context.wish?.mode === 'asked' && context.wish.schedules.kind === 'every',
  },
  actions: {
    wishAutomatic: assign(({ context, event }) => ({
      wish: {
        mode: 'automatic' as const,
        source: event.type === 'edit' ? event.source : (context.wish?.source ?? ''),
        bounds: context.quickBounds,
        explore: 'first' as const,
        switches: {},
        schedules: { kind: 'every' as const },
        goesOnFrom: null,
      },
      editedSource: null,
      outdated: true,
    })),
    wishAsked: assign(({ event }) =>
      event.type === 'check'
        ? {
            wish: {
              mode: 'asked' as const,
              source: event.source,
              bounds: event.bounds,
              explore: event.explore ?? ('first' as const),
              switches: event.switches ?? {},
              schedules: event.schedules ?? { kind: 'every' as const },
              goesOnFrom: null,
            },
            editedSource: null,
          }
        : {},
    ),
    wishGoingOn: assign(({ event }) =>
      event.type === 'go-on'
        ? {
            wish: {
              mode: 'asked' as const,
              source: event.source,
              bounds: event.kept.bounds,
              explore: event.kept.explore,
              switches: event.kept.switches,
              schedules: { kind: 'every' as const },
              goesOnFrom: event.kept,
            },
            editedSource: null,
          }
        : {},
    ),
    begin: assign({ progress: null, failure: null }),
    keepProgress: assign(({ event }) => (event.type === 'progress' ? { progress: event.progress } : {})),
    conclude: assign(({ context, event }) =>
      event.type === 'finished'
        ? {
            outcome: event.outcome,
            progress: null,
            outdated: context.editedSource !== null && context.editedSource !== event.outcome.wish.source,
          }
        : {},
    ),
    fail: assign(({ event }) => (event.type === 'failed' ? { failure: event.problem, progress: null } : {})),
    tellStop: sendTo('run', { type: 'stop' as const }),
    tellHold: sendTo('run', { type: 'hold' as const }),
    tellRelease: sendTo('run', { type: 'release' as const }),
    noteEditWhileAsked: assign(({ event }) =>
      event.type === 'edit' ? { editedSource: event.source, outdated: true } : {},
    ),
  },
}).createMachine({
  id: 'check',
  context: ({ input }) => ({
    ...input,
    wish: null,
    editedSource: null,
    progress: null,
    outcome: null,
    outdated: false,
    failure: null,
  }),
  initial: 'idle',
  on: {
    check: { target: '.running', actions: ['wishAsked', 'begin'] },
    'go-on': { target: '.running', actions: ['wishGoingOn', 'begin'] },
  },
  states: {
    /** Nothing is running or due; `outcome` and `failure` say how the last check ended. */
    idle: {
      on: { edit: { target: 'pausing', actions: 'wishAutomatic' } },
    },
    pausing: {
      on: {
        edit: { target: 'pausing', reenter: true, actions: 'wishAutomatic' },
        stop: { target: 'idle' },
      },
      after: { typingPause: { target: 'running', actions: 'begin' } },
    },
    running: {
      invoke: {
        id: 'run',
        src: 'runCheck',
        input: ({ context }) => ({
          wish: context.wish as CheckWish,
          challenge: context.challenge,
          file: context.file,
          effects: context.effects,
        }),
      },
      on: {
        edit: [
          { guard: 'isAutomatic', target: 'pausing', actions: 'wishAutomatic' },
          { actions: 'noteEditWhileAsked' },
        ],
        check: { target: 'running', reenter: true, actions: ['wishAsked', 'begin'] },
        'go-on': { target: 'running', reenter: true, actions: ['wishGoingOn', 'begin'] },
        progress: { actions: 'keepProgress' },
        finished: { target: 'idle', actions: 'conclude' },
        failed: { target: 'idle', actions: 'fail' },
      },
      initial: 'compiling',
      states: {
        compiling: { on: { compiled: 'checking', stop: '#check.idle' } },
        checking: { on: { stop: 'stopping', hold: { guard: 'canBeHeld', target: 'held' } } },
        /** It stands still. Its progress stays as it was, but for news of what is kept. */
        held: { entry: 'tellHold', on: { stop: 'stopping', release: { target: 'checking', actions: 'tellRelease' } } },
        stopping: { entry: 'tellStop' },
      },
    },
  },
});

/** The problem that an effect threw, or one made of an unexpected error. */
function problemOf(error: unknown): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error && 'sentence' in error) return error as Problem;
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'worker-died',
    sentence: `The check could not be carried out: ${message}. Check again; if it happens again, reload the page. The work is kept.`,
  };
}
