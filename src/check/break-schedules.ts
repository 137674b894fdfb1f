/**
 * A check of schedules that a candidate wrote, against protocols that the author knows to be right or wrong. Each scheduler is
 * run once on each variant; a mutant is killed by a run that breaks one of the challenge's properties, which is replayed. That
 * no right variant can be broken is no claim about schedules: every schedule of it is explored.
 */
import {
  type CandidateSchedules,
  loadSchedules,
  type SandboxPlatform,
  type SchedulerHead,
  type SchedulesLoaded,
} from '../host';
import {
  type Bounds,
  type CheckCounts,
  type CheckReport,
  type CheckRequest,
  DefinitionError,
  isLiveness,
  type LimitKind,
  type Problem,
  type PropertyResult,
  type Reason,
  type Schedule,
  type Variant,
  type Verdict,
  type VerdictKind,
} from '../model';
import { claimOf } from '../properties';
import { concludeWithoutSearch, confirmRun, replay } from '../verdict';
import { completeBounds } from './bounds';
import { type CheckEnvironment, pauseOrHold } from './check-environment';
import { type Prepared, prepare } from './prepare';
import { runCheck as checkEverySchedule, refusedReport } from './run-check';
import { type Asked, runLengthMax, runSchedule, type ScheduledRun } from './schedule-run';
import { failureOf, sumOfCounts, undecidedRow, variantsOf } from './variants';

/** Never rejects for what a candidate, a limit or a user causes: that is a verdict. */
export async function breakSchedules(request: CheckRequest, environment: CheckEnvironment): Promise<CheckReport> {
  const startedAt = environment.now();
  const refuse = (verdict: VerdictKind, problem: Problem | undefined): CheckReport =>
    refusedReport(
      request,
      concludeWithoutSearch(request.challenge, request.bounds, { verdict, problem }),
      environment.now() - startedAt,
    );
  if (request.program.kind === 'refused') return refuse('invalid', forSchedules(request.program.problems[0]));
  const bounds = completeBounds(environment.challenge, request.bounds);
  if (bounds.kind === 'err') return refuse('invalid', bounds.error);
  const variants = await variantsOf(request, environment);
  if (variants.length === 0)
    return refuse('invalid', {
      code: 'challenge-invalid',
      sentence: `The challenge ${request.challenge} has no variants to break. Tell its author.`,
    });
  const loaded = await load(request, environment);
  if (loaded.kind === 'failed') return refuse('invalid', loaded.problem);
  const { candidate } = loaded;
  try {
    return await new ScheduleCheck(request, environment, bounds.value, startedAt, candidate).report(variants);
  } finally {
    candidate.dispose();
  }
}

async function load({ program }: CheckRequest, { breaking, wasm }: CheckEnvironment): Promise<SchedulesLoaded> {
  if (program.kind === 'refused') throw new Error('a refused source has no schedules');
  if (breaking === undefined) throw new Error('a place that checks schedules says where libraries come from');
  const platform: SandboxPlatform = { wasm, libraryText: breaking.libraryText };
  return loadSchedules(platform, program.program);
}

/** What is said of a source that is no protocol, to somebody who was not asked for one. */
function forSchedules(problem: Problem | undefined): Problem | undefined {
  const end =
    "End the file with `export default [ … ]`, a list of schedules made with what 'interleave/schedules' offers.";
  switch (problem?.code) {
    case 'source-empty':
      return { ...problem, sentence: `This file is empty. ${end}` };
    case 'no-protocol':
      return { ...problem, sentence: `This file exports no schedules. ${end}` };
    default:
      return problem;
  }
}

/** A run that was made, and with which scheduler on which variant. */
interface Made {
  readonly variant: Variant;
  readonly scheduler: number;
  readonly run: ScheduledRun;
}

/** A mutant that a run has broken. */
interface Kill {
  readonly scheduler: number;
  readonly schedule: Schedule;
  readonly property: string;
  readonly reasons: readonly Reason[];
}

/** What ends a check before everything is decided. */
interface Stopped {
  readonly kind: VerdictKind;
  readonly problem?: Problem | undefined;
  readonly limit?: { readonly kind: LimitKind; readonly value: number } | undefined;
}

/** Steps of all runs that are asked about again. */
const askedAgainMax = 20_000;

