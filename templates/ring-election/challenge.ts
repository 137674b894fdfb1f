/** Leader election on a ring of nodes that differ in their names alone. */
import { always, type Bounds, fact, forAll, noDeadlock, type Observation, type SystemSpec } from 'interleave/challenge';

export default function system({ nodes = 3, starters = 1 }: Bounds): SystemSpec {
  const ring = Array.from({ length: nodes }, (_, index) => `n${index + 1}`);
  return {
    nodes: ring.map((id, index) => ({ id, role: 'node', inputs: index < starters ? [{ kind: 'start' }] : [] })),
    config: { ring },
    network: 'fifo',
    faults: {},
    outputs: 'every',
    properties: [
      always('one leader', 'No two nodes name different leaders, and no node names two.', (o) =>
        forAll('first', named(o), (first) =>
          forAll('second', named(o), (second) =>
            fact(
              first.leader === second.leader,
              `${first.node} names ${first.leader}, ${second.node} ${second.leader}`,
            ),
          ),
        ),
      ),
      noDeadlock('everybody knows', 'Whenever nothing more can happen, every node has named a leader.', (o) =>
        forAll('node', ring, (id) =>
          fact(
            named(o).some(({ node }) => node === id),
            `nothing more can happen and ${id} has named no leader`,
          ),
        ),
      ),
    ],
    notChecked: [
      'Crashes and losses: every node stays up and every message arrives, in the order in which it was sent.',
      'Other rings than that of the names in their order.',
      ...(starters < nodes ? [] : ['Nodes that never start: here each of them does, sooner or later.']),
    ],
  };
}

/** Who has named whom. Nothing is assumed about what else nodes show. */
function named(o: Observation): { node: string; leader: string }[] {
  return o.nodes.flatMap(({ id, outputs }) =>
    outputs.flatMap((output) => {
      const shown = output as { kind?: unknown; leader?: unknown } | null;
      return typeof shown === 'object' && shown?.kind === 'leader' ? [{ node: id, leader: String(shown.leader) }] : [];
    }),
  );
}
