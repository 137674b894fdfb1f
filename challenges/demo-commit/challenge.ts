/** The demonstration on Home: a two-phase commit whose participants lose patience at the wrong moment. */
import {
  always,
  type Bounds,
  type Data,
  fact,
  type Observation,
  type SystemSpec,
  sometimes,
} from 'interleave/challenge';

export default function system(bounds: Bounds): SystemSpec {
  const participants = Array.from({ length: bounds.participants ?? 3 }, (_, index) => ({
    id: `p${index + 1}`,
    role: 'participant',
  }));
  return {
    nodes: [{ id: 'coordinator', role: 'coordinator', inputs: ['begin'] }, ...participants],
    config: {},
    network: 'unordered',
    faults: { drop: bounds.drops ?? 0 },
    outputs: 'every',
    properties: [
      always('one decision', 'Nobody aborts a transaction that somebody else has committed.', (o) => {
        const committed = decided(o, 'commit');
        const aborted = decided(o, 'abort');
        return fact(
          committed.length === 0 || aborted.length === 0,
          `${committed[0]} committed the transaction that ${aborted[0]} aborted`,
        );
      }),
      sometimes('all commit', 'Some schedule ends with every node having committed.', (o) =>
        o.nodes.every((node) => node.outputs.includes('commit')),
      ),
    ],
    notChecked: [
      'Whether everybody decides in the end: two-phase commit makes a participant wait when its decision is lost.',
    ],
  };
}

/** The nodes that have shown this decision. */
function decided(observation: Observation, decision: Data): readonly string[] {
  return observation.nodes.filter((node) => node.outputs.includes(decision)).map((node) => node.id);
}
