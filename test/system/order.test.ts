/** The order of successors: by node, then by kind, then by sender, then by text. Never by the order of discovery. */
import { describe, expect, test } from 'vitest';
import { Search, successorsOf } from '../../src/engine';
import { createHost } from '../../src/host';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import { type Action, dataText } from '../../src/model';
import { createProtocolSystem } from '../../src/system';
import { protocolOf, type TinySystem, tinySpec } from '../models/tiny-challenge';

const wasm = loadSandboxWasm();

/** What can happen after `steps`, each of which is the number of a successor. */
async function successorsAfter(
  system: TinySystem,
  source: string,
  steps: readonly number[],
): Promise<readonly Action[]> {
  const spec = tinySpec(system);
  const compiled = compileSource(source, 'protocol.ts');
  if (compiled.kind === 'refused') throw new Error(compiled.problems[0]?.sentence);
  const created = await createHost(wasm, compiled.program, { nodes: spec.nodes, config: spec.config });
  if (created.kind === 'failed') throw new Error(created.problem.sentence);
  const { host } = created;
  const systemHost = {
    file: 'protocol.ts',
    call: host.call.bind(host),
    durablePart: host.durablePart.bind(host),
    workUnits: 0,
  };
  const made = createProtocolSystem(spec, systemHost, () => ({ every: 0, quiescent: 0 }));
  if (made.kind === 'failed') throw new Error(made.failure.problem.sentence);
  const search = new Search(made.system, { states: 1000, bytes: 1e9, depth: 1000 }, { bits: 0, stopBits: 0 });
  let vector = made.system.initial;
  for (const step of steps) vector = successorsOf(made.system, search.effects, vector)[step]?.vector ?? vector;
  const actions = successorsOf(made.system, search.effects, vector).map(({ transition }) =>
    made.system.actionOf(transition),
  );
  host.dispose();
  return actions;
}

/** `n1 deliver n2 "x"`. */
function words(action: Action): string {
  switch (action.kind) {
    case 'deliver':
    case 'drop':
    case 'duplicate':
      return `${action.node} ${action.kind} ${action.from} ${dataText(action.message)}`;
    case 'timeout':
      return `${action.node} timeout ${dataText(action.timer)}`;
    case 'input':
      return `${action.node} input ${dataText(action.input)}${(action.choices ?? []).join()}`;
    case 'crash':
    case 'restart':
      return `${action.node} ${action.kind}`;
    case 'partition':
    case 'heal':
      return action.kind;
  }
}

describe('successors', () => {
  const source = protocolOf(`
    init(ctx) {
      if (ctx.self === 'z') { ctx.send('a', 'p'); ctx.send('a', 'm'); ctx.setTimer('late'); ctx.setTimer('early'); }
      if (ctx.self === 'a') { ctx.send('a', 'z'); ctx.send('a', 'b'); ctx.send('z', 'x'); }
      return 0;
    },
    onInput: (state, input, ctx) => ctx.choose([2, 1]),`);
  const system: TinySystem = {
    nodes: [
      { id: 'z', role: 'node', inputs: ['go', 'on'], mayCrash: true },
      { id: 'a', role: 'node', inputs: ['go'], mayCrash: true },
    ],
    faults: { drop: 1, duplicate: 1, crash: 1 },
  };

  test('come by node, kind, sender and text', async () => {
    expect((await successorsAfter(system, source, [])).map(words)).toEqual([
      'z deliver a "x"',
      'z timeout "early"',
      'z timeout "late"',
      'z input "go"0',
      'z input "go"1',
      'z drop a "x"',
      'z duplicate a "x"',
      'z crash',
      'a deliver z "m"',
      'a deliver z "p"',
      'a deliver a "b"',
      'a deliver a "z"',
      'a input "go"0',
      'a input "go"1',
      'a drop z "m"',
      'a drop z "p"',
      'a drop a "b"',
      'a drop a "z"',
      'a duplicate z "m"',
      'a duplicate z "p"',
      'a duplicate a "b"',
      'a duplicate a "z"',
      'a crash',
    ]);
  });

  test('of a node that is down are its restart and what can happen to its inbox', async () => {
    const down = await successorsAfter(system, source, [7]);
    expect(down.filter((action) => 'node' in action && action.node === 'z').map(words)).toEqual([
      'z restart',
      'z drop a "x"',
      'z duplicate a "x"',
    ]);
  });

  test('of a FIFO network are the oldest message of each sender, by sender', async () => {
    const fifo = await successorsAfter({ ...system, network: 'fifo' }, source, []);
    expect(fifo.filter((action) => 'node' in action && action.node === 'a').map(words)).toEqual([
      'a deliver z "p"',
      'a deliver a "z"',
      'a input "go"0',
      'a input "go"1',
      'a drop z "p"',
      'a drop a "z"',
      'a duplicate z "p"',
      'a duplicate a "z"',
      'a crash',
    ]);
  });

  test('do not depend on what was met before', async () => {
    const other = protocolOf(`
      init(ctx) { if (ctx.self === 'z') for (const message of ['p', 'q', 'r']) ctx.send('a', message); return 0; },
      onInput(state, input, ctx) { for (const message of ['r', 'q', 'p']) ctx.send('a', message + message); },`);
    expect((await successorsAfter({ nodes: system.nodes }, other, [0])).map(words)).toEqual([
      'z input "on"',
      'a deliver z "p"',
      'a deliver z "pp"',
      'a deliver z "q"',
      'a deliver z "qq"',
      'a deliver z "r"',
      'a deliver z "rr"',
      'a input "go"',
    ]);
  });
});
