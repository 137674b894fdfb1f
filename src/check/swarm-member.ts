/** A thread's part in a swarm: runs one search after the other. What it has learnt of the system serves all of them. */
import { assert, createPrng } from '../base';
import { Fingerprinter, hashText, SwarmSearch } from '../engine';
import type { Challenge, CheckRequest, Schedule } from '../model';
import { type Prepared, prepare } from './prepare';
import { type Purity, recheckPurity } from './purity';
import type { SwarmPlan, SwarmResult } from './swarm-helpers';

export interface MemberEnvironment {
  readonly wasm: WebAssembly.Module;
  readonly now: () => number;
  readonly pause: () => Promise<void>;
  readonly isCancelled: () => boolean;
}

const unitsPerStep = 50_000;
/** What a helper's tables and texts may take. */
const tableBytesMax = 1_000_000_000;

/** Runs a plan in a thread of its own, which ends when whoever started it ends it. */
export type SwarmHelper = (plan: SwarmPlan) => Promise<SwarmResult>;

/** A helper for one request. Rejects if the request cannot be prepared, which its leader has done before. */
export async function createSwarmHelper(
  request: CheckRequest,
  challenge: Challenge,
  environment: Omit<MemberEnvironment, 'isCancelled'>,
): Promise<SwarmHelper> {
  const prepared = await prepare(request, challenge, environment.wasm);
  assert(prepared.kind === 'ready', 'a helper can prepare what its leader could');
  const member = new SwarmMember(prepared, { ...environment, isCancelled: () => false });
  return (plan) => member.run(plan, async () => prepared.system.bytes > tableBytesMax);
}

export class SwarmMember {
  readonly #prepared: Prepared;
  readonly #environment: MemberEnvironment;
  readonly #fingerprinter: Fingerprinter;
  #callsBefore = 0;
  #observationsBefore = 0;

  constructor(prepared: Prepared, environment: MemberEnvironment) {
    this.#prepared = prepared;
    this.#environment = environment;
    this.#fingerprinter = new Fingerprinter(prepared.system);
  }

  /** @param look called every few milliseconds with the search; true ends it */
  async run(plan: SwarmPlan, look: (search: SwarmSearch) => Promise<boolean>): Promise<SwarmResult> {
    const { system, properties } = this.#prepared;
    const met = new Map<number, Schedule>();
    const scheduleOf = (path: Int32Array): Schedule => Array.from(path, (transition) => system.actionOf(transition));
    const search = new SwarmSearch(
      system,
      this.#fingerprinter,
      { states: plan.statesMax, depth: plan.depthMax, order: plan.order },
      createPrng(plan.seed),
      {
        bits: properties.watchBits,
        stopBits: properties.badBits | (1 << properties.threwBit),
        onMet: (bit, path) => met.set(bit, scheduleOf(path)),
      },
    );
    while (!(await look(search)) && !search.step(unitsPerStep));
    const { calls } = system.memo;
    const purity: Purity =
      calls.length === this.#callsBefore
        ? { repeated: 0 }
        : await recheckPurity(this.#prepared, this.#environment, this.#callsBefore);
    const newCalls = calls.slice(this.#callsBefore).map(({ call }) => JSON.stringify(call));
    const newObservations = Array.from({ length: system.observationCount - this.#observationsBefore }, (_, index) =>
      system.configurationText(system.labelSlot, this.#observationsBefore + index),
    );
    this.#callsBefore = calls.length;
    this.#observationsBefore = system.observationCount;
    return {
      coverage: {
        ...plan,
        states: search.stateCount,
        transitions: search.generated,
        depth: search.depth,
        cut: search.cut,
        end: search.end ?? 'stopped',
      },
      states: search.fingerprints(),
      calls: fingerprintsOf(newCalls),
      observations: fingerprintsOf(newObservations),
      lines: [...system.fired.lines],
      met: [...met],
      ...(search.end === 'failed' ? { failing: scheduleOf(search.path) } : {}),
      ...(purity.failure === undefined ? {} : { impure: purity.failure }),
      repeated: purity.repeated,
      bytes: search.bytes + system.bytes,
    };
  }
}

function fingerprintsOf(texts: readonly string[]): Int32Array {
  const words = new Int32Array(texts.length * 2);
  for (const [index, text] of texts.entries()) hashText(text, 1, words, index * 2);
  return words;
}
