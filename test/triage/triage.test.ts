/** Triage of survivors whose reason is known: each finding from a mutant that deserves it, with its evidence. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { challengeBySlug } from '../../challenges';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import {
  always,
  type Bounds,
  type Challenge,
  fact,
  isProvedEquivalent,
  type SystemSpec,
  type Triage,
} from '../../src/model';
import { createTriager, type Triager, type TriageSetup } from '../../src/triage';
import { type TinySystem, tinyChallenge, tinyNodes } from '../models/tiny-challenge';

const environment = {
  wasm: loadSandboxWasm(),
  now: () => performance.now(),
  pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
  isCancelled: () => false,
};
const patienceMs = 300_000;
let triager: Triager | undefined;

afterEach(async () => {
  await triager?.dispose();
  triager = undefined;
});

async function triage(
  setup: Omit<TriageSetup, 'environment' | 'reference'> & { readonly reference: string },
  mutant: string,
): Promise<Triage> {
  triager = createTriager({ ...setup, environment, reference: compileSource(setup.reference, 'reference.ts') });
  return triager.triage(compileSource(mutant, 'mutant.ts'));
}

function read(slug: string, file: string): string {
  return readFileSync(new URL(`../../challenges/${slug}/${file}`, import.meta.url), 'utf8');
}

/** The challenge with nothing above these values. */
function upTo(challenge: Challenge, max: Bounds): Challenge {
  const parameters = challenge.parameters.map((one) => ({ ...one, max: max[one.name] ?? one.max }));
  return { ...challenge, parameters };
}

const paxos = challengeBySlug('paxos') as Challenge;
const commit = challengeBySlug('two-phase-commit') as Challenge;
const twoBallots = { acceptors: 3, proposers: 2, ballots: 2, crashes: 0, drops: 0, duplicates: 0 };

describe('a bound that is too small', () => {
  test('Paxos with the lowest accepted ballot lives with two ballots, and dies with three', {
    timeout: patienceMs,
  }, async () => {
    const { finding, sentence, tried } = await triage(
      {
        challenge: upTo(paxos, { ...twoBallots, ballots: 3 }),
        reference: read('paxos', 'alternates/asks-the-promisers-only.ts'),
        bounds: twoBallots,
        limits: { checkStates: 1_500_000, searchStates: 8_000_000 },
      },
      read('paxos', 'mutants/lowest-accepted-ballot.ts'),
    );
    expect(finding).toMatchObject({
      kind: 'bound-too-small',
      kill: {
        bounds: { ...twoBallots, ballots: 3 },
        ...{ verdict: 'violated', property: 'agreement', length: 20 },
        reference: { kind: 'holds', distinct: 2_839_643 },
      },
    });
    expect(sentence).toBe(
      'Bound too small: at acceptors 3, proposers 2, ballots 3, crashes 0, drops 0, duplicates 0 "agreement" is violated in 20 steps; the reference holds there, with 2,839,643 states. Bounds like these belong into a tier.',
    );
    expect(tried[0]).toContain('are answered alike');
  });

  test('two-phase commit that commits on a majority lives with two participants, and dies with three', {
    timeout: patienceMs,
  }, async () => {
    const bounds = { participants: 2, failures: 1, crashes: 1, restarts: 1, cooperative: 0 };
    const { finding } = await triage(
      { challenge: commit, reference: read('two-phase-commit', 'reference.ts'), bounds },
      read('two-phase-commit', 'mutants/commits-on-majority.ts'),
    );
    expect(finding).toMatchObject({
      kind: 'bound-too-small',
      kill: {
        bounds: { participants: 3, failures: 0, crashes: 0, restarts: 0, cooperative: 0 },
        ...{ verdict: 'violated', property: 'commit only if all voted yes', length: 8, reference: { kind: 'holds' } },
      },
    });
  });
});

/** Two nodes: the first is asked to answer, and tells the second what it answered. */
const asked: TinySystem = {
  nodes: [
    { id: 'n1', role: 'node', inputs: ['go', 'go'], mayCrash: true },
    { id: 'n2', role: 'node' },
  ],
};

