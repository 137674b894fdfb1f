/**
 * The demonstration on Home: a protocol that is wrong, random schedules that hardly show it, a check that does, and the
 * fix. Running the protocol is given to the machine; every number on the screen comes from there.
 */
import { assign, fromPromise, setup } from 'xstate';
import type { CheckReport, Problem, Schedule, Trace, WalkReport } from '../../model';

export type DemoVersion = 'broken' | 'fixed';

export interface DemoEffects {
  walk(version: DemoVersion, walks: number, seed: number): Promise<WalkReport>;
  check(version: DemoVersion): Promise<CheckReport>;
  replay(version: DemoVersion, schedule: Schedule): Promise<Trace>;
  /** Milliseconds from any fixed moment. */
  now(): number;
}

export interface RandomRun {
  readonly walks: number;
  readonly steps: number;
  readonly violations: number;
  /** Seeds from `firstSeed` to `lastSeed`, one a batch. */
  readonly firstSeed: number;
  readonly lastSeed: number;
  readonly elapsedMs: number;
  /** The first violation that was drawn. */
  readonly schedule: Schedule | null;
}

/** What the diagram shows. */
export interface DemoTrace {
  readonly kind: 'lucky' | 'counterexample' | 'random' | 'witness';
  readonly trace: Trace;
}

export interface DemoContext {
  readonly effects: DemoEffects;
  readonly lucky: Schedule;
  readonly version: DemoVersion;
  readonly random: RandomRun | null;
  readonly report: CheckReport | null;
  /** The report whose trace has been opened, so that each opens once. */
  readonly presented: CheckReport | null;
  readonly shown: DemoTrace | null;
  readonly step: number;
  /** Seed of the next batch: a second run draws other schedules. */
  readonly nextSeed: number;
  readonly startedAt: number;
  readonly problem: Problem | null;
}

export type DemoEvent =
  | { readonly type: 'random' }
  | { readonly type: 'check' }
  | { readonly type: 'apply-fix' }
  | { readonly type: 'undo-fix' }
  | { readonly type: 'open-random' }
  | { readonly type: 'step'; readonly step: number };

/** How many random schedules one click runs, and in how many batches, so that the count can be watched. */
export const randomWalks = 1_000;
export const walksInBatch = 100;

interface ReplayInput {
  readonly effects: DemoEffects;
  readonly version: DemoVersion;
  readonly schedule: Schedule;
  readonly kind: DemoTrace['kind'];
}

const noRandom = { walks: 0, steps: 0, violations: 0, elapsedMs: 0, schedule: null };

