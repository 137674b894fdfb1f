/**
 * What must be true of a swap, whoever runs it. The default export is a list of properties: each right variant must pass all of
 * them, and each wrong one must fail one. These two are a beginning: one is sound and catches little, the other is not sound.
 */
import { always, type Data, fact, forAll, type Observation, sometimes } from 'interleave/properties';

/** Something that a node has shown, such as `{ kind: 'claimed', chain: 'A', by: 'bob', secret: 's', round: 4 }`. */
type Event = Readonly<Record<string, Data>>;

export default [
  sometimes(
    'a swap is possible',
    'In some schedule both parties have claimed a coin.',
    (o) => ledgerEvents(o).filter(({ kind }) => kind === 'claimed').length === 2,
  ),

  always('alice locks first', 'No coin of bob is locked before one of alice.', (o) =>
    forAll(
      'first lock',
      ledgerEvents(o)
        .filter(({ kind }) => kind === 'locked')
        .slice(0, 1),
      (lock) => fact(lock.by === 'alice', `${lock.by} locked first`),
    ),
  ),
];

/** What the chains have entered so far, oldest first. */
function ledgerEvents(o: Observation): readonly Event[] {
  return (o.nodes.find(({ id }) => id === 'ledgers')?.outputs ?? []) as readonly Event[];
}
