/**
 * A check of properties that a candidate wrote, against protocols that the author knows to be right or wrong. Each variant is
 * explored to its end with the candidate's properties in place of the author's; what they say of it becomes one row of the
 * verdict. A right variant that they reject is a violation; a mutant that they let pass is a goal that was not reached.
 */
import { type CandidateProperties, loadProperties, type SandboxPlatform } from '../host';
import type {
  Bounds,
  Challenge,
  CheckReport,
  CheckRequest,
  Observation,
  Problem,
  PropertyResult,
  Schedule,
  SystemSpec,
  Trace,
  Variant,
  Verdict,
  VerdictKind,
} from '../model';
import { concludeWithoutSearch } from '../verdict';
import { completeBounds } from './bounds';
import type { CheckEnvironment } from './check-environment';
import type { SandboxedChallenge } from './open-challenge';
import { runCheck as checkEverySchedule, refusedReport } from './run-check';
import { replaySchedule } from './run-walks';
import { failureOf, sumOfCounts, undecidedRow, variantsOf } from './variants';

/** What one variant came to. */
interface Outcome {
  readonly variant: Variant;
  readonly report: CheckReport;
  readonly row: PropertyResult;
}

/** Never rejects for what a candidate, a limit or a user causes: that is a verdict. */
export async function breakVariants(request: CheckRequest, environment: CheckEnvironment): Promise<CheckReport> {
  const startedAt = environment.now();
  const refuse = (verdict: VerdictKind, problem: Problem | undefined): CheckReport =>
    refusedReport(
      request,
      concludeWithoutSearch(request.challenge, request.bounds, { verdict, problem }),
      environment.now() - startedAt,
    );
  if (request.program.kind === 'refused') return refuse('invalid', forProperties(request.program.problems[0]));
  const bounds = completeBounds(environment.challenge, request.bounds);
  if (bounds.kind === 'err') return refuse('invalid', bounds.error);
  const variants = await variantsOf(request, environment);
  if (variants.length === 0)
    return refuse('invalid', {
      code: 'challenge-invalid',
      sentence: `The challenge ${request.challenge} has no variants to judge. Tell its author.`,
    });
  const run = new BreakRun(request, environment, bounds.value, startedAt);
  const loaded = await run.load();
  if (loaded.kind === 'failed') return refuse('invalid', loaded.problem);
  loaded.candidate.dispose();
  return run.report(variants);
}

/** A schedule of a variant, replayed. Undefined if the request names none, or if something of it cannot be loaded. */
export async function replayVariant(
  request: CheckRequest,
  environment: Pick<CheckEnvironment, 'challenge' | 'wasm' | 'breaking'>,
  schedule: Schedule,
): Promise<Trace | undefined> {
  const variants = await variantsOf(request, environment);
  const variant = variants.find(({ name }) => name === request.variant);
  if (variant === undefined) return undefined;
  // What the properties say is no part of a trace.
  return replaySchedule({ ...request, program: variant.program }, environment.challenge, environment.wasm, schedule);
}

/** What is said of a source that is no protocol, to somebody who was not asked for one. */
function forProperties(problem: Problem | undefined): Problem | undefined {
  const end =
    "End the file with `export default [ … ]`, a list of properties made with what 'interleave/properties' offers.";
  switch (problem?.code) {
    case 'source-empty':
      return { ...problem, sentence: `This file is empty. ${end}` };
    case 'no-protocol':
      return { ...problem, sentence: `This file exports no properties. ${end}` };
    default:
      return problem;
  }
}

class BreakRun {
  readonly #request: CheckRequest;
  readonly #environment: CheckEnvironment;
  readonly #bounds: Bounds;
  readonly #startedAt: number;
  readonly #lines = new Set<number>();

  constructor(request: CheckRequest, environment: CheckEnvironment, bounds: Bounds, startedAt: number) {
    this.#request = request;
    this.#environment = environment;
    this.#bounds = bounds;
    this.#startedAt = startedAt;
  }

  /** The properties in a fresh sandbox. */
  async load() {
    const { program } = this.#request;
    if (program.kind === 'refused') throw new Error('a refused source has no properties');
    const { breaking, wasm } = this.#environment;
    if (breaking === undefined) throw new Error('a place that checks properties says where libraries come from');
    const platform: SandboxPlatform = { wasm, libraryText: breaking.libraryText };
    return loadProperties(platform, program.program);
  }

