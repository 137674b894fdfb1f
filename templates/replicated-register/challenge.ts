/** A register kept by several machines, for one writer and its readers, although a machine may be gone. */
import { type Bounds, fact, forAll, noDeadlock, type Observation, type SystemSpec } from 'interleave/challenge';
import { linearizable } from 'interleave/monitors';

export default function system({ replicas = 3, readers = 1, crashes = 0 }: Bounds): SystemSpec {
  const machines = Array.from({ length: replicas }, (_, index) => `s${index + 1}`);
  const clients = ['w', ...Array.from({ length: readers }, (_, index) => `r${index + 1}`)];
  return {
    nodes: [
      ...machines.map((id) => ({ id, role: 'replica', mayCrash: true })),
      { id: 'w', role: 'client', inputs: [{ kind: 'write', value: 'new' }] },
      ...clients.slice(1).map((id) => ({
        id,
        role: 'client',
        inputs: [{ kind: 'read' }],
        // The second reader begins when the first has seen the new value: what it may see is then decided.
        ...(id === 'r2'
          ? { inputConditions: [{ input: 0, after: { node: 'r1', output: { kind: 'result', value: 'new' } } }] }
          : {}),
      })),
    ],
    config: { replicas: machines },
    network: 'fifo',
    faults: { crash: crashes, restart: 0 },
    outputs: 'every',

    properties: [
      linearizable(
        'one register',
        'Whatever the clients saw, one register that does one thing at a time explains it.',
        {
          object: 'register',
          history(event) {
            if (event.role !== 'client') return undefined;
            if (event.kind === 'input') return { kind: 'invoke', id: event.node, operation: event.input };
            if (event.kind !== 'output') return undefined;
            const shown = event.output as { kind?: unknown; value?: unknown } | null;
            return shown?.kind === 'result'
              ? { kind: 'return', id: event.node, result: typeof shown.value === 'string' ? shown.value : null }
              : undefined;
          },
        },
      ),
      noDeadlock('everybody is answered', 'Whenever nothing more can happen, every client has its result.', (o) =>
        forAll('client', asked(o, clients), (id) =>
          fact(hasResult(o, id), `nothing more can happen and ${id} has no result`),
        ),
      ),
    ],
    notChecked: [
      'Clients that crash, and machines that come back.',
      'Several writers, a second operation of the same client, and two readers at the same time.',
      ...(crashes === 0 ? ['Machines that are gone: all of them stay up, so waiting for each of them passes.'] : []),
      ...(readers < 2 ? ['Two readers, of which the later one must not see older data than the earlier one.'] : []),
    ],
  };
}

/** Who was asked for something: the second reader only when the first has seen the new value. */
function asked(o: Observation, clients: readonly string[]): readonly string[] {
  return clients.filter((id) => id !== 'r2' || results(o, 'r1').includes('new'));
}

function hasResult(o: Observation, id: string): boolean {
  return results(o, id).length > 0;
}

/** The results that a client has shown. Nothing is assumed about what else it shows. */
function results(o: Observation, id: string): unknown[] {
  const outputs = o.nodes.find((node) => node.id === id)?.outputs ?? [];
  return outputs.flatMap((output) => {
    const shown = output as { kind?: unknown; value?: unknown } | null;
    return typeof shown === 'object' && shown?.kind === 'result' ? [shown.value] : [];
  });
}
