/**
 * Measuring: many simulations, one after the other in as many workers as there are, their results kept as they come. The
 * machine knows no worker and no screen. What was measured before can be kept to be compared with.
 */
import { assign, fromCallback, sendTo, setup } from 'xstate';
import type { Result } from '../../base';
import { sweepRuns } from '../../measure';
import type {
  Bounds,
  Compiled,
  Problem,
  SimulationProgress,
  SimulationRequest,
  SimulationResult,
  SimulationSettings,
  Sweep,
  SweepRun,
} from '../../model';

/** What is measured. */
export interface MeasurePlan {
  readonly challenge: string;
  readonly source: string;
  readonly file: string;
  readonly bounds: Bounds;
  readonly sweep: Sweep;
}

/** What came of it, run by run in the order of the sweep; undefined where a run has not ended. */
export interface Measured {
  readonly plan: MeasurePlan;
  readonly runs: readonly SweepRun[];
  readonly results: readonly (SimulationResult | undefined)[];
}

/** What the machine does to the world. */
export interface MeasureEffects {
  compile(source: string, file: string): Promise<Compiled>;
  /** How many simulations may run at a time. */
  readonly lanes: number;
  /** Runs one in a lane of its own, 0 … `lanes` - 1. Soon after the signal aborts it answers with how far it came. */
  simulate(
    lane: number,
    request: SimulationRequest,
    settings: SimulationSettings,
    onProgress: (progress: SimulationProgress) => void,
    signal: AbortSignal,
  ): Promise<Result<SimulationResult, Problem>>;
}

export interface MeasureContext {
  readonly effects: MeasureEffects;
  readonly current: Measured | null;
  /** Of the simulations under way, by lane. */
  readonly progress: readonly (SimulationProgress | undefined)[];
  /** What is compared with. */
  readonly baseline: Measured | null;
  readonly problem: Problem | null;
}

export type MeasureEvent =
  | { readonly type: 'run'; readonly plan: MeasurePlan }
  | { readonly type: 'stop' }
  /** Keeps what was measured to be compared with what comes next. */
  | { readonly type: 'keep' }
  | { readonly type: 'drop' }
  | { readonly type: 'planned'; readonly runs: readonly SweepRun[] }
  | { readonly type: 'progress'; readonly lane: number; readonly progress: SimulationProgress }
  | { readonly type: 'result'; readonly index: number; readonly result: SimulationResult }
  | { readonly type: 'finished' }
  | { readonly type: 'failed'; readonly problem: Problem };

const runAll = fromCallback<MeasureEvent, { readonly plan: MeasurePlan; readonly effects: MeasureEffects }>(
  ({ input: { plan, effects }, sendBack, receive }) => {
    const abort = new AbortController();
    let isOver = false;
    const tell = (event: MeasureEvent): void => {
      if (!isOver) sendBack(event);
    };
    receive((event) => {
      if (event.type === 'stop') abort.abort();
    });
    const all = async (): Promise<void> => {
      const program = await effects.compile(plan.source, plan.file);
      const planned = sweepRuns({ challenge: plan.challenge, program, bounds: plan.bounds }, plan.sweep);
      if (planned.kind === 'err') return tell({ type: 'failed', problem: planned.error });
      const runs = planned.value;
      tell({ type: 'planned', runs });
      let next = 0;
      let problem: Problem | undefined;
      const work = async (lane: number): Promise<void> => {
        for (let index = next++; index < runs.length; index = next++) {
          if (abort.signal.aborted || problem !== undefined) return;
          const { request, settings } = runs[index] as SweepRun;
          const onProgress = (progress: SimulationProgress): void => tell({ type: 'progress', lane, progress });
          const answer = await effects.simulate(lane, request, settings, onProgress, abort.signal);
          if (answer.kind === 'err') problem ??= answer.error;
          // What was ended half-way is no measurement.
          else if (answer.value.ending !== 'cancelled') tell({ type: 'result', index, result: answer.value });
        }
      };
      await Promise.all(Array.from({ length: Math.min(effects.lanes, runs.length) }, (_, lane) => work(lane)));
      tell(problem === undefined ? { type: 'finished' } : { type: 'failed', problem });
    };
    all().catch((error: unknown) => tell({ type: 'failed', problem: problemOf(error) }));
    return () => {
      isOver = true;
      abort.abort();
    };
  },
);

export const measureMachine = setup({
  types: {
    context: {} as MeasureContext,
    events: {} as MeasureEvent,
    input: {} as { readonly effects: MeasureEffects },
  },
  actors: { runAll },
  actions: {
    begin: assign(({ event }) =>
      event.type === 'run' ? { current: { plan: event.plan, runs: [], results: [] }, progress: [], problem: null } : {},
    ),
    plan: assign(({ context, event }) =>
      event.type === 'planned' && context.current
        ? { current: { ...context.current, runs: event.runs, results: event.runs.map(() => undefined) } }
        : {},
    ),
    noteProgress: assign(({ context, event }) => {
      if (event.type !== 'progress') return {};
      const progress = [...context.progress];
      progress[event.lane] = event.progress;
      return { progress };
    }),
    noteResult: assign(({ context, event }) => {
      if (event.type !== 'result' || !context.current) return {};
      const results = context.current.results.with(event.index, event.result);
      return { current: { ...context.current, results } };
    }),
    fail: assign(({ event }) => (event.type === 'failed' ? { problem: event.problem } : {})),
    keep: assign(({ context }) => ({ baseline: context.current })),
    drop: assign({ baseline: null }),
    tellStop: sendTo('all', { type: 'stop' as const }),
  },
}).createMachine({
  id: 'measure',
  context: ({ input }) => ({ ...input, current: null, progress: [], baseline: null, problem: null }),
  initial: 'idle',
  on: {
    run: { target: '.running', reenter: true, actions: 'begin' },
    drop: { actions: 'drop' },
  },
  states: {
    idle: { on: { keep: { actions: 'keep' } } },
    running: {
      invoke: {
        id: 'all',
        src: 'runAll',
        input: ({ context }) => ({ plan: context.current?.plan as MeasurePlan, effects: context.effects }),
      },
      on: {
        planned: { actions: 'plan' },
        progress: { actions: 'noteProgress' },
        result: { actions: 'noteResult' },
        finished: { target: 'idle' },
        failed: { target: 'idle', actions: 'fail' },
        stop: { actions: 'tellStop', target: '.stopping' },
      },
      initial: 'going',
      states: { going: {}, stopping: {} },
    },
  },
});

/** The problem that an effect threw, or one made of an unexpected error. */
function problemOf(error: unknown): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error && 'sentence' in error) return error as Problem;
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'worker-died',
    sentence: `The simulation could not be carried out: ${message}. Run it again; if it happens again, reload the page. The work is kept.`,
  };
}
