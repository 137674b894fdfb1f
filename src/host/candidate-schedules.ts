/** Schedules that a candidate wrote, in a sandbox of their own. */
import { type Action, DefinitionError, type Observation, type Problem, type Program } from '../model';
import { type Blame, DefinitionSandbox, type SandboxPlatform } from './definition-sandbox';

/** A scheduler as it names itself. */
export interface SchedulerHead {
  readonly kind: 'scheduler' | 'schedule';
  readonly name: string;
  readonly meaning: string;
}

/** What a scheduler is shown, the steps taken so far aside. */
export interface SchedulerView {
  readonly enabled: readonly Action[];
  readonly nodes: Observation['nodes'];
}

/**
 * - `step`: the enabled step at this index.
 * - `stopped`: the scheduler ends the run.
 * - `stuck`: nothing that can happen fits the part of the schedule at this index, in words.
 */
export type ChosenNext =
  | { readonly kind: 'step'; readonly index: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'stuck'; readonly part: number; readonly words: string };

export interface CandidateSchedules {
  readonly schedulers: readonly SchedulerHead[];
  /** Lines of the source that have run so far. */
  readonly lines: ReadonlySet<number>;
  /** The steps of the run that the next questions are about. */
  begin(steps: readonly Action[]): void;
  /** One more step of that run. */
  take(step: Action): void;
  /**
   * What a scheduler chooses after the first `count` steps of the run. Throws a `DefinitionError` if it fails, or chooses what
   * is not enabled.
   *
   * @param variant what is run, for the sentence of a failure
   */
  next(scheduler: number, count: number, view: SchedulerView, variant: string): ChosenNext;
  dispose(): void;
}

export type SchedulesLoaded =
  | { readonly kind: 'ready'; readonly candidate: CandidateSchedules }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Each is run against every variant. */
const schedulersMax = 50;

/** Loads a list of schedules into a fresh sandbox. */
export async function loadSchedules(platform: SandboxPlatform, program: Program): Promise<SchedulesLoaded> {
  const failed = (code: Problem['code'], sentence: string): SchedulesLoaded => ({
    kind: 'failed',
    problem: { code, sentence, place: { file: program.file, line: 1, column: 1 } },
  });
  if (program.form !== 'schedules')
    return failed(
      'no-protocol',
      "This challenge asks for schedules. Import what you need from 'interleave/schedules', and end the file with `export default [ … ]`, a list of schedules.",
    );
  const code = {
    entry: program.file,
    modules: [{ ...program, imports: {} }],
    libraries: ['interleave/schedules'],
    markedLines: program.code.split('\n').length,
  };
  const blame: Blame = {
    code: 'module-threw',
    what: 'The list of schedules',
    advice: 'The default export must be a list of what scheduler and schedule give.',
  };
  try {
    const { sandbox, text } = await DefinitionSandbox.load(platform, code, 'installSchedules', blame);
    const schedulers = JSON.parse(text) as readonly SchedulerHead[];
    const mistake = mistakeOf(schedulers);
    if (mistake === undefined) return { kind: 'ready', candidate: new SandboxedSchedules(sandbox, schedulers) };
    sandbox.dispose();
    return failed('module-threw', mistake);
  } catch (error) {
    if (error instanceof DefinitionError) return { kind: 'failed', problem: error.problem };
    throw error;
  }
}

function mistakeOf(schedulers: readonly SchedulerHead[]): string | undefined {
  if (schedulers.length > schedulersMax)
    return `There are ${schedulers.length} schedules, and at most ${schedulersMax} are run. Leave out those that break nothing.`;
  const names = schedulers.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `Two schedules are called "${twice}". Give each a name of its own.`;
  const unnamed = names.findIndex((name) => name.trim() === '');
  return unnamed < 0
    ? undefined
    : `Schedule number ${unnamed + 1} has no name. Say in a few words how it breaks a protocol.`;
}

class SandboxedSchedules implements CandidateSchedules {
  readonly schedulers: readonly SchedulerHead[];
  readonly lines: Set<number>;
  readonly #sandbox: DefinitionSandbox;

  constructor(sandbox: DefinitionSandbox, schedulers: readonly SchedulerHead[]) {
    this.#sandbox = sandbox;
    this.schedulers = schedulers;
    this.lines = new Set(sandbox.linesRun());
  }

  begin(steps: readonly Action[]): void {
    this.#sandbox.call(ours, 'installTaken', JSON.stringify(steps));
  }

  take(step: Action): void {
    this.#sandbox.call(ours, 'addTaken', JSON.stringify(step));
  }

  next(scheduler: number, count: number, view: SchedulerView, variant: string): ChosenNext {
    const { name = '' } = this.schedulers[scheduler] ?? {};
    const blame: Blame = {
      code: 'scheduler-threw',
      what: `The schedule "${name}", asked about the variant ${variant},`,
      advice:
        'Give one of `view.enabled`, or nothing to end the run. Not everything that one variant does is done by the others: look before you read.',
    };
    const text = this.#sandbox.call(blame, 'nextStep', String(scheduler), String(count), JSON.stringify(view));
    for (const line of this.#sandbox.linesRun()) this.lines.add(line);
    return JSON.parse(text) as ChosenNext;
  }

  dispose(): void {
    this.#sandbox.dispose();
  }
}

/** Of calls in which no code of a candidate runs. */
const ours: Blame = { code: 'scheduler-threw', what: 'The steps of a run', advice: 'Start the check again.' };
