/** Makes the experiments that a challenge asks for, and repeats what handlers answered in them. */
import { type ExperimentFindings, RunEnumerator, runExperiments } from '../experiment';
import { type Action, type CheckRequest, isExperiment } from '../model';
import type { Prepared } from './prepare';
import { purityWords, recheckPurity } from './purity';
import { runWork, type WorkEnvironment, type WorkLimits } from './run-work';

export interface CheckedExperiments extends ExperimentFindings {
  readonly stopped?: 'time' | 'cancelled';
  /** Lines of the candidate's source that ran. */
  readonly lines: ReadonlySet<number>;
  /** What took place, in the words of actions. */
  readonly kinds: ReadonlySet<Action['kind']>;
  readonly notChecked: readonly string[];
}

/** How experiments follow each other is not left open: this is the one schedule that they look at. */
export const experimentScheduleWords =
  'Other schedules in experiments: the nodes are given their inputs one after the other, then messages arrive round by round, by receiver, sender and order of sending, and timers fire when none is under way.';

const kindsOf = { input: 'input', message: 'deliver', timer: 'timeout' } as const;

export async function checkExperiments(
  prepared: Prepared,
  request: CheckRequest,
  limits: WorkLimits,
  environment: WorkEnvironment & { readonly wasm: WebAssembly.Module },
): Promise<CheckedExperiments> {
  const { spec, system, program } = prepared;
  const none = { byProperty: new Map(), runs: 0, experiments: 0, lines: new Set<number>(), kinds: new Set<never>() };
  if (!spec.properties.some(isExperiment)) return { ...none, notChecked: [] };
  const callsBefore = system.memo.count;
  const runs = new RunEnumerator(spec, (call) => system.memo.call(call), program.file);
  const work = runExperiments(
    spec,
    runs,
    { explore: request.explore, orders: request.orders !== false },
    { runs: request.limits.states, bytes: limits.bytes },
  );
  const end = await runWork(work, environment, limits.deadline);
  const kinds = new Set([...runs.handlers].flatMap((kind) => (kind in kindsOf ? [kindsOf[kind as 'input']] : [])));
  const common = { lines: runs.lines, kinds };
  if (end.kind === 'stopped')
    return { ...none, ...common, runs: runs.runCount, stopped: end.by, notChecked: [experimentScheduleWords] };
  const purity = await recheckPurity(prepared, environment, callsBefore);
  const { orders = 'not shown' } = end.result;
  const notChecked = [
    ...(orders === 'not shown' ? [experimentScheduleWords] : []),
    ...purityWords(purity, system.memo.count - callsBefore),
  ];
  if (environment.isCancelled()) return { ...none, ...common, runs: end.result.runs, stopped: 'cancelled', notChecked };
  const { failure: impure } = purity;
  const failure = impure === undefined ? {} : { failure: { ...impure, schedule: [] } };
  return { ...end.result, ...failure, ...common, notChecked };
}
