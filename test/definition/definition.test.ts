/** Definitions in the sandbox: the same verdicts as trusted ones, and no wrong verdict of a bad one. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { challenges } from '../../challenges';
import type { SandboxedChallenge } from '../../src/check';
import { checkSource } from '../../src/cli';
import type { Challenge, CheckReport } from '../../src/model';
import { broadcastProtocol, byzantineBroadcast, equivocator } from '../models/byzantine-broadcast';
import { protocolOf, tinyChallenge } from '../models/tiny-challenge';
import { definitionWith, sandboxed, showsTwice, trusted } from './sandboxed';

/** Experiments of thousands of runs, on a busy machine. */
const patienceMs = 300_000;

const opened: SandboxedChallenge[] = [];
afterEach(() => {
  for (const challenge of opened.splice(0)) challenge.dispose();
});

async function open(...parameters: Parameters<typeof sandboxed>): Promise<SandboxedChallenge> {
  const challenge = await sandboxed(...parameters);
  opened.push(challenge);
  return challenge;
}

const fileOf = (slug: string, name: string) =>
  readFileSync(new URL(`../../challenges/${slug}/${name}`, import.meta.url), 'utf8');

/** What does not depend on the machine. */
function told({ verdict, trace, covered }: CheckReport): string {
  return JSON.stringify({ verdict, trace, covered });
}

async function check(challenge: Challenge, source: string, tier: 'quick' | 'full' = 'quick'): Promise<CheckReport> {
  return checkSource({ challenge, source, file: 'protocol.ts', bounds: challenge.tiers[tier] });
}

/** What a definition judges itself: properties of candidates take the place of its own. */
const judging = challenges.filter(({ writes }) => writes !== 'properties');

/** The definition and what it may import. */
function definitionFiles(slug: string): Readonly<Record<string, string>> {
  const files = readdirSync(new URL(`../../challenges/${slug}/`, import.meta.url)).filter((name) =>
    name.endsWith('.ts'),
  );
  return Object.fromEntries(files.map((name) => [name, fileOf(slug, name)]));
}

describe.each(judging.map((challenge) => [challenge.slug, challenge] as const))(
  'the definition of %s',
  (slug, trusted) => {
    test.each(['reference.ts', 'starter.ts'])(
      'judges %s in the sandbox as it does outside, byte for byte',
      { timeout: patienceMs },
      async (file) => {
        const inside = await open(definitionFiles(slug), trusted);
        const source = fileOf(slug, file);
        expect(told(await check(inside, source))).toBe(told(await check(trusted, source)));
      },
    );
  },
);

test('the full tier of two-phase commit is the same inside as outside', async () => {
  const trusted = challenges.find(({ slug }) => slug === 'two-phase-commit') as Challenge;
  const inside = await open({ 'challenge.ts': fileOf(trusted.slug, 'challenge.ts') }, trusted);
  const source = fileOf(trusted.slug, 'reference.ts');
  const report = await check(inside, source, 'full');
  expect(report.verdict.kind).toBe('holds');
  expect(told(report)).toBe(told(await check(trusted, source, 'full')));
});

