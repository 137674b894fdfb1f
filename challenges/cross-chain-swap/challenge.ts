/** An atomic swap across two chains. Candidates write the properties; what is checked here are variants of the protocol. */
import { type Bounds, type SystemSpec, sometimes } from 'interleave/challenge';

export default function system({ deviators = 1 }: Bounds): SystemSpec {
  return {
    nodes: [
      { id: 'ledgers', role: 'ledgers' },
      { id: 'alice', role: 'party' },
      { id: 'bob', role: 'party' },
    ],
    config: { rounds: 7, deviators },
    network: 'unordered',
    faults: {},
    outputs: 'every',
    // Those of the candidate take their place; this one shows that a variant is alive.
    properties: [
      sometimes('swapped', 'In some schedule each party gets the coin of the other.', (o) => {
        const claimed = o.nodes
          .flatMap(({ outputs }) => outputs as readonly Readonly<Record<string, unknown>>[])
          .filter(({ kind }) => kind === 'claimed');
        return new Set(claimed.map(({ by }) => by)).size === 2;
      }),
    ],
    notChecked: [
      'Time that is not in step: both chains and both parties go through the same rounds, and a round is long enough for everybody to see what happened in the one before.',
      'Chains that fail, fork or keep a transaction out.',
      'More than two parties.',
      ...(deviators < 2 ? ['Both parties leaving the path in one swap.'] : []),
      ...(deviators < 1 ? ['Parties that leave the path: here both do what they should.'] : []),
    ],
  };
}
