/** Runs that are claimed to violate liveness, replayed: true ones are confirmed, false ones are not. */
import { describe, expect, test } from 'vitest';
import { createHost } from '../../src/host';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import { eventually, type LivenessProperty, leadsTo, type Schedule, type SystemSpec } from '../../src/model';
import { type ClaimedRun, confirmRun } from '../../src/verdict';
import { protocolOf, tinySpec } from '../models/tiny-challenge';

/** Two nodes hand a token to and fro; each time, the first one counts from 0 to 3 and over. */
const source = protocolOf(`
init(ctx) { if (ctx.self === 'a') ctx.send('b', 'token'); return 0; },
onMessage(state, message, from, ctx) {
  ctx.send(from, 'token');
  if (ctx.self === 'b') return state;
  if (state === 1) ctx.output('one');
  return (state + 1) % 4;
},`);
const never = eventually('never', 'It never comes.', (o) => o.nodes[0]!.outputs.includes('zero')) as LivenessProperty;
const one = eventually('one', 'It comes.', (o) => o.nodes[0]!.outputs.includes('one')) as LivenessProperty;
const owed = leadsTo(
  'owed',
  'Never paid.',
  () => true,
  (o) => o.nodes[0]!.outputs.includes('one'),
) as LivenessProperty;
const spec = tinySpec({
  nodes: [
    { id: 'a', role: 'node' },
    { id: 'b', role: 'node' },
  ],
  outputs: 'distinct',
});
const round: Schedule = [
  { kind: 'deliver', node: 'b', from: 'a', message: 'token' },
  { kind: 'deliver', node: 'a', from: 'b', message: 'token' },
];
const rounds = (count: number): Schedule => Array.from({ length: count }, () => round).flat();

async function confirmed(
  property: LivenessProperty,
  run: ClaimedRun,
  text = source,
  network: SystemSpec['network'] = 'unordered',
): Promise<boolean> {
  const program = compileSource(text, 'protocol.ts');
  if (program.kind === 'refused') throw new Error('it compiles');
  const setup = { nodes: spec.nodes.map(({ id, role }) => ({ id, role })), config: {} };
  const created = await createHost(loadSandboxWasm(), program.program, setup);
  if (created.kind === 'failed') throw new Error('it loads');
  const { agrees } = confirmRun({ ...spec, network }, created.host, property, run);
  created.host.dispose();
  return agrees;
}

describe('a claimed run', () => {
  test('is confirmed if its cycle comes back to the same state', async () => {
    // The first output is there from the second round on; the count comes back after four rounds.
    expect(await confirmed(never, { schedule: rounds(6), cycleStart: 4 })).toBe(true);
    expect(await confirmed(never, { schedule: rounds(7), cycleStart: 4 })).toBe(false);
    // Two rounds do not come back, although two more do.
    expect(await confirmed(never, { schedule: rounds(6), cycleStart: 8 })).toBe(false);
  });

  test('is refused if its cycle cannot be taken twice, because messages changed places', async () => {
    const echo = protocolOf(
      `init(ctx) { if (ctx.self === 'a') { ctx.send('b', 1); ctx.send('b', 2); } return 0; },
onMessage(state, message, from, ctx) { ctx.send(from, message); },`,
    );
    const cycle: Schedule = [
      { kind: 'deliver', node: 'b', from: 'a', message: 1 },
      { kind: 'deliver', node: 'a', from: 'b', message: 1 },
    ];
    const run = { schedule: cycle, cycleStart: 0 };
    expect(await confirmed(never, run, echo, 'unordered')).toBe(true);
    expect(await confirmed(never, run, echo, 'fifo')).toBe(false);
  });

  test('is refused if what it lacks comes, in the cycle or before it', async () => {
    expect(await confirmed(one, { schedule: rounds(6), cycleStart: 4 })).toBe(false);
    expect(await confirmed(owed, { schedule: rounds(6), cycleStart: 4 })).toBe(false);
  });

  test('is refused if outputs differ after the cycle, although nothing else does', async () => {
    expect(await confirmed(never, { schedule: rounds(4), cycleStart: 0 })).toBe(false);
  });

  test('is refused if a step of it is not possible, or if it has no cycle', async () => {
    expect(await confirmed(never, { schedule: [...rounds(6), round[1]!], cycleStart: 4 })).toBe(false);
    expect(await confirmed(never, { schedule: rounds(6), cycleStart: 12 })).toBe(false);
    expect(await confirmed(never, { schedule: [round[1]!], cycleStart: undefined })).toBe(false);
  });

  test('that ends is confirmed if it lacks the good thing at its end', async () => {
    expect(await confirmed(one, { schedule: rounds(1), cycleStart: undefined })).toBe(true);
    expect(await confirmed(one, { schedule: rounds(2), cycleStart: undefined })).toBe(false);
  });
});
