/** Random schedules, and replays of given ones. */
import { createPrng } from '../base';
import { Walker } from '../engine';
import { specOfSchedule } from '../experiment';
import { createHost } from '../host';
import type { Challenge, CheckRequest, Schedule, Trace, WalkReport } from '../model';
import { type Adapt, replay } from '../verdict';
import { walkLengthMax } from './check-walks';
import { hostSetup, prepare } from './prepare';
import { shrink } from './shrink';

/** Runs `count` random schedules to their end or to a violation. The first violating schedule is made smaller. */
export async function runWalks(
  request: CheckRequest,
  challenge: Challenge,
  wasm: WebAssembly.Module,
  count: number,
  seed: number,
): Promise<WalkReport> {
  const prepared = await prepare(request, challenge, wasm);
  if (prepared.kind === 'refused') return { walks: 0, steps: 0, violations: 0 };
  const { system, properties, spec, host } = prepared;
  const walker = new Walker(system, walkLengthMax, { bits: 0, stopBits: properties.badBits, onMet: () => undefined });
  const prng = createPrng(seed);
  let steps = 0;
  let violations = 0;
  let first: WalkReport['firstViolation'];
  for (let index = 0; index < count; index++) {
    walker.walk(prng, index + 1);
    steps += walker.length;
    const { bit } = walker;
    const property = spec.properties[bit];
    if (property === undefined) continue;
    violations++;
    if (first !== undefined) continue;
    const met = Array.from(walker.path, (transition) => system.actionOf(transition));
    first = { property: property.name, schedule: shrink(spec, system, host, { kind: 'bit', bit }, met).schedule };
  }
  host.dispose();
  return { walks: count, steps, violations, ...(first === undefined ? {} : { firstViolation: first }) };
}

/**
 * Replays a schedule as far as it goes. Undefined if the program does not even load.
 * @param adapt for schedules of another protocol
 */
export async function replaySchedule(
  request: CheckRequest,
  challenge: Challenge,
  wasm: WebAssembly.Module,
  schedule: Schedule,
  adapt?: Adapt,
): Promise<Trace | undefined> {
  const prepared = await prepare(request, challenge, wasm);
  if (prepared.kind === 'refused') return undefined;
  prepared.host.dispose();
  const created = await createHost(wasm, prepared.program, hostSetup(prepared.spec));
  if (created.kind === 'failed') return undefined;
  const { trace } = replay(specOfSchedule(prepared.spec, schedule), created.host, schedule, adapt);
  created.host.dispose();
  return trace;
}