class ScheduleCheck {
  readonly #request: CheckRequest;
  readonly #environment: CheckEnvironment;
  readonly #bounds: Bounds;
  readonly #startedAt: number;
  readonly #candidate: CandidateSchedules;
  readonly #rows = new Map<Variant, PropertyResult>();
  readonly #made: Made[] = [];
  readonly #effective = new Set<number>();
  readonly #explored: CheckReport[] = [];

  constructor(
    request: CheckRequest,
    environment: CheckEnvironment,
    bounds: Bounds,
    startedAt: number,
    candidate: CandidateSchedules,
  ) {
    this.#request = request;
    this.#environment = environment;
    this.#bounds = bounds;
    this.#startedAt = startedAt;
    this.#candidate = candidate;
  }

  async report(variants: readonly Variant[]): Promise<CheckReport> {
    const stopped =
      (await this.#runAll(variants)) ??
      (await this.#askAgain()) ??
      (await this.#exploreRight(variants)) ??
      (await this.#exploreSurvivors(variants));
    return this.#whole(variants, stopped);
  }

  /** Every scheduler on every variant. */
  async #runAll(variants: readonly Variant[]): Promise<Stopped | undefined> {
    for (const variant of variants) {
      await pauseOrHold(this.#environment);
      const stopped = this.#limit() ?? (await this.#runOn(variant));
      if (stopped !== undefined) return stopped;
    }
    return undefined;
  }

  async #runOn(variant: Variant): Promise<Stopped | undefined> {
    const { challenge, wasm } = this.#environment;
    const prepared = await prepare({ ...this.#request, program: variant.program }, challenge, wasm);
    if (prepared.kind === 'refused') return authorsMistake(variant, prepared.verdict.problem?.sentence);
    try {
      const kills: Kill[] = [];
      const ends: Reason[] = [];
      const observed = new Set<number>();
      for (const [scheduler, head] of this.#candidate.schedulers.entries()) {
        const run = runSchedule(prepared, this.#candidate, scheduler, variant.name);
        this.#made.push({ variant, scheduler, run });
        for (const observation of run.observed) observed.add(observation);
        const { end } = run;
        if (end.kind === 'failed') return authorsMistake(variant, end.failure.problem.sentence);
        if (end.kind === 'broken') kills.push(killOf(prepared, scheduler, end.property, run.schedule));
        else ends.push({ kind: 'fact', text: endWords(head, run) });
      }
      this.#decide({ ...rowBefore(variant), observations: observed.size }, variant, kills, ends);
      return undefined;
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      return { kind: 'invalid', problem: error.problem };
    } finally {
      prepared.host.dispose();
    }
  }

  #decide(row: PropertyResult, variant: Variant, kills: readonly Kill[], ends: readonly Reason[]): void {
    const shortest = kills.reduce<Kill | undefined>(
      (best, kill) => (best === undefined || kill.schedule.length < best.schedule.length ? kill : best),
      undefined,
    );
    if (variant.isCorrect || shortest === undefined) {
      this.#rows.set(variant, { ...row, ...(variant.isCorrect ? {} : { result: 'unreached', reasons: ends }) });
      return;
    }
    for (const { scheduler } of kills) this.#effective.add(scheduler);
    const { schedule, property, reasons, scheduler } = shortest;
    this.#rows.set(variant, {
      ...row,
      result: 'reached',
      schedule,
      length: schedule.length,
      shortest: false,
      reasons: [
        { kind: 'part', name: this.#candidate.schedulers[scheduler]?.name ?? '' },
        { kind: 'part', name: property },
        ...reasons,
      ],
    });
  }

  /** The same questions in a fresh sandbox and in the opposite order: a scheduler depends on nothing but what it is shown. */
  async #askAgain(): Promise<Stopped | undefined> {
    const loaded = await load(this.#request, this.#environment);
    if (loaded.kind === 'failed') return { kind: 'invalid', problem: loaded.problem };
    const { candidate } = loaded;
    let left = askedAgainMax;
    try {
      for (const { variant, scheduler, run } of this.#made.toReversed()) {
        // A list of steps is nothing that could remember.
        if (candidate.schedulers[scheduler]?.kind === 'schedule') continue;
        candidate.begin(run.schedule);
        for (let count = run.asked.length - 1; count >= 0 && left > 0; count--, left--) {
          const { view, answer } = run.asked[count] as Asked;
          const again = candidate.next(scheduler, count, view, variant.name);
          if (JSON.stringify(again) === JSON.stringify(answer)) continue;
          const name = candidate.schedulers[scheduler]?.name ?? '';
          return { kind: 'nondeterministic', problem: twoAnswers(name, variant, count) };
        }
      }
      return undefined;
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      return { kind: 'nondeterministic', problem: { ...error.problem, code: 'two-answers' } };
    } finally {
      candidate.dispose();
    }
  }

  async #exploreRight(variants: readonly Variant[]): Promise<Stopped | undefined> {
    for (const variant of variants.filter(({ isCorrect }) => isCorrect)) {
      const report = await this.#explore(variant, 'all');
      this.#explored.push(report);
      const { verdict } = report;
      const failed = failureOf(variant, report)?.verdict;
      if (failed !== undefined) return { kind: failed.kind, problem: failed.problem, limit: failed.limit };
      if (verdict.kind !== 'holds' && verdict.kind !== 'vacuous')
        return authorsMistake(variant, `it is said to be right, and “${verdict.property}” is ${verdict.kind}.`);
      const row = this.#rows.get(variant) ?? rowBefore(variant);
      this.#rows.set(variant, { ...row, result: 'holds', observations: verdict.counts.observations });
    }
    return undefined;
  }

  /** Whether the mutants that survive can be broken at these bounds at all, and in how many steps. */
  async #exploreSurvivors(variants: readonly Variant[]): Promise<Stopped | undefined> {
    for (const variant of variants) {
      const row = this.#rows.get(variant);
      if (row?.result !== 'unreached') continue;
      const { verdict } = await this.#explore(variant, 'first');
      if (verdict.kind === 'inconclusive' && verdict.limit?.kind === 'cancelled')
        return { kind: 'inconclusive', limit: verdict.limit };
      const text = survivorWords(verdict);
      if (text !== undefined)
        this.#rows.set(variant, { ...row, reasons: [{ kind: 'fact', text }, ...(row.reasons ?? [])] });
    }
    return undefined;
  }

  #explore(variant: Variant, explore: CheckRequest['explore']): Promise<CheckReport> {
    const { mode: _mode, hiddenVariants: _hidden, ...request } = this.#request;
    const { checkpoints: _checkpoints, threads: _threads, ...environment } = this.#environment;
    const states = sumOfCounts(this.#explored.map(({ verdict }) => verdict.counts)).distinct;
    const elapsedMs = environment.now() - this.#startedAt;
    const limits = { ...request.limits, milliseconds: Math.max(0, request.limits.milliseconds - elapsedMs) };
    return checkEverySchedule(
      { ...request, limits, program: variant.program, explore, partialOrder: false },
      {
        ...environment,
        onProgress: (progress) =>
          environment.onProgress({
            ...progress,
            distinct: states + progress.distinct,
            estimate: null,
            remainingMs: null,
          }),
      },
    );
  }

  #limit(): Stopped | undefined {
    const { milliseconds } = this.#request.limits;
    if (this.#environment.isCancelled()) return { kind: 'inconclusive', limit: { kind: 'cancelled', value: 0 } };
    if (this.#environment.now() - this.#startedAt <= milliseconds) return undefined;
    return { kind: 'inconclusive', limit: { kind: 'time', value: milliseconds } };
  }

  #whole(variants: readonly Variant[], stopped: Stopped | undefined): CheckReport {
    const { program } = this.#request;
    const rows = variants.map((variant) => this.#rows.get(variant) ?? rowBefore(variant));
    const explored = this.#explored.map(({ verdict }) => verdict);
    const survivor = rows.find(({ result }) => result === 'unreached');
    const counts: CheckCounts = sumOfCounts(explored.map((verdict) => verdict.counts));
    const base = {
      challenge: this.#request.challenge,
      bounds: this.#bounds,
      properties: rows,
      counts,
      notChecked: [...new Set(explored.flatMap(({ notChecked }) => notChecked)), ...this.#scopeWords(variants)],
      neverFired: [],
    };
    const verdict: Verdict =
      stopped !== undefined
        ? {
            ...base,
            kind: stopped.kind,
            ...(stopped.problem === undefined ? {} : { problem: stopped.problem }),
            ...(stopped.limit === undefined ? {} : { limit: stopped.limit }),
          }
        : survivor === undefined
          ? { ...base, kind: 'holds' }
          : { ...base, kind: 'unreached', property: survivor.name };
    return {
      verdict,
      covered: [...this.#candidate.lines].sort((a, b) => a - b),
      executable: program.kind === 'compiled' ? program.program.executable : [],
      elapsedMs: this.#environment.now() - this.#startedAt,
      searchMs: this.#explored.reduce((sum, { searchMs }) => sum + searchMs, 0),
      bytes: Math.max(0, ...this.#explored.map(({ bytes }) => bytes)),
      workers: 1,
    };
  }

  /** What was tried of the mutants, and schedules that do nothing, in sentences. */
  #scopeWords(variants: readonly Variant[]): readonly string[] {
    const mutants = variants.filter(({ isCorrect }) => !isCorrect).length;
    if (this.#made.length < variants.length * this.#candidate.schedulers.length) return [];
    const idle = this.#candidate.schedulers.filter((_, index) => !this.#effective.has(index));
    return [
      `Schedules of the mutants other than yours: each of your ${this.#candidate.schedulers.length} was run once on each of the ${mutants}, and every run ends.`,
      ...idle.map(({ name }) => `Your schedule "${name}" breaks no variant.`),
    ];
  }
}

/** A violation, shown once more by replaying the schedule through the variant's own code. */
function killOf({ spec, host }: Prepared, scheduler: number, index: number, schedule: Schedule): Kill {
  const property = spec.properties[index];
  if (property === undefined) throw new Error('a run breaks a property of the challenge');
  const disagrees = (): Error => new Error(`a replay does not show that "${property.name}" is broken`);
  if (isLiveness(property)) {
    if (!confirmRun(spec, host, property, { schedule, cycleStart: undefined }).agrees) throw disagrees();
    const text = `nothing more has to happen, and it has not come: ${property.meaning}`;
    return { scheduler, schedule, property: property.name, reasons: [{ kind: 'fact', text }] };
  }
  const replayed = replay(spec, host, schedule);
  const claim = claimOf(property, replayed.observation);
  const isAtItsMoment = property.at === 'every' || replayed.quiescent;
  if (replayed.divergedAt !== undefined || !isAtItsMoment || claim?.holds !== false) throw disagrees();
  return { scheduler, schedule, property: property.name, reasons: claim.reasons };
}

function authorsMistake(variant: Variant, what: string | undefined): Stopped {
  const sentence = `The variant ${variant.name} of the challenge failed: ${what ?? 'it gives no answer.'} Tell the author of the challenge.`;
  return { kind: 'invalid', problem: { code: 'challenge-invalid', sentence } };
}

function twoAnswers(name: string, variant: Variant, count: number): Problem {
  const sentence = `The schedule "${name}", asked twice about the same moment of the variant ${variant.name}, after ${count} ${count === 1 ? 'step' : 'steps'}, gave two answers. It must depend on nothing but the view: look for a variable outside of it that one call changes and another reads. What has happened is in \`view.taken\`.`;
  return { code: 'two-answers', sentence };
}

/** How a run ended that has broken nothing: `“a late vote” takes 4 steps and ends there.` */
function endWords({ name }: SchedulerHead, { end, schedule }: ScheduledRun): string {
  const steps = `“${name}” takes ${schedule.length} ${schedule.length === 1 ? 'step' : 'steps'}`;
  switch (end.kind) {
    case 'stopped':
      return `${steps} and ends there`;
    case 'stuck':
      return `${steps}; then nothing that can happen fits its part ${end.part + 1}: ${end.words}`;
    case 'rest':
      return `${steps}; then nothing more can happen`;
    case 'length':
      return `${steps} and was cut off there: no run may take more than ${runLengthMax}`;
    case 'broken':
    case 'failed':
      return steps;
  }
}

/** Whether a mutant can be broken at all. Undefined if that is not known. */
function survivorWords(verdict: Verdict): string | undefined {
  switch (verdict.kind) {
    case 'violated':
    case 'deadlock':
      return verdict.schedule === undefined
        ? undefined
        : `a schedule of ${verdict.schedule.length} steps breaks it at these bounds`;
    case 'holds':
    case 'vacuous':
      return 'no schedule at all breaks it at these bounds: look at larger ones';
    case 'livelock':
    case 'unreached':
      return 'no run that ends breaks it at these bounds';
    case 'inconclusive':
    case 'crashed':
    case 'runaway':
    case 'nondeterministic':
    case 'invalid':
      return undefined;
  }
}

function rowBefore(variant: Variant): PropertyResult {
  return undecidedRow(
    variant,
    variant.isCorrect
      ? `${variant.name} does what it should: every schedule of it is explored, and none breaks it.`
      : `${variant.name} is wrong, so some schedule must break it.`,
  );
}