export const demoMachine = setup({
  types: {
    context: {} as DemoContext,
    events: {} as DemoEvent,
    input: {} as { readonly effects: DemoEffects; readonly lucky: Schedule },
  },
  actors: {
    walkBatch: fromPromise<WalkReport, { readonly context: DemoContext }>(({ input: { context } }) =>
      context.effects.walk(context.version, walksInBatch, context.nextSeed),
    ),
    check: fromPromise<CheckReport, { readonly context: DemoContext }>(({ input: { context } }) =>
      context.effects.check(context.version),
    ),
    replay: fromPromise<DemoTrace, ReplayInput>(async ({ input }) => ({
      kind: input.kind,
      trace: await input.effects.replay(input.version, input.schedule),
    })),
  },
  guards: {
    isEnough: ({ context }) => (context.random?.walks ?? 0) >= randomWalks,
    hasRandomSchedule: ({ context }) => Boolean(context.random?.schedule),
  },
  actions: {
    startRandom: assign(({ context }) => ({
      random: { ...noRandom, firstSeed: context.nextSeed, lastSeed: context.nextSeed },
      startedAt: context.effects.now(),
      problem: null,
    })),
    keepProblem: assign((_, problem: Problem) => ({ problem })),
    step: assign(({ event }) => (event.type === 'step' ? { step: event.step } : {})),
    applyFix: assign({ version: 'fixed' as const, random: null, report: null, problem: null }),
    undoFix: assign({ version: 'broken' as const, random: null, report: null, problem: null }),
  },
}).createMachine({
  id: 'demo',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    version: 'broken',
    random: null,
    report: null,
    presented: null,
    shown: null,
    step: 0,
    nextSeed: 1,
    startedAt: 0,
    problem: null,
  }),
  on: { step: { actions: 'step' } },
  states: {
    random: {
      initial: 'idle',
      on: { 'apply-fix': '.idle', 'undo-fix': '.idle' },
      states: {
        idle: { on: { random: { target: 'running', actions: 'startRandom' } } },
        running: {
          always: { guard: 'isEnough', target: 'idle' },
          invoke: {
            src: 'walkBatch',
            input: ({ context }) => ({ context }),
            onDone: {
              target: 'running',
              reenter: true,
              actions: assign(({ context, event }) => ({
                nextSeed: context.nextSeed + 1,
                random: addBatch(context, event.output),
              })),
            },
            onError: {
              target: 'idle',
              actions: { type: 'keepProblem', params: ({ event }) => event.error as Problem },
            },
          },
        },
      },
    },
    check: {
      initial: 'idle',
      states: {
        idle: {
          on: {
            check: 'running',
            'apply-fix': { target: 'running', actions: 'applyFix' },
          },
        },
        running: {
          invoke: {
            src: 'check',
            input: ({ context }) => ({ context }),
            onDone: { target: 'idle', actions: assign(({ event }) => ({ report: event.output, problem: null })) },
            onError: {
              target: 'idle',
              actions: { type: 'keepProblem', params: ({ event }) => event.error as Problem },
            },
          },
        },
      },
      on: { 'undo-fix': { target: '.idle', actions: 'undoFix' } },
    },
    /** Which trace is shown: a lucky run at first, then what a check or a random run has found. */
    trace: {
      initial: 'loading',
      states: {
        loading: {
          invoke: {
            src: 'replay',
            input: ({ context }) => wantedReplay(context),
            onDone: {
              target: 'shown',
              actions: assign(({ event }) => ({
                shown: event.output,
                step: event.output.kind === 'lucky' ? 0 : event.output.trace.steps.length,
              })),
            },
            onError: {
              target: 'shown',
              actions: { type: 'keepProblem', params: ({ event }) => event.error as Problem },
            },
          },
        },
        shown: {
          always: [
            {
              guard: ({ context }) => isUnpresented(context) && context.report?.trace !== undefined,
              actions: assign(({ context }) => showCounterexample(context)),
            },
            {
              guard: ({ context }) => isUnpresented(context) && context.report?.verdict.kind === 'holds',
              target: 'loading',
              actions: assign(({ context }) => ({ presented: context.report })),
            },
          ],
        },
        opening: {
          invoke: {
            src: 'replay',
            input: ({ context }) => ({
              effects: context.effects,
              version: context.version,
              schedule: context.random?.schedule ?? context.lucky,
              kind: 'random' as const,
            }),
            onDone: {
              target: 'shown',
              actions: assign(({ event }) => ({ shown: event.output, step: event.output.trace.steps.length })),
            },
            onError: {
              target: 'shown',
              actions: { type: 'keepProblem', params: ({ event }) => event.error as Problem },
            },
          },
        },
      },
      on: {
        'undo-fix': '.loading',
        'open-random': { guard: 'hasRandomSchedule', target: '.opening' },
      },
    },
  },
});

function addBatch({ random, effects, nextSeed, startedAt }: DemoContext, batch: WalkReport): RandomRun {
  const before = random ?? { ...noRandom, firstSeed: nextSeed, lastSeed: nextSeed };
  return {
    walks: before.walks + batch.walks,
    steps: before.steps + batch.steps,
    violations: before.violations + batch.violations,
    firstSeed: before.firstSeed,
    lastSeed: nextSeed,
    elapsedMs: effects.now() - startedAt,
    schedule: before.schedule ?? batch.firstViolation?.schedule ?? null,
  };
}

/** After a check that holds, its way to the goal; before, the lucky run. */
function wantedReplay({ effects, version, lucky, report }: DemoContext): ReplayInput {
  const witness = report?.verdict.properties.find(({ result }) => result === 'reached')?.schedule;
  return witness
    ? { effects, version, schedule: witness, kind: 'witness' }
    : { effects, version, schedule: lucky, kind: 'lucky' };
}

function isUnpresented({ report, presented }: DemoContext): boolean {
  return report !== null && report !== presented;
}

function showCounterexample({ report }: DemoContext): Partial<DemoContext> {
  const trace = report?.trace;
  if (!trace) return {};
  const step = trace.pointOfNoReturn?.state ?? trace.steps.length;
  return { presented: report, shown: { kind: 'counterexample', trace }, step };
}
