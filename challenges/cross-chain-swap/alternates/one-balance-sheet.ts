/** One balance sheet: what each party has after each event, and what a chain may enter in it. */
import { allOf, always, type Data, eventually, fact, forAll, implies, type Observation } from 'interleave/properties';

interface Entry {
  readonly kind: string;
  readonly chain: string;
  readonly by?: string;
  readonly to?: string;
  readonly for?: string;
  readonly hash?: string;
  readonly secret?: string;
  readonly until?: number;
  readonly round: number;
}

const book = (o: Observation): readonly Entry[] => outputsOf(o, 'ledgers') as unknown as readonly Entry[];
const outputsOf = (o: Observation, id: string): readonly Data[] =>
  o.nodes.find((node) => node.id === id)?.outputs ?? [];
const isOnPath = (o: Observation, party: string): boolean => outputsOf(o, party).length === 0;

export default [
  always(
    'every entry is covered',
    'Each payment has a lock before it that nothing was paid out of, and keeps its terms.',
    (o) =>
      forAll('entry', [...book(o).keys()], (index) => {
        const entry = book(o)[index] as Entry;
        const before = book(o).slice(0, index);
        const lock = before.find(({ kind, chain }) => kind === 'locked' && chain === entry.chain);
        const paid = before.some(({ kind, chain }) => kind !== 'locked' && chain === entry.chain);
        return implies(entry.kind !== 'locked', () =>
          allOf({
            'there is a coin': fact(lock !== undefined && !paid, `${entry.chain} has nothing to pay`),
            'it is paid to the right party': fact(
              payee(entry) === (entry.kind === 'claimed' ? lock?.for : lock?.by),
              `${payee(entry)} is not whose coin it is`,
            ),
            'it is paid in time': fact(
              (entry.kind === 'claimed') === entry.round <= (lock?.until ?? 0),
              `in round ${entry.round}, until ${lock?.until}`,
            ),
            'the secret fits': fact(
              entry.kind !== 'claimed' || lock?.hash === `hash of ${entry.secret}`,
              `${entry.secret} was taken for ${lock?.hash}`,
            ),
          }),
        );
      }),
  ),

  always(
    'who stays on the path breaks even',
    'At the end it has received as many coins as it has locked.',
    (o) =>
      forAll(
        'party',
        ['alice', 'bob'].filter((party) => isOnPath(o, party)),
        (party) => {
          const gave = book(o).filter(({ kind, by }) => kind === 'locked' && by === party).length;
          const got = book(o).filter((entry) => entry.kind !== 'locked' && payee(entry) === party).length;
          return fact(got >= gave, `${party} locked ${gave} and received ${got}`);
        },
      ),
    'quiescent',
  ),

  eventually(
    'both swap, or somebody leaves',
    'Every run comes to two claims or to a party that leaves the path.',
    (o) =>
      book(o).filter(({ kind }) => kind === 'claimed').length === 2 || !isOnPath(o, 'alice') || !isOnPath(o, 'bob'),
  ),
];

function payee(entry: Entry): string | undefined {
  return entry.kind === 'claimed' ? entry.by : entry.to;
}
