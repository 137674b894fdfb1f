/** Checkpoints at any moment of a search, also one in several threads: the restored search holds the same states and ends alike. */
import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { challengeBySlug } from '../../../challenges';
import { checkpointPieces, identifyCheck, openCheckpoint, restoreSearch } from '../../../src/check/checkpoint';
import { type Prepared, prepare } from '../../../src/check/prepare';
import { symmetryFor } from '../../../src/check/symmetry';
import { searchThreads } from '../../../src/cli/search-threads';
import { Arena, Search, type Threads } from '../../../src/engine';
import { compileSource } from '../../../src/host/compile';
import { loadSandboxWasm } from '../../../src/host/wasm-node';
import { type Challenge, type CheckRequest, defaultLimits } from '../../../src/model';
import { punctual } from '../../models/punctual-threads';
import { tinyChallenge } from '../../models/tiny-spec';
import { twoPhaseTla, twoPhaseTlaProtocol } from '../../models/two-phase-tla';

const wasm = loadSandboxWasm();
const pool = punctual(searchThreads(1));
afterAll(() => pool.discard());

const threadsOf = (isTogether: boolean): Threads | undefined =>
  isTogether ? { arena: new Arena(), starter: pool } : undefined;

interface Begun {
  readonly request: CheckRequest;
  readonly prepared: Prepared;
  readonly search: Search;
}

/** What is searched: Paxos, and two-phase commit with interchangeable managers. */
interface Subject {
  readonly challenge: Challenge;
  readonly source: string;
}

const paxos: Subject = {
  challenge: challengeBySlug('paxos') as Challenge,
  source: readFileSync(new URL('../../../challenges/paxos/reference.ts', import.meta.url), 'utf8'),
};
const managers = [1, 2, 3, 4, 5, 6].map((number) => [`rm${number}`]);
const symmetric: Subject = {
  challenge: tinyChallenge({ ...twoPhaseTla(6), symmetry: [managers] }),
  source: twoPhaseTlaProtocol,
};

async function begin(subject: Subject, isTogether: boolean): Promise<Begun> {
  const request = requestOf(subject);
  const threads = threadsOf(isTogether);
  const prepared = await prepare(request, subject.challenge, wasm, threads?.arena);
  if (prepared.kind === 'refused') throw new Error('the reference is a protocol');
  const reduction = symmetryFor(request, prepared, 'sets');
  expect(reduction !== undefined).toBe(subject === symmetric);
  const search = new Search(prepared.system, request.limits, watchOf(prepared), { threads, reduction });
  return { request, prepared, search };
}

function requestOf({ challenge, source }: Subject): CheckRequest {
  return {
    challenge: challenge.slug,
    program: compileSource(source, 'protocol.ts'),
    bounds: challenge.tiers.quick,
    limits: defaultLimits,
    explore: 'all',
  };
}

const watchOf = ({ properties }: Prepared) => ({ bits: properties.watchBits, stopBits: 0 });

function write({ challenge }: Subject, { request, prepared, search }: Begun): readonly Uint8Array<ArrayBuffer>[] {
  const identity = identifyCheck(request, challenge);
  const record = search.record();
  if (identity === undefined || record === undefined) throw new Error('it can be told where the search stands');
  const { key, bounds } = identity;
  const counts = { distinct: search.stateCount, generated: search.generatedCount, depth: search.depth };
  const times = { elapsedMs: 1, searchMs: 1, attempt: 0 };
  const header = { key, engine: '', challenge: challenge.slug, bounds, ...counts, ...times };
  return [...checkpointPieces(header, prepared.system, search, record)];
}

async function restore(subject: Subject, pieces: readonly Uint8Array[], isTogether: boolean): Promise<Begun> {
  const request = requestOf(subject);
  const threads = threadsOf(isTogether);
  const checkpoint = await openCheckpoint(pieces, 100, () => undefined);
  const prepared = await prepare(request, subject.challenge, wasm, threads?.arena, checkpoint.answers);
  if (prepared.kind === 'refused') throw new Error('the reference is a protocol');
  const search = await restoreSearch(prepared, checkpoint, {
    limits: request.limits,
    watch: watchOf(prepared),
    threads,
    partialOrder: false,
    symmetry: symmetryFor(request, prepared, 'sets'),
    pause: async () => undefined,
  });
  return { request, prepared, search };
}

/** The states in an order that does not depend on threads, and everything that is counted. */
function essence({ prepared, search }: Begun) {
  const { system } = prepared;
  const { stateCount, generatedCount, depth, levelSizes, end } = search;
  return {
    ...{ stateCount, generatedCount, depth, levelSizes, end },
    met: [...search.firstState].map((state) => (state < 0 ? -1 : search.pathTo(state).length)),
    calls: system.memo.count,
    observations: system.observationCount,
    kinds: [...system.fired.kinds].sort(),
    lines: [...system.fired.lines].sort(),
  };
}

test.each<[string, Subject, boolean]>([
  ['by one thread', paxos, false],
  ['by two threads', paxos, true],
  ['with symmetry', symmetric, false],
])('a search %s is taken up at any moment', async (_how, subject, isTogether) => {
  const whole = await begin(subject, isTogether);
  while (!whole.search.step(1_000_000));
  const expected = essence(whole);
  const words = [...whole.search.stateWords];
  for (let taken = 1; taken <= 4; taken++) {
    const interrupted = await begin(subject, isTogether);
    while (interrupted.search.generatedCount < (expected.generatedCount * taken) / 5) interrupted.search.step(1);
    expect(interrupted.search.end).toBe(undefined);
    const pieces = write(subject, interrupted);
    const restored = await restore(subject, pieces, isTogether);
    expect([...restored.search.stateWords]).toEqual([...interrupted.search.stateWords]);
    // What is written down at once again is the same to the byte.
    expect(write(subject, restored)).toEqual(pieces);
    for (const one of [interrupted, restored]) {
      while (!one.search.step(10_000));
      expect(essence(one)).toEqual(expected);
      if (!isTogether) expect([...one.search.stateWords]).toEqual(words);
      expect(one.search.threadCount).toBe(isTogether ? 2 : 1);
      one.prepared.host.dispose();
    }
  }
});
