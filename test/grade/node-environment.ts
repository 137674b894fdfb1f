/** A place to grade submissions in, and what an honest candidate would claim. */
import { challengeBySlug } from '../../challenges';
import { type GradeEnvironment, gradeLimits, runSource, wholeCheck } from '../../src/grade';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import type { Bounds, CheckResult, LoggedCheck } from '../../src/model';
import { checkResultOf } from '../../src/submission';
import { challengeHash, demo, engine } from './make-submission';

export const environment: GradeEnvironment = {
  challenge: challengeBySlug,
  challengeHash: () => challengeHash,
  engine,
  compile: compileSource,
  wasm: loadSandboxWasm(),
  now: () => performance.now(),
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  isCancelled: () => false,
  limits: { ...gradeLimits, states: 200_000 },
};

/** What an honest candidate's page has computed. */
export async function honest(
  source: string,
  bounds: Bounds,
  part: Partial<LoggedCheck> = {},
  around = environment,
): Promise<CheckResult> {
  const { explore = 'all', switches = {}, mode = { kind: 'every' } } = part;
  const compiled = compileSource(source, 'protocol.ts');
  const settings = { ...wholeCheck, explore, switches, mode };
  return checkResultOf(
    await runSource(
      { data: demo, hash: challengeHash, pack: null },
      compiled,
      bounds,
      settings,
      around,
      () => undefined,
    ),
  );
}
