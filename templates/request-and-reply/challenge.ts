/** A client that calls a server over a line that loses and doubles messages. */
import {
  always,
  type Bounds,
  fact,
  forAll,
  type NodeObservation,
  noDeadlock,
  type Observation,
  type SystemSpec,
} from 'interleave/challenge';

export default function system({ calls = 1, losses = 1, duplicates = 1 }: Bounds): SystemSpec {
  return {
    nodes: [
      {
        id: 'client',
        role: 'client',
        inputs: Array.from({ length: calls }, (_, index) => ({ kind: 'call', number: index + 1 })),
      },
      { id: 'server', role: 'server' },
    ],
    config: { server: 'server', attempts: losses + 1 },
    network: 'unordered',
    faults: { drop: losses, duplicate: duplicates },
    outputs: 'every',
    properties: [
      always('at most once', 'The server executes no call twice.', (o) =>
        forAll('call', numbers(o, 'server', 'executed'), (call) =>
          fact(
            numbers(o, 'server', 'executed').filter((other) => other === call).length === 1,
            `the server has executed call ${call} more than once`,
          ),
        ),
      ),
      always('done means executed', 'The client shows a call as done only after the server has executed it.', (o) =>
        forAll('call', numbers(o, 'client', 'done'), (call) =>
          fact(numbers(o, 'server', 'executed').includes(call), `call ${call} is done and was never executed`),
        ),
      ),
      noDeadlock('no call is lost', 'Whenever nothing more can happen, every call is done.', (o) =>
        forAll(
          'call',
          Array.from({ length: calls }, (_, index) => index + 1),
          (call) =>
            fact(numbers(o, 'client', 'done').includes(call), `nothing more can happen and call ${call} is not done`),
        ),
      ),
    ],
    notChecked: [
      'Crashes: neither the client nor the server ever loses its state.',
      'Durations: a timer may fire at any moment, so a retry may always be a hasty one.',
      ...(losses === 0 ? ['Losses: no message is lost, so a client that never retries passes.'] : []),
      ...(duplicates === 0 ? ['Copies that the network makes: only those that the client sends itself arrive.'] : []),
    ],
  };
}

/** The numbers of the calls that a node has shown so. Nothing is assumed about what else it shows. */
function numbers(o: Observation, id: string, kind: string): number[] {
  const node: NodeObservation | undefined = o.nodes.find((other) => other.id === id);
  return (node?.outputs ?? []).flatMap((output) => {
    const shown = output as { kind?: unknown; number?: unknown } | null;
    return typeof shown === 'object' && shown?.kind === kind && typeof shown.number === 'number' ? [shown.number] : [];
  });
}
