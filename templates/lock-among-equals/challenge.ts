/** Mutual exclusion among equals: whoever wants in asks the others, and nobody is in charge. */
import {
  always,
  type Bounds,
  fact,
  forAll,
  noDeadlock,
  type Observation,
  type SystemSpec,
  sometimes,
} from 'interleave/challenge';

export default function system({ nodes = 2, idle = 0 }: Bounds): SystemSpec {
  const ids = Array.from({ length: nodes }, (_, index) => `n${index + 1}`);
  const wanting = ids.slice(0, Math.max(1, nodes - idle));
  return {
    nodes: ids.map((id) => ({ id, role: 'node', inputs: wanting.includes(id) ? [{ kind: 'want' }] : [] })),
    config: {},
    network: 'unordered',
    faults: {},
    outputs: 'every',
    properties: [
      always('mutual exclusion', 'No two nodes are inside at the same time.', (o) =>
        fact(inside(o).length <= 1, `${inside(o).join(' and ')} are inside together`),
      ),
      noDeadlock('everybody gets in', 'Whenever nothing more can happen, whoever wanted in was in and has left.', (o) =>
        forAll('node', wanting, (id) =>
          fact(count(o, id, 'left') > 0, `nothing more can happen and ${id} has not been in and out`),
        ),
      ),
      ...(wanting.length < 2
        ? []
        : [
            sometimes(
              'the last can be first',
              'In some schedule the node with the greatest name is in before any other.',
              (o) => {
                const last = wanting[wanting.length - 1] as string;
                return inside(o).includes(last) && wanting.every((id) => id === last || count(o, id, 'entered') === 0);
              },
            ),
          ]),
    ],
    notChecked: [
      'Crashes and losses: every node stays up and every message arrives.',
      'Waiting times: whoever waits may be overtaken, as long as it gets in at last.',
      'Wanting in more than once.',
      ...(wanting.length < 2 ? ['Contention: one node alone wants in, so none is kept out.'] : []),
    ],
  };
}

/** Who is inside: nodes that have shown `entered` more often than `left`. */
function inside(o: Observation): string[] {
  return o.nodes.filter(({ id }) => count(o, id, 'entered') > count(o, id, 'left')).map(({ id }) => id);
}

/** How often a node has shown an output of this kind. Nothing is assumed about what else it shows. */
function count(o: Observation, id: string, kind: string): number {
  const outputs = o.nodes.find((node) => node.id === id)?.outputs ?? [];
  return outputs.filter((output) => typeof output === 'object' && (output as { kind?: unknown } | null)?.kind === kind)
    .length;
}
