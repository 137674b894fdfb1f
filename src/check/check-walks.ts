/** A check by random walks: for spaces that are too large to explore. It finds what is bad, and never says that all is well. */
import { createPrng } from '../base';
import { Census, Fingerprinter, Walker } from '../engine';
import type { CheckReport, CheckRequest, LimitKind, Schedule, SearchMode } from '../model';
import { type CheckEnvironment, pauseOrHold } from './check-environment';
import { pauseEveryMs, progressEveryMs, tableBytesMax } from './drive-search';
import type { Prepared } from './prepare';
import { recheckPurity } from './purity';
import { type Sample, sampleReport } from './sample-report';

/** A walk is cut off after this many steps. */
export const walkLengthMax = 1000;
/** Distinct states that are counted one by one: 100 MB. Beyond that their number is estimated. */
export const censusStatesMax = 4_000_000;
/** Steps between two looks at the clock: about a millisecond. */
const stepsPerLook = 2000;

type WalkMode = Extract<SearchMode, { kind: 'walks' }>;

export async function checkWalks(
  request: CheckRequest,
  mode: WalkMode,
  environment: CheckEnvironment,
  prepared: Prepared,
  startedAt: number,
): Promise<CheckReport> {
  const { system, properties } = prepared;
  const census = new Census(censusStatesMax);
  const byBit = new Map<number, Schedule>();
  let failing: Schedule | undefined;
  const scheduleOf = (path: Int32Array): Schedule => Array.from(path, (transition) => system.actionOf(transition));
  const stopBits = properties.badBits | (1 << properties.threwBit);
  const walker = new Walker(
    system,
    walkLengthMax,
    { bits: properties.watchBits, stopBits, onMet: (bit, path) => byBit.set(bit, scheduleOf(path)) },
    { census, fingerprinter: new Fingerprinter(system) },
  );
  const prng = createPrng(mode.seed);
  const tally = { walks: 0, steps: 0, longest: 0, atRest: 0, cutOff: 0, bad: 0 };
  const searchStartedAt = environment.now();
  const look = createLook(request, mode, environment, prepared, { startedAt, tally, census });
  let stepsAtLook = 0;
  let limit: Sample['limit'];
  while (tally.walks < (mode.walks ?? Number.POSITIVE_INFINITY)) {
    const end = walker.walk(prng, tally.walks + 1);
    tally.walks++;
    tally.steps += walker.length;
    tally.longest = Math.max(tally.longest, walker.length);
    if (end === 'rest') tally.atRest++;
    else if (end === 'length') tally.cutOff++;
    else {
      tally.bad++;
      if (end === 'failed') failing ??= scheduleOf(walker.path);
      if (request.explore === 'first' || walker.bit === properties.threwBit) break;
    }
    if (tally.steps + tally.walks - stepsAtLook < stepsPerLook) continue;
    stepsAtLook = tally.steps + tally.walks;
    const stopped = await look();
    if (stopped === undefined) continue;
    if (stopped !== 'done') limit = stopped;
    break;
  }
  const searchMs = environment.now() - searchStartedAt;
  const { singles } = census;
  const { lines } = system.fired;
  const purity = await recheckPurity(prepared, environment);
  return sampleReport(request, environment, prepared, startedAt, {
    met: { byBit, ...(failing === undefined ? {} : { failing }) },
    coverage: {
      kind: 'walks',
      seed: mode.seed,
      ...tally,
      lengthMax: walkLengthMax,
      distinct: census.distinct,
      ...(singles === undefined ? {} : { singles }),
    },
    counts: {
      generated: tally.steps,
      depth: tally.longest,
      participantCalls: system.memo.count,
      observations: system.observationCount,
    },
    lines,
    purity,
    ...(limit === undefined ? {} : { limit }),
    searchMs,
    bytes: census.bytes + system.bytes,
    workers: 1,
  });
}

interface Watched {
  readonly startedAt: number;
  readonly tally: { readonly walks: number; readonly steps: number; readonly longest: number };
  readonly census: Census;
}

/** A look at clock, memory and messages: undefined to go on, `done` where the time that was asked for is over, or a limit. */
function createLook(
  request: CheckRequest,
  mode: WalkMode,
  environment: CheckEnvironment,
  { system }: Prepared,
  { startedAt, tally, census }: Watched,
): () => Promise<undefined | 'done' | { readonly kind: LimitKind; readonly value: number }> {
  const { now } = environment;
  const { limits } = request;
  const walkingFrom = now();
  let pausedAt = walkingFrom;
  let reportedAt = walkingFrom;
  return async () => {
    const time = now();
    if (time - walkingFrom >= (mode.milliseconds ?? Number.POSITIVE_INFINITY)) return 'done';
    if (time - startedAt > limits.milliseconds) return { kind: 'time', value: limits.milliseconds };
    const tableBytes = system.bytes;
    if (tableBytes > tableBytesMax || tableBytes + census.bytes > limits.bytes)
      return { kind: 'bytes', value: Math.min(limits.bytes, tableBytesMax) };
    if (time - reportedAt >= progressEveryMs) {
      const elapsedMs = time - startedAt;
      environment.onProgress({
        distinct: census.distinct.value,
        generated: tally.steps,
        depth: tally.longest,
        frontier: 0,
        elapsedMs,
        rate: elapsedMs > 0 ? Math.round((tally.steps / elapsedMs) * 1000) : 0,
        estimate: null,
        remainingMs: null,
        samples: { done: tally.walks, ...(mode.walks === undefined ? {} : { of: mode.walks }) },
      });
      reportedAt = time;
    }
    if (time - pausedAt >= pauseEveryMs) {
      await pauseOrHold(environment);
      if (environment.isCancelled()) return { kind: 'cancelled', value: tally.walks };
      pausedAt = now();
    }
    return undefined;
  };
}