describe('an adversary in the sandbox', () => {
  const definition = `import { always, fact, implies, sometimes } from 'interleave/challenge';
    const equivocator = {
      init(ctx) { ctx.setTimer('attack'); return null; },
      onTimer(_state, _timer, ctx) { for (const peer of ctx.peers) ctx.send(peer, ctx.choose([0, 1])); },
    };
    export default function system() {
      return {
        nodes: [{ id: 's', role: 'sender', adversary: equivocator }, { id: 'n1', role: 'receiver' }, { id: 'n2', role: 'receiver' }],
        config: { quorum: 2 }, network: 'unordered', faults: {}, outputs: 'every', notChecked: [],
        properties: [
          always('consistent', 'No two honest nodes deliver different values.', (o) => {
            const delivered = o.nodes.filter((node) => node.byzantine !== true).flatMap((node) => node.outputs);
            return implies(delivered.length > 1, () =>
              fact(new Set(delivered).size === 1, \`honest nodes deliver \${delivered.join(' and ')}\`));
          }),
          sometimes('delivered', 'Somebody honest can deliver.', (o) =>
            o.nodes.some((node) => node.byzantine !== true && node.outputs.length > 0)),
        ],
      };
    }`;

  test('does what it does outside, byte for byte', async () => {
    const inside = await open({ 'challenge.ts': definition });
    const report = await check(inside, broadcastProtocol);
    expect(report.verdict.kind).toBe('violated');
    const outside = tinyChallenge(byzantineBroadcast(3, { adversary: equivocator }));
    expect(told(report)).toBe(told(await check(outside, broadcastProtocol)));
  });

  test('signs as itself and passes on what it was given, and a node can tell', async () => {
    const signer = definition
      .replace("ctx.setTimer('attack'); return null;", "ctx.setTimer('attack'); return { own: ctx.sign(7) };")
      .replace(
        'onTimer(_state, _timer, ctx) { for',
        'onTimer(state, _timer, ctx) { ctx.send("n1", { of: state.own, forged: { signer: "n2", value: 7 } }); return; for',
      );
    const source = protocolOf(
      'init: () => ({}),\nonMessage(_state, message, _from, ctx) { ctx.output([ctx.verify(message.of, "s"), ctx.verify(message.forged, "n2")]); },',
    );
    const { verdict, trace } = await check(await open({ 'challenge.ts': signer }), source);
    expect(verdict.kind).toBe('vacuous');
    expect(trace).toBe(undefined);
    const reached = verdict.properties.find(({ name }) => name === 'delivered');
    expect(reached).toMatchObject({ result: 'reached', length: 2 });
  });

  test.each([
    ['throws', 'throw new RangeError("no")', 'failed: onTimer threw RangeError: no'],
    ['never ends', 'for (;;);', 'did not finish within its budget of steps'],
    ['draws by weight', "ctx.random(['a', 'b'])", 'used ctx.random'],
  ])('that %s makes the check invalid and blames the challenge', async (_what, statement, expected) => {
    const bad = definition.replace('onTimer(_state, _timer, ctx) {', `onTimer(_state, _timer, ctx) { ${statement};`);
    const { verdict } = await check(await open({ 'challenge.ts': bad }), broadcastProtocol);
    expect(verdict.kind).toBe('invalid');
    expect(verdict.problem?.sentence).toContain('The adversary at s, which is part of the challenge');
    expect(verdict.problem?.sentence).toContain(expected);
  });
});

describe('properties of every kind in the sandbox', () => {
  const shown = (text: string) => `(o) => o.nodes[0].outputs.includes('${text}')`;
  const source = definitionWith(`
    always('not both', 'Never x and y.', (o) => forAll('shown', o.nodes[0].outputs, (one) => allOf({ first: fact(true, ''), second: fact(one !== 'y', \`\${one} was shown\`) }))),
    sometimes('x', 'x is shown.', ${shown('x')}),
    sometimes('z', 'z is shown.', ${shown('z')}),
    noDeadlock('done', 'Ends with y.', (o) => fact(o.nodes[0].outputs.length === 2, 'not done')),
    eventually('y at last', 'Some time y.', ${shown('y')}),
    monitor('in turn', 'y after x.', {
      initial: { $seen: [] },
      step(state, event) { return event.kind === 'output' ? this.with(state, event.output) : state; },
      with: (state, output) => ({ $seen: [...state.$seen, output] }),
      violated: ({ $seen }) => implies($seen.length > 0, () => fact($seen[0] === 'x', 'it began with y')),
      words: ({ $seen }) => 'seen ' + $seen.join(),
    }),
    probability('comes to y', 'y is shown.', { of: ${shown('y')}, scheduler: 'uniform' }),
    expectation('effort', 'Weighted steps.', { of: ${shown('y')}, scheduler: 'uniform', reward: (action, before) => 2 + before.nodes[0].outputs.length }),
  `);

  test('give what the same definition gives outside', async () => {
    const run = (challenge: Challenge) =>
      checkSource({ challenge, source: showsTwice, file: 'protocol.ts', bounds: {}, explore: 'all' });
    const report = await run(await open({ 'challenge.ts': source }));
    expect(told(report)).toBe(told(await run(trusted(source))));
    expect(report.verdict.properties.map(({ name, result }) => `${name}: ${result}`)).toEqual([
      'not both: violated',
      'x: reached',
      'z: unreached',
      'done: holds',
      'y at last: holds',
      'in turn: holds',
      'comes to y: measured',
      'effort: measured',
    ]);
    expect(report.verdict.properties.at(-1)?.measure?.value).toMatchObject({ lower: 5, upper: 5 });
    expect(report.verdict.properties[0]?.reasons).toEqual([
      { kind: 'binding', name: 'shown', value: 'y' },
      { kind: 'part', name: 'second' },
      { kind: 'fact', text: 'y was shown' },
    ]);
    expect(report.verdict.properties[0]?.reads).toEqual([
      { kind: 'output', node: 'n', output: 'x', step: 1 },
      { kind: 'output', node: 'n', output: 'y', step: 2 },
    ]);
  });
});