const telling = (onInput: string, more = ''): string => `
  import { protocol } from 'interleave';
  export default protocol<{ count: number }, string, never, string, string>({
    init: () => ({ count: 0 }),${more}
    onInput(state, input, ctx) { ${onInput} },
    onMessage(state, message, from, ctx) { ctx.output(message); },
  });`;
const tellsTwice = telling(
  "state.count += 1; ctx.output('said ' + state.count); ctx.send('n2', 'heard ' + state.count);",
);

function never(name: string, bad: (outputs: readonly unknown[]) => boolean) {
  return always(name, 'It is never so.', (o) => fact(!o.nodes.some((node) => bad(node.outputs)), 'it is so'));
}

const tiny = (system: TinySystem, change: (spec: SystemSpec) => SystemSpec = (spec) => spec): Challenge => {
  const challenge = tinyChallenge(system);
  return { ...challenge, system: (bounds) => change(challenge.system(bounds)) };
};

describe('a weak environment', () => {
  test('a count that does not survive a crash is noticed where a node crashes', async () => {
    const twice = never('said once', (outputs) => new Set(outputs).size < outputs.length);
    const challenge = tiny({ ...asked, properties: [twice], outputs: 'every' } as TinySystem);
    const reference = telling("state.count += 1; ctx.output('said ' + state.count);", "\n    durable: ['count'],");
    const mutant = telling("state.count += 1; ctx.output('said ' + state.count);");
    const { finding, sentence } = await triage({ challenge, reference, bounds: {} }, mutant);
    expect(finding).toMatchObject({
      kind: 'weak-environment',
      change: 'one more crash of a node that may crash',
      kill: { verdict: 'violated', property: 'said once', length: 4, reference: { kind: 'holds' } },
    });
    expect(sentence).toContain('Weak environment: with one more crash of a node that may crash');
  });

  test('Paxos that forgets its promise, where the challenge has no crashes', { timeout: patienceMs }, async () => {
    const noCrash = (bounds: Bounds): SystemSpec => ({ ...paxos.system({ ...bounds, crashes: 0 }) });
    const challenge: Challenge = {
      ...upTo(paxos, twoBallots),
      tiers: { quick: twoBallots, full: twoBallots },
      system: noCrash,
    };
    const { finding } = await triage(
      {
        challenge,
        reference: read('paxos', 'reference.ts'),
        bounds: twoBallots,
        limits: { checkStates: 600_000, searchStates: 3_000_000 },
      },
      read('paxos', 'mutants/promise-forgotten.ts'),
    );
    expect(finding).toMatchObject({
      kind: 'weak-environment',
      change: 'one more crash of a node that may crash',
      kill: { property: 'agreement', length: 16 },
    });
  });
});

describe('a weak property', () => {
  test('what is seen too much is shown by a shortest schedule', async () => {
    const mutant = telling(
      "state.count += 1; ctx.output('said ' + state.count); ctx.send('n2', 'heard ' + state.count * 2);",
    );
    const { finding, sentence } = await triage({ challenge: tiny(asked), reference: tellsTwice, bounds: {} }, mutant);
    expect(finding).toMatchObject({
      kind: 'weak-property',
      difference: { kind: 'observation', who: 'mutant', atRest: false, schedule: { length: 2 } },
    });
    expect(sentence).toContain('after 2 steps the mutant is where the reference never is');
  });

  test('what is missing is shown by a schedule of the reference', async () => {
    const mutant = telling(
      "state.count += 1; ctx.output('said ' + state.count); if (state.count < 2) ctx.send('n2', 'heard ' + state.count);",
    );
    const { finding } = await triage({ challenge: tiny(asked), reference: tellsTwice, bounds: {} }, mutant);
    // The mutant comes to rest without it before the reference shows it: what is seen anywhere is told first.
    expect(finding).toMatchObject({
      kind: 'weak-property',
      difference: { who: 'reference', atRest: false, schedule: { length: 3 } },
    });
  });

  test('what differs in the order of events alone is told as events', async () => {
    const late = telling("state.count += 1; if (state.count === 2) ctx.output('done');");
    const early = late.replace('=== 2', '=== 1');
    const { finding, sentence } = await triage({ challenge: tiny(asked), reference: early, bounds: {} }, late);
    expect(finding).toEqual({
      kind: 'weak-property',
      difference: { kind: 'order', who: 'mutant', atRest: false, steps: ['n1 is given "go"'] },
    });
    expect(sentence).toContain('alone are possible for the mutant, and not for the reference: n1 is given "go".');
  });

  test('two-phase commit whose property was taken away', { timeout: patienceMs }, async () => {
    const bounds = { participants: 2, failures: 0, crashes: 0, restarts: 0, cooperative: 0 };
    const weak: Challenge = {
      ...upTo(commit, bounds),
      tiers: { quick: bounds, full: bounds },
      system: (within) => ({ ...commit.system(within), properties: [] }),
    };
    const { finding } = await triage(
      { challenge: weak, reference: read('two-phase-commit', 'reference.ts'), bounds },
      read('two-phase-commit', 'mutants/decides-on-the-first-vote.ts'),
    );
    expect(finding).toMatchObject({ kind: 'weak-property', difference: { kind: 'observation', who: 'mutant' } });
  });
});

