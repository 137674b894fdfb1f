/** One check of a pack: what threads and workers do. */
import { type CheckEnvironment, runCheck } from '../check';
import type { CheckReport, CheckRequest, Compiled, Limits, VerifyOutcome, VerifyTask } from '../model';

/** Where a check runs; without other threads. */
export type TaskEnvironment = Omit<CheckEnvironment, 'onProgress' | 'threads' | 'swarm' | 'checkpoints' | 'held'>;

/** Not of time: a slow machine comes to the same result. */
const limits: Omit<Limits, 'states'> = {
  bytes: 2_000_000_000,
  depth: 1_000_000,
  milliseconds: Number.MAX_SAFE_INTEGER,
};

/** In one thread: where a limit is hit, how many states were found until then depends on their number. */
export async function runVerifyTask(
  task: VerifyTask,
  program: Compiled,
  environment: TaskEnvironment,
  onStates: (states: number) => void,
): Promise<CheckReport> {
  const { slug } = environment.challenge;
  const hiddenVariants = task.withHidden === true ? await environment.breaking?.hidden?.(slug) : undefined;
  const request: CheckRequest = {
    challenge: slug,
    program: task.isPatient ? patient(program) : program,
    bounds: task.bounds,
    limits: { ...limits, states: task.states },
    explore: 'first',
    symmetry: true,
    partialOrder: false,
    orders: false,
    ...(hiddenVariants === undefined ? {} : { hiddenVariants }),
  };
  return runCheck(request, { ...environment, onProgress: ({ distinct }) => onStates(distinct) });
}

/** With twice the budget of steps for each call. */
function patient(program: Compiled): Compiled {
  return program.kind === 'compiled' ? { ...program, program: { ...program.program, patience: 2 } } : program;
}

/** What is kept of a report. */
export function outcomeOf({ verdict, bytes, elapsedMs }: CheckReport): VerifyOutcome {
  return {
    kind: verdict.kind,
    property: verdict.property ?? null,
    schedule: verdict.schedule ?? null,
    counts: verdict.counts,
    limit: verdict.limit?.kind ?? null,
    problem: verdict.problem ?? null,
    properties: verdict.properties.map(({ name, kind, result, length }) => ({
      name,
      kind,
      result,
      ...(length === undefined ? {} : { length }),
    })),
    bytes,
    elapsedMs,
  };
}

/** Whether the same check would come to the same outcome anywhere: not where a clock, the memory or a person ended it. */
export function isLasting({ limit }: VerifyOutcome): boolean {
  return limit === null || limit === 'states';
}

/** The outcome of a check that was ended on purpose. */
export const cancelledOutcome: VerifyOutcome = {
  kind: 'inconclusive',
  property: null,
  schedule: null,
  counts: { distinct: 0, generated: 0, depth: 0, participantCalls: 0, observations: 0 },
  limit: 'cancelled',
  problem: null,
  properties: [],
  bytes: 0,
  elapsedMs: 0,
};