describe('experiments in the sandbox', () => {
  const source = `import { fact, inEveryRun, privacyGroups, sameViews } from 'interleave/challenge';
    export default function system() {
      const secrets = [0, 1, 2].map((value) => ({ name: 'n1 has ' + value, inputs: { n1: [value] } }));
      const chosen = () => [{ name: 'chosen', view: { kind: 'chosen', of: (run) => ({ $sum: run.messages.length }) },
        sides: [{ kind: 'experiment', experiment: secrets[0] }, { kind: 'ideal', name: 'one', weights: [[{ $sum: 1 }, 1]] }] }];
      return {
        nodes: [{ id: 'n1', role: 'node' }, { id: 'n2', role: 'node' }], config: {}, network: 'unordered', faults: {},
        outputs: 'every', notChecked: [],
        properties: [
          sameViews('hidden', 'n2 learns nothing.', () => privacyGroups(secrets, [['n2']], () => 'nothing')),
          sameViews('counted', 'One message.', chosen),
          inEveryRun('sent', 'Something was sent.', () => secrets, (run) => fact(run.messages[0].message < 2, 'it sent 2')),
        ],
      };
    }`;

  test('give what the same definition gives outside', async () => {
    const pad = protocolOf(
      "init: () => null, onInput(state, input, ctx) { ctx.send('n2', input + ctx.random([0, 1])); },",
    );
    const run = (challenge: Challenge) =>
      checkSource({ challenge, source: pad, file: 'protocol.ts', bounds: {}, explore: 'all' });
    const report = await run(await open({ 'challenge.ts': source }));
    expect(told(report)).toBe(told(await run(trusted(source))));
    expect(report.verdict.kind).toBe('violated');
    expect(report.verdict.properties.map(({ result }) => result)).toEqual(['violated', 'holds', 'violated']);
  });
});

