/**
 * A check by a swarm: several depth-first searches that each see a part of a space which is too large for one, in orders and
 * to depths drawn at random, so that together they see more. (Holzmann, Joshi and Groce, "Swarm verification", ASE 2008.)
 * What a search does depends on the seed and its number alone, so the number of threads changes nothing but the time.
 */
import { createPrng } from '../base';
import { Census, type SwarmSearch } from '../engine';
import type { CheckReport, CheckRequest, Schedule, SearchMode, SwarmSearchCoverage } from '../model';
import { type CheckEnvironment, pauseOrHold } from './check-environment';
import { pauseEveryMs, progressEveryMs, tableBytesMax } from './drive-search';
import type { Prepared } from './prepare';
import type { Purity } from './purity';
import { type Sample, sampleReport } from './sample-report';
import type { SwarmPlan, SwarmResult } from './swarm-helpers';
import { SwarmMember } from './swarm-member';

/** Distinct states of all searches together that are counted one by one; beyond that their number is estimated. */
const censusStatesMax = 4_000_000;
/** Depth bounds are drawn from 2^5 to 2^12, each power as likely as another. */
const depthPowers = { min: 5, count: 8 } as const;
/** How often it is looked whether other threads are done. */
const waitMs = 20;

type SwarmMode = Extract<SearchMode, { kind: 'swarm' }>;

export async function checkSwarm(
  request: CheckRequest,
  mode: SwarmMode,
  environment: CheckEnvironment,
  prepared: Prepared,
  startedAt: number,
): Promise<CheckReport> {
  const searchStartedAt = environment.now();
  const run = new SwarmRun(request, mode, environment, prepared, startedAt);
  await run.toItsEnd();
  const searchMs = environment.now() - searchStartedAt;
  return sampleReport(request, environment, prepared, startedAt, run.sample(searchMs));
}

/** The plans of a swarm: drawn alike and independently of each other, so that what one adds says what another would. */
export function swarmPlans(mode: SwarmMode): readonly SwarmPlan[] {
  const prng = createPrng(mode.seed);
  return Array.from({ length: mode.searches }, (_, index) => ({
    number: index + 1,
    seed: prng.next(),
    order: prng.below(2) === 0 ? 'shuffled' : 'node by node',
    depthMax: 2 ** (depthPowers.min + prng.below(depthPowers.count)),
    statesMax: mode.states,
  }));
}

class SwarmRun {
  readonly #request: CheckRequest;
  readonly #mode: SwarmMode;
  readonly #environment: CheckEnvironment;
  readonly #prepared: Prepared;
  readonly #startedAt: number;
  readonly #plans: readonly SwarmPlan[];
  readonly #member: SwarmMember;
  /** By index of the plan. */
  readonly #results: (SwarmResult | undefined)[] = [];
  /** Plans that a thread took and did not bring to an end. */
  readonly #returned: number[] = [];
  #next = 0;
  /** No plan from here on counts: the one before it has found something. */
  #end: number;
  #limit: Sample['limit'];
  #workers = 1;
  #pausedAt = 0;
  #reportedAt = 0;

  constructor(
    request: CheckRequest,
    mode: SwarmMode,
    environment: CheckEnvironment,
    prepared: Prepared,
    startedAt: number,
  ) {
    this.#request = request;
    this.#mode = mode;
    this.#environment = environment;
    this.#prepared = prepared;
    this.#startedAt = startedAt;
    this.#plans = swarmPlans(mode);
    this.#end = this.#plans.length;
    this.#member = new SwarmMember(prepared, environment);
  }