describe('liveness only', () => {
  test('who may put off an answer for ever shows nothing else, and rests nowhere else', async () => {
    const answer = telling("ctx.send('n2', 'heard');");
    const puttingOff = `
      import { protocol } from 'interleave';
      export default protocol<null, string, never, string, string>({
        init: () => null,
        onInput(state, input, ctx) { ctx.send('n2', 'heard'); },
        onMessage(state, message, from, ctx) {
          if (ctx.choose([true, false])) ctx.output(message);
          else ctx.send(ctx.self, message);
        },
      });`;
    const nodes = asked.nodes.map((node) => (node.id === 'n1' ? { ...node, inputs: ['go'] } : node));
    const { finding, sentence } = await triage(
      { challenge: tiny({ nodes }), reference: answer, bounds: {} },
      puttingOff,
    );
    expect(finding).toMatchObject({ kind: 'liveness-only', goal: 'n2 shows "heard"', cycleStart: expect.any(Number) });
    expect(sentence).toContain('repeats for ever without it');
  });
});

describe('equivalence', () => {
  const twoNodes = tiny({ nodes: tinyNodes(2, { inputs: ['go', 'go'] }) });

  test('by answers: another way to write the same function', async () => {
    const mutant = tellsTwice.replace('state.count += 1;', 'state.count = state.count - 3 + 4;');
    const result = await triage({ challenge: twoNodes, reference: tellsTwice, bounds: {} }, mutant);
    expect(result.finding).toEqual({ kind: 'equivalent', proof: 'answers' });
    expect(isProvedEquivalent(result)).toBe(true);
  });

  test('by traces: another representation of the same', async () => {
    const mutant = tellsTwice.replace('count: 0', 'count: 7').replaceAll('+ state.count)', '+ (state.count - 7))');
    const result = await triage({ challenge: twoNodes, reference: tellsTwice, bounds: {} }, mutant);
    expect(result.finding).toEqual({ kind: 'equivalent', proof: 'traces' });
  });

  test('by observations alone where the comparison of traces is given up', async () => {
    const mutant = tellsTwice.replace('count: 0', 'count: 7').replaceAll('+ state.count)', '+ (state.count - 7))');
    const limits = { traceSteps: 3 };
    const result = await triage({ challenge: twoNodes, reference: tellsTwice, bounds: {}, limits }, mutant);
    expect(result.finding).toEqual({ kind: 'equivalent', proof: 'observations' });
    expect(result.sentence).toContain('whether a monitor could is not known');
  });

  test('is not claimed where the spaces are too large to compare', async () => {
    const limits = { compareStates: 3 };
    const result = await triage({ challenge: twoNodes, reference: tellsTwice, bounds: {}, limits }, tellsTwice);
    expect(result.finding).toEqual({ kind: 'unknown' });
    expect(result.tried[0]).toContain('more than 3 states');
    expect(isProvedEquivalent(result)).toBe(false);
  });
});