  async report(variants: readonly Variant[]): Promise<CheckReport> {
    const outcomes: Outcome[] = [];
    let blind: readonly string[] = [];
    for (const variant of variants) {
      const { opened, candidate } = await this.#open();
      try {
        if (outcomes.length === 0) blind = candidate.blind(nothingShown(opened.system(this.#bounds)));
        const report = await this.#check(variant, opened, outcomes);
        for (const line of candidate.lines) this.#lines.add(line);
        const failure = failureOf(variant, report);
        if (failure !== undefined) return this.#whole(variants, outcomes, blind, failure);
        outcomes.push({ variant, report, row: rowOf(variant, report) });
      } finally {
        opened.dispose();
      }
    }
    return this.#whole(variants, outcomes, blind, undefined);
  }

  /** The author's system with the candidate's properties, these in a sandbox of their own. */
  async #open(): Promise<{ readonly opened: SandboxedChallenge; readonly candidate: CandidateProperties }> {
    const loaded = await this.load();
    if (loaded.kind === 'failed') throw new Error('properties load as often as they are asked to');
    const { candidate } = loaded;
    const { challenge } = this.#environment;
    const opened: SandboxedChallenge = {
      ...challenge,
      system: (bounds) => ({ ...challenge.system(bounds), properties: candidate.properties }),
      reopen: async () => (await this.#open()).opened,
      dispose: () => candidate.dispose(),
    };
    return { opened, candidate };
  }

  #check(variant: Variant, challenge: Challenge, before: readonly Outcome[]): Promise<CheckReport> {
    const { mode: _mode, ...request } = this.#request;
    const { checkpoints: _checkpoints, threads: _threads, ...environment } = this.#environment;
    const states = before.reduce((sum, { report }) => sum + report.verdict.counts.distinct, 0);
    const elapsedMs = environment.now() - this.#startedAt;
    const limits = { ...request.limits, milliseconds: Math.max(0, request.limits.milliseconds - elapsedMs) };
    return checkEverySchedule(
      { ...request, limits, program: variant.program, explore: 'all', partialOrder: false, symmetry: false },
      {
        ...environment,
        challenge,
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

  #whole(
    variants: readonly Variant[],
    outcomes: readonly Outcome[],
    blind: readonly string[],
    failure: CheckReport | undefined,
  ): CheckReport {
    const { program } = this.#request;
    const rows = variants.map((variant, index) => outcomes[index]?.row ?? rowBefore(variant));
    const decisive =
      outcomes.find(({ row }) => row.result === 'violated') ?? outcomes.find(({ row }) => row.result === 'unreached');
    const reports = outcomes.map(({ report }) => report);
    const base = {
      challenge: this.#request.challenge,
      bounds: this.#bounds,
      properties: rows,
      counts: sumOfCounts(reports.map(({ verdict }) => verdict.counts)),
      notChecked: [...new Set(reports.flatMap(({ verdict }) => verdict.notChecked)), ...idleWords(outcomes, blind)],
      neverFired: [],
    };
    const verdict: Verdict =
      failure === undefined ? { ...base, ...decided(decisive) } : { ...failure.verdict, ...base };
    const trace = failure === undefined && decisive?.row.result === 'violated' ? decisive.report.trace : undefined;
    return {
      verdict,
      ...(trace === undefined ? {} : { trace }),
      covered: [...this.#lines].sort((a, b) => a - b),
      executable: program.kind === 'compiled' ? program.program.executable : [],
      elapsedMs: this.#environment.now() - this.#startedAt,
      searchMs: reports.reduce((sum, { searchMs }) => sum + searchMs, 0),
      bytes: Math.max(0, ...reports.map(({ bytes }) => bytes)),
      workers: 1,
    };
  }
}

function decided(
  decisive: Outcome | undefined,
): Pick<Verdict, 'kind' | 'property' | 'schedule' | 'steps' | 'cycleStart'> {
  if (decisive === undefined) return { kind: 'holds' };
  const { row, report } = decisive;
  if (row.result !== 'violated') return { kind: 'unreached', property: row.name };
  const { schedule, steps, cycleStart } = report.verdict;
  return {
    kind: 'violated',
    property: row.name,
    ...(schedule === undefined ? {} : { schedule }),
    ...(steps === undefined ? {} : { steps }),
    ...(cycleStart === undefined ? {} : { cycleStart }),
  };
}

function rowOf(variant: Variant, { verdict }: CheckReport): PropertyResult {
  const rejecting = ['holds', 'vacuous'].includes(verdict.kind)
    ? undefined
    : verdict.properties.find(({ name }) => name === verdict.property);
  const row = { ...rowBefore(variant), observations: verdict.counts.observations };
  if (rejecting === undefined) return { ...row, result: variant.isCorrect ? 'holds' : 'unreached' };
  const { schedule, length, cycleStart, fairness, reads } = rejecting;
  const why =
    rejecting.result === 'unreached'
      ? [{ kind: 'fact' as const, text: `${rejecting.name} is true in no state that ${variant.name} can come to` }]
      : (rejecting.reasons ?? []);
  return {
    ...row,
    result: variant.isCorrect ? 'violated' : 'reached',
    ...(schedule === undefined ? {} : { schedule }),
    ...(length === undefined ? {} : { length }),
    ...(cycleStart === undefined ? {} : { cycleStart }),
    ...(fairness === undefined ? {} : { fairness }),
    ...(reads === undefined ? {} : { reads }),
    reasons: [{ kind: 'part', name: rejecting.name }, ...why],
  };
}

function rowBefore(variant: Variant): PropertyResult {
  return undecidedRow(
    variant,
    variant.isCorrect
      ? `${variant.name} does what it should, so no property may reject it.`
      : `${variant.name} is wrong, so some property must reject it.`,
  );
}

/** Properties that cannot tell one protocol from another, or were never put to the test, in sentences. */
function idleWords(outcomes: readonly Outcome[], blind: readonly string[]): readonly string[] {
  const results = outcomes.flatMap(({ report }) => report.verdict.properties);
  const names = [...new Set(results.map(({ name }) => name))];
  const idle = names.filter(
    (name) => !blind.includes(name) && results.every((one) => one.name !== name || one.result === 'vacuous'),
  );
  return [
    ...blind.map(
      (name) => `Your property "${name}" reads nothing that the nodes show: it says the same of every protocol.`,
    ),
    ...idle.map((name) => `Your property "${name}" was never put to the test: what it is about happens in no variant.`),
  ];
}

/** What an observer sees before anything has happened. */
function nothingShown({ nodes }: SystemSpec): Observation {
  return { nodes: nodes.map(({ id, role }) => ({ id, role, up: true, outputs: [] })) };
}
