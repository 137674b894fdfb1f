/** The simulations of a sweep, in order: the last axis varies fastest, and each combination has its seeds together. */
import { err, ok, type Result } from '../base';
import type { Bounds, Problem, SimulationRequest, SimulationSettings, Sweep, SweepRun } from '../model';

const runsMax = 100_000;

/** Refused if an axis names nothing that is a number, or there are too many runs. */
export function sweepRuns(request: SimulationRequest, sweep: Sweep): Result<readonly SweepRun[], Problem> {
  const { axes, seeds, settings } = sweep;
  const runCount = axes.reduce((product, { values }) => product * values.length, Math.max(0, seeds));
  if (!Number.isInteger(seeds) || seeds < 1 || runCount < 1 || runCount > runsMax)
    return refused(`it has ${runCount} runs; there may be 1 to ${runsMax}. Give fewer values or seeds.`);
  const runs: SweepRun[] = [];
  for (const values of combinations(axes.map((axis) => axis.values))) {
    let varied: Varied = { settings, bounds: request.bounds };
    for (const [index, { path }] of axes.entries()) {
      const next = withValue(varied, path, values[index] as number);
      if (next === undefined)
        return refused(`the axis "${path}" names no setting that is a number, and no parameter ("bounds.<name>").`);
      varied = next;
    }
    for (let seed = 0; seed < seeds; seed++) {
      runs.push({
        values,
        request: { ...request, bounds: varied.bounds },
        settings: { ...varied.settings, seed: (settings.seed + seed) >>> 0 },
      });
    }
  }
  return ok(runs);
}

interface Varied {
  readonly settings: SimulationSettings;
  readonly bounds: Bounds;
}

function withValue({ settings, bounds }: Varied, path: string, value: number): Varied | undefined {
  const [head, name, ...rest] = path.split('.');
  if (head !== 'bounds') {
    const changed = changedAt(settings, path.split('.'), value);
    return changed === undefined ? undefined : { settings: changed as SimulationSettings, bounds };
  }
  if (name === undefined || rest.length > 0 || !Object.hasOwn(bounds, name)) return undefined;
  return { settings, bounds: { ...bounds, [name]: value } };
}

/** A copy in which the number at the path is another. Undefined if there is none. */
function changedAt(thing: unknown, path: readonly string[], value: number): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return typeof thing === 'number' || thing === null ? value : undefined;
  if (typeof thing !== 'object' || thing === null || !Object.hasOwn(thing, name)) return undefined;
  const changed = changedAt((thing as Record<string, unknown>)[name], rest, value);
  if (changed === undefined) return undefined;
  if (!Array.isArray(thing)) return { ...thing, [name]: changed };
  return thing.map((item, index) => (String(index) === name ? changed : item));
}

function* combinations(lists: readonly (readonly number[])[]): Generator<readonly number[]> {
  const [head, ...rest] = lists;
  if (head === undefined) {
    yield [];
    return;
  }
  for (const value of head) for (const others of combinations(rest)) yield [value, ...others];
}

function refused(what: string): Result<never, Problem> {
  return err({ code: 'simulation-invalid', sentence: `The sweep cannot run: ${what}` });
}