describe('a bad definition', () => {
  /** The verdict's kind, the code, the place and the sentence of its problem. */
  async function outcome(source: string): Promise<string> {
    const { verdict } = await check(await open({ 'challenge.ts': source }), showsTwice);
    const { code, place, sentence } = verdict.problem ?? {};
    return `${verdict.kind} ${code} ${place?.file}:${place?.line} ${sentence}`;
  }

  test.each<[string, string, string]>([
    [
      'throws',
      `always('p', '',\n(o) => o.nodes[0].outputs[1].kind)`,
      'invalid property-threw challenge.ts:7 The property "p" threw TypeError: cannot read property \'kind\' of undefined (challenge.ts, line 7). Check that',
    ],
    [
      'loops',
      `always('p', '',\n(o) => { for (;;); })`,
      'invalid property-threw challenge.ts:7 The property "p" did not finish within its budget of steps',
    ],
    [
      'calls itself for ever',
      `always('p', '',\nfunction again(o) { return again(o) && 1; })`,
      'invalid property-threw challenge.ts:7 The property "p" called itself too deeply',
    ],
    [
      'grows without end',
      `always('p', '', (o) => { const all = []; for (;;) all.push('x'.repeat(9000) + all.length); })`,
      'invalid property-threw challenge.ts:6 The property "p" used more than 64 MB of memory',
    ],
    [
      'gives no claim',
      `always('p', '', () => true)`,
      'The property "p" is not as it must be: the claim gave true where a claim is needed.',
    ],
    [
      'gives no truth value',
      `sometimes('p', '', () => 'yes')`,
      'The property "p" is not as it must be: test gave yes; it must give true or false',
    ],
    ['waits', `always('p', '', async () => fact(true, ''))`, 'the claim gave an object that is none'],
    [
      'asks the network',
      `always('p', '', () => fact(fetch('/'), ''))`,
      'The property "p" threw ReferenceError: fetch is not defined (challenge.ts, line 6)',
    ],
    [
      'makes code of text',
      `always('p', '', () => (() => {}).constructor('return 1')())`,
      'code made from text does not exist',
    ],
    [
      'is no property',
      `{ kind: 'perhaps' }`,
      'invalid challenge-invalid undefined:undefined The function that builds the system of the challenge is not as it must be: properties[0] is no property.',
    ],
    [
      'has no function',
      `{ kind: 'always', name: 'p', meaning: '', at: 'every' }`,
      'properties[0].claim must be a function',
    ],
    [
      'has a name twice',
      `always('p', '', () => fact(true, '')), always('p', '', () => fact(true, ''))`,
      'properties[1].name is "p", which names another property too',
    ],
    [
      'makes claims of things that are no data',
      `always('p', '', () => forAll('it', [() => 1], () => fact(false, '')))`,
      'the claim.reasons[0].value is a function, which is not data',
    ],
  ])('whose property %s makes the check invalid, and says where', async (_what, properties, expected) => {
    expect(await outcome(definitionWith(properties))).toContain(expected);
  });

  test.each<[string, string, string]>([
    [
      'throws while it loads',
      'null.x;\nexport default () => 1;',
      'invalid challenge-invalid challenge.ts:1 The definition of the challenge threw TypeError',
    ],
    [
      'never ends to load',
      'for (;;);\nexport default () => 1;',
      'The definition of the challenge did not finish within its budget of steps',
    ],
    [
      'is no function',
      'export default { nodes: [] };',
      'invalid challenge-invalid challenge.ts:1 The default export is not a function.',
    ],
    [
      'imports what a library has not',
      "import { mostly } from 'interleave/challenge';\nexport default () => mostly;",
      'mostly',
    ],
    ['builds nothing', 'export default () => undefined;', 'what system gives must be an object'],
    [
      'builds what is no data',
      'export default () => ({ nodes: [{ id: "a", role: "r", inputs: [new Map()] }], config: 1, faults: {}, properties: [], notChecked: [] });',
      'system.nodes[0].inputs[0] is an instance of Map, which is not data',
    ],
    [
      'builds a system that cannot be',
      'export default () => ({ nodes: [], config: 1, network: "unordered", outputs: "every", faults: {}, properties: [], notChecked: [] });',
      'nodes is empty',
    ],
  ])('that %s makes the check invalid', async (_what, source, expected) => {
    expect(await outcome(source)).toContain(expected);
  });

  test('whose property remembers what it saw is found out', async () => {
    const remembers = definitionWith(`always('p', '', (o) => fact(seen.push(o) !== 3, ''))`, 'const seen = [];');
    expect(await outcome(remembers)).toContain(
      'nondeterministic two-answers undefined:undefined The property "p" judged the same observation in two ways.',
    );
  });

  test('cannot reach the page from what it gives', async () => {
    const inside = await open({
      'challenge.ts': definitionWith(
        `always('p', '', () => ({ holds: true, exercised: true, reasons: [], __proto__: { stolen: 1 }, toString: () => 'x' }))`,
      ),
    });
    const { verdict } = await check(inside, showsTwice);
    expect(verdict.kind).toBe('holds');
    expect(JSON.stringify(verdict)).not.toContain('stolen');
  });
});
