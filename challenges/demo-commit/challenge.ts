/** The demonstration on Home: a two-phase commit whose participants lose patience at the wrong moment. */
import {
  always,
  type Bounds,
  type Challenge,
  type Data,
  fact,
  type Observation,
  type SystemSpec,
  sometimes,
} from '../../src/model';

export const demoChallenge: Challenge = {
  slug: 'demo-commit',
  code: 'Demo',
  title: 'A commit protocol',
  summary: 'A coordinator asks every participant to commit a transaction; all of them must come to the same decision.',
  area: 'consensus',
  level: 'demonstration',
  minutes: [1, 1],
  parameters: [
    {
      name: 'participants',
      label: 'participants',
      meaning: 'How many nodes vote on the transaction.',
      min: 1,
      max: 4,
    },
    { name: 'drops', label: 'losses', meaning: 'How many messages the network may lose.', min: 0, max: 3 },
  ],
  tiers: { quick: { participants: 3, drops: 2 }, full: { participants: 3, drops: 3 } },
  tasks: [],
  hints: [],
  system,
};

function system(bounds: Bounds): SystemSpec {
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
