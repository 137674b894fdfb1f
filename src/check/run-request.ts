/** A check of any mode: every schedule, random walks, or a swarm. */
import { type CheckReport, type CheckRequest, DefinitionError } from '../model';
import { concludeWithoutSearch } from '../verdict';
import { breakSchedules } from './break-schedules';
import { breakVariants } from './break-variants';
import type { CheckEnvironment } from './check-environment';
import { checkSwarm } from './check-swarm';
import { checkWalks } from './check-walks';
import { prepare } from './prepare';
import { runCheck as checkEverySchedule, refusedReport } from './run-check';

/** Never rejects for what a participant, an author, a limit or a user causes: that is a verdict. */
export async function runCheck(request: CheckRequest, environment: CheckEnvironment): Promise<CheckReport> {
  const startedAt = environment.now();
  try {
    return await runMode(request, environment);
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    const verdict = concludeWithoutSearch(request.challenge, request.bounds, {
      verdict: 'invalid',
      problem: error.problem,
    });
    return refusedReport(request, verdict, environment.now() - startedAt);
  }
}

async function runMode(request: CheckRequest, environment: CheckEnvironment): Promise<CheckReport> {
  // Variants are small: whatever is asked for, every schedule of them is tried.
  if (environment.challenge.writes === 'properties') return breakVariants(request, environment);
  if (environment.challenge.writes === 'schedules') return breakSchedules(request, environment);
  const mode = request.mode ?? { kind: 'every' };
  if (mode.kind === 'every') return checkEverySchedule(request, environment);
  const startedAt = environment.now();
  const prepared = await prepare(request, environment.challenge, environment.wasm);
  if (prepared.kind === 'refused') return refusedReport(request, prepared.verdict, environment.now() - startedAt);
  try {
    return mode.kind === 'walks'
      ? await checkWalks(request, mode, environment, prepared, startedAt)
      : await checkSwarm(request, mode, environment, prepared, startedAt);
  } finally {
    prepared.host.dispose();
  }
}
