/** Random schedules, and replays of given ones. */
import { createPrng } from '../base';
import { createWalker } from '../engine';
import { createHost } from '../host';
import type { Challenge, CheckRequest, Schedule, Trace, WalkReport } from '../model';
import { claimOf } from '../properties';
import { minimise, replay } from '../verdict';
import { hostSetup, prepare } from './prepare';

/** A walk is cut off after this many steps. */
const walkLengthMax = 1000;

/** Runs `count` random schedules to their end or to a violation. The first violating schedule is minimised. */
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
  const walk = createWalker(system, properties.badBits);
  const prng = createPrng(seed);
  let steps = 0;
  let violations = 0;
  let first: WalkReport['firstViolation'];
  for (let index = 0; index < count; index++) {
    const { transitions, bit } = walk(prng, walkLengthMax);
    steps += transitions.length;
    const property = spec.properties[bit];
    if (property === undefined) continue;
    violations++;
    first ??= {
      property: property.name,
      schedule: minimise(
        transitions.map((transition) => system.actionOf(transition)),
        (schedule) => {
          const replayed = replay(spec, host, schedule);
          const whole = replayed.divergedAt === undefined && replayed.failure === undefined;
          const counts = property.at === 'every' || replayed.quiescent;
          return whole && counts && claimOf(property, replayed.observation)?.holds === false;
        },
      ),
    };
  }
  host.dispose();
  return { walks: count, steps, violations, ...(first === undefined ? {} : { firstViolation: first }) };
}

/** Replays a schedule as far as it goes. Undefined if the program does not even load. */
export async function replaySchedule(
  request: CheckRequest,
  challenge: Challenge,
  wasm: WebAssembly.Module,
  schedule: Schedule,
): Promise<Trace | undefined> {
  const prepared = await prepare(request, challenge, wasm);
  if (prepared.kind === 'refused') return undefined;
  prepared.host.dispose();
  const created = await createHost(wasm, prepared.program, hostSetup(prepared.spec));
  if (created.kind === 'failed') return undefined;
  const { trace } = replay(prepared.spec, created.host, schedule);
  created.host.dispose();
  return trace;
}