  async toItsEnd(): Promise<void> {
    const helpers = this.#environment.swarm;
    const wanted = Math.min(helpers?.count ?? 0, (this.#request.workers ?? Number.POSITIVE_INFINITY) - 1);
    const count = Math.max(0, Math.min(wanted, this.#plans.length - 1));
    this.#workers = 1 + count;
    let helping = count;
    const loops = Array.from({ length: count }, () =>
      this.#help().finally(() => {
        helping--;
      }),
    );
    try {
      await this.#work();
      while (this.#isOpen() && helping > 0) {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        if (await this.#isStopped(undefined)) break;
        // A thread that died leaves its search to this one.
        await this.#work();
      }
    } finally {
      // Also where all are done: they were prepared for this request, and take memory.
      helpers?.discard();
    }
    await Promise.all(loops);
  }

  sample(searchMs: number): Sample {
    const counted = this.#results.slice(0, this.#end).filter((result) => result !== undefined);
    const census = new Census(censusStatesMax);
    const calls = new Census(censusStatesMax);
    const observations = new Census(censusStatesMax);
    const byBit = new Map<number, Schedule>();
    const lines = new Set<number>();
    const searches: SwarmSearchCoverage[] = [];
    let failing: Schedule | undefined;
    let purity: Purity = { repeated: 0 };
    for (const result of counted) {
      const { number } = result.coverage;
      const fresh = addAll(census, result.states, number);
      addAll(calls, result.calls, number);
      addAll(observations, result.observations, number);
      for (const [bit, schedule] of result.met) if (!byBit.has(bit)) byBit.set(bit, schedule);
      for (const line of result.lines) lines.add(line);
      failing ??= result.failing;
      const failure = purity.failure ?? result.impure;
      purity = { repeated: purity.repeated + result.repeated, ...(failure === undefined ? {} : { failure }) };
      searches.push({ ...result.coverage, ...(fresh === undefined ? {} : { fresh }) });
    }
    const { singles } = census;
    return {
      met: { byBit, ...(failing === undefined ? {} : { failing }) },
      coverage: {
        kind: 'swarm',
        seed: this.#mode.seed,
        planned: this.#plans.length,
        searches,
        distinct: census.distinct,
        ...(singles === undefined ? {} : { singles }),
      },
      counts: {
        generated: counted.reduce((sum, { coverage }) => sum + coverage.transitions, 0),
        depth: Math.max(0, ...counted.map(({ coverage }) => coverage.depth)),
        participantCalls: calls.distinct.value,
        observations: observations.distinct.value,
      },
      lines,
      purity,
      ...(this.#limit === undefined ? {} : { limit: this.#limit }),
      searchMs,
      bytes: Math.max(0, ...counted.map(({ bytes }) => bytes)) * this.#workers + census.bytes,
      workers: this.#workers,
    };
  }

  /** Runs searches in this thread until none is left. */
  async #work(): Promise<void> {
    for (;;) {
      const index = this.#take();
      if (index === undefined) return;
      const result = await this.#member.run(this.#plans[index] as SwarmPlan, (search) => this.#isStopped(search));
      this.#keep(index, result);
    }
  }

  /** Has another thread run searches until none is left. */
  async #help(): Promise<void> {
    for (;;) {
      const index = this.#take();
      if (index === undefined) return;
      try {
        const result = await this.#environment.swarm?.run(this.#request, this.#plans[index] as SwarmPlan);
        if (result === undefined) return;
        this.#keep(index, result);
      } catch {
        // The thread has died, or was ended: the search is still to be run.
        this.#returned.push(index);
        return;
      }
    }
  }

  #take(): number | undefined {
    if (this.#limit !== undefined) return undefined;
    const index = this.#returned.shift() ?? (this.#next < this.#end ? this.#next++ : undefined);
    return index !== undefined && index < this.#end ? index : undefined;
  }

  #keep(index: number, result: SwarmResult): void {
    this.#results[index] = result;
    const { end } = result.coverage;
    const isFinal = this.#request.explore === 'first' && (end === 'bad' || end === 'failed');
    if (isFinal || result.impure !== undefined) this.#end = Math.min(this.#end, index + 1);
  }

  /** Whether a search that counts has no result. */
  #isOpen(): boolean {
    if (this.#limit !== undefined) return false;
    for (let index = 0; index < this.#end; index++) if (this.#results[index] === undefined) return true;
    return false;
  }

  /** Looks at clock, memory and messages. */
  async #isStopped(search: SwarmSearch | undefined): Promise<boolean> {
    const { now } = this.#environment;
    const { limits } = this.#request;
    const time = now();
    const tableBytes = this.#prepared.system.bytes;
    if (time - this.#startedAt > limits.milliseconds) this.#limit = { kind: 'time', value: limits.milliseconds };
    else if (tableBytes > tableBytesMax || tableBytes + (search?.bytes ?? 0) > limits.bytes)
      this.#limit = { kind: 'bytes', value: Math.min(limits.bytes, tableBytesMax) };
    if (time - this.#reportedAt >= progressEveryMs) {
      this.#report(search, time - this.#startedAt);
      this.#reportedAt = time;
    }
    if (time - this.#pausedAt >= pauseEveryMs) {
      await pauseOrHold(this.#environment);
      this.#pausedAt = now();
      if (this.#environment.isCancelled()) this.#limit = { kind: 'cancelled', value: this.#results.length };
    }
    return this.#limit !== undefined;
  }

  /** States of different searches are not compared before the end, so what is shown is their sum. */
  #report(search: SwarmSearch | undefined, elapsedMs: number): void {
    const done = this.#results.filter((result) => result !== undefined).map(({ coverage }) => coverage);
    const sum = (own: number, of: (search: SwarmSearchCoverage) => number) =>
      done.reduce((total, coverage) => total + of(coverage), own);
    const generated = sum(search?.generated ?? 0, ({ transitions }) => transitions);
    this.#environment.onProgress({
      distinct: sum(search?.stateCount ?? 0, ({ states }) => states),
      generated,
      depth: Math.max(search?.depth ?? 0, ...done.map(({ depth }) => depth)),
      frontier: 0,
      elapsedMs,
      rate: elapsedMs > 0 ? Math.round((generated / elapsedMs) * 1000) : 0,
      estimate: null,
      remainingMs: null,
      samples: { done: done.length, of: this.#plans.length },
    });
  }
}

/** How many were new; undefined where they are no longer counted. */
function addAll(census: Census, fingerprints: Int32Array, sample: number): number | undefined {
  let fresh = 0;
  for (let at = 0; at < fingerprints.length; at += 2)
    if (census.add(fingerprints[at] as number, fingerprints[at + 1] as number, sample)) fresh++;
  return census.singles === undefined ? undefined : fresh;
}
