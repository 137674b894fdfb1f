/** Playing one protocol at a time: what `play.worker.ts` offers, wherever it runs. */
import { assert, err, ok, type Result } from '../base';
import type {
  Action,
  CheckRequest,
  Data,
  PlayAdvice,
  PlayFound,
  PlayFrom,
  PlayGoal,
  PlayMoment,
  PlayProgress,
  Problem,
  Schedule,
} from '../model';
import { Adviser } from './adviser';
import type { PlayEnvironment } from './environment';
import { Formulas } from './formulas';
import { type Game, openGame, type Table } from './game';
import { labelTest, RefusedGoal, type StateTest } from './goal';
import { createJob, type PlayJob } from './job';
import { type Moment, stepsTo, wayTo } from './moments';
import { NearestSearch } from './nearest';

/** How large a search may become before it is given up. */
export const playLimits = { states: 2_000_000, bytes: 1_000_000_000 } as const;

/** States expanded between two looks at the clock: about a millisecond. */
const statesPerStep = 500;

/** Owns the sandboxes of the protocol that was opened last. A job that is asked for ends the one under way. */
export class Play {
  readonly #environment: PlayEnvironment;
  #game: Game | undefined;
  #adviser: Adviser | undefined;
  /** Those of searches, and those that were asked: an expression that is in use is not given up for another. */
  readonly #formulas: Formulas;
  readonly #asked: Formulas;
  #asking: Promise<unknown> = Promise.resolve();
  /** Counts jobs and openings: only the newest goes on. */
  #newest = 0;
  #running: Promise<unknown> = Promise.resolve();

  constructor(environment: PlayEnvironment) {
    this.#environment = environment;
    this.#formulas = new Formulas(environment);
    this.#asked = new Formulas(environment);
  }

  /** Loads a protocol in place of the one before, and answers with its initial state. */
  async open(request: CheckRequest): Promise<Result<PlayMoment, Problem>> {
    const own = ++this.#newest;
    await this.#close();
    const opened = await openGame(request, this.#environment);
    if (opened.kind === 'err') return err(opened.error);
    const first = opened.value.at([]);
    if (own === this.#newest) this.#game = opened.value;
    else opened.value.dispose();
    return ok(first);
  }

  /** The state that a schedule leads to, as far as its actions are enabled. Rejects where no protocol is open. */
  async at(schedule: Schedule): Promise<PlayMoment> {
    return this.#open.at(schedule);
  }

  /** A nearest state that is what is looked for. Rejects where no protocol is open. */
  search(
    schedule: Schedule,
    goal: PlayGoal,
    from: PlayFrom,
    onProgress: (progress: PlayProgress) => void,
  ): Promise<PlayFound> {
    return this.#run(onProgress, async (game, job) => {
      const table = game.tableFor(schedule);
      const { moment } = table.moments.follow(schedule);
      const isFailed = goal.kind === 'violation' && moment.state === undefined;
      if (isFailed) return { kind: 'found', schedule: actionsTo(moment), back: 0, forward: 0, explored: 0 };
      const test = await this.#testOf(goal, table);
      if (test.kind === 'err') return { kind: 'refused', problem: test.error };
      return searched(table, moment, test.value, from, job);
    });
  }

  /** Whether a violation can still be brought about, and by which choice soonest. Rejects where no protocol is open. */
  advise(schedule: Schedule, onProgress: (progress: PlayProgress) => void): Promise<PlayAdvice> {
    return this.#run(onProgress, async (game, job) => {
      const table = game.tableFor(schedule);
      if (this.#adviser?.table !== table) this.#adviser = new Adviser(table);
      const { moment } = table.moments.follow(schedule);
      const advice = await this.#adviser.advise(moment, job);
      if (moment.state === undefined) return advice;
      // Nothing is demanded of the states of another experiment.
      const others = game.otherInputs(table, actionsTo(moment)).map(() => ({ kind: 'not within', steps: 0 }) as const);
      return { ...advice, after: [...advice.after, ...others] };
    });
  }

  /** What an expression is in a state. Rejects where no protocol is open. */
  ask(schedule: Schedule, expression: string): Promise<Result<Data, Problem>> {
    const asked = this.#asking
      .catch(() => undefined)
      .then(async () => {
        const table = this.#open.tableFor(schedule);
        const { moment } = table.moments.follow(schedule);
        const formula = await this.#asked.of(expression, table);
        return formula.kind === 'err' ? formula : formula.value.value(moment.vector);
      });
    this.#asking = asked;
    return asked;
  }

  /** Ends the search or advice under way. */
  cancel(): void {
    this.#newest++;
  }

  /** Gives up what is under way, and the sandboxes. */
  async dispose(): Promise<void> {
    this.cancel();
    await this.#close();
  }

  async #close(): Promise<void> {
    await Promise.allSettled([this.#running, this.#asking]);
    this.#formulas.clear();
    this.#asked.clear();
    this.#game?.dispose();
    this.#game = undefined;
    this.#adviser = undefined;
  }

  async #testOf(goal: PlayGoal, table: Table): Promise<Result<StateTest, Problem>> {
    if (goal.kind !== 'formula') return labelTest(goal, table);
    const formula = await this.#formulas.of(goal.source, table);
    if (formula.kind === 'err') return formula;
    const { value } = formula;
    return ok({ matches: (vector) => value.test(vector), matchesAtRest: undefined, isFailure: false });
  }

  /** Runs a job when the one before has ended, which it does soon. */
  #run<Outcome>(
    onProgress: (progress: PlayProgress) => void,
    work: (game: Game, job: PlayJob) => Promise<Outcome>,
  ): Promise<Outcome> {
    const own = ++this.#newest;
    const before = this.#running;
    const job = createJob(this.#environment, () => own === this.#newest, onProgress);
    const running = before.catch(() => undefined).then(() => work(this.#open, job));
    this.#running = running;
    return running;
  }

  get #open(): Game {
    assert(this.#game !== undefined, 'a protocol is open');
    return this.#game;
  }
}

async function searched(
  { system, moments }: Table,
  moment: Moment,
  test: StateTest,
  from: PlayFrom,
  job: PlayJob,
): Promise<PlayFound> {
  const way = from === 'here' ? [moment] : wayTo(moment).toReversed();
  const sources = way.map(({ state, vector }) => (state === undefined ? undefined : vector));
  const search = new NearestSearch(system, moments.successors.effects, sources, test, playLimits);
  try {
    for (;;) {
      const result = search.step(statesPerStep);
      const { explored } = search.progress;
      const depth = search.depthDone;
      switch (result?.kind) {
        case undefined:
          break;
        case 'none':
          return { kind: 'none', explored };
        case 'stopped':
          return { kind: 'stopped', why: result.why, explored, depth };
        case 'found': {
          const { back, transitions } = result;
          const kept = actionsTo(moment).slice(0, moment.depth - back);
          const schedule = [...kept, ...transitions.map((transition) => system.actionOf(transition))];
          return { kind: 'found', schedule, back, forward: transitions.length, explored };
        }
      }
      if (!(await job.goesOn(() => search.progress))) return { kind: 'stopped', why: 'cancelled', explored, depth };
    }
  } catch (error) {
    if (error instanceof RefusedGoal) return { kind: 'refused', problem: error.problem };
    throw error;
  }
}

function actionsTo(moment: Moment): readonly Action[] {
  return stepsTo(moment).map(({ action }) => action);
}
