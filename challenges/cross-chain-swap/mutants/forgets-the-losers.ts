/** Too weak: the chains are looked at, and not who ends with nothing. */
import { allOf, always, type Data, fact, forAll, implies, type Observation, sometimes } from 'interleave/properties';

type Event = Readonly<Record<string, Data>>;
type Party = 'alice' | 'bob';

const parties: readonly Party[] = ['alice', 'bob'];

export default [
  always('a lock is opened once', 'What leaves a chain was locked there before, and leaves it once.', (o) =>
    forAll('chain', ['A', 'B'], (chain) => {
      const locked = locksOf(o).filter((event) => event.chain === chain).length;
      const opened = openings(o).filter((event) => event.chain === chain).length;
      return implies(opened > 0, () =>
        fact(opened <= locked, `${opened} times out of ${chain}, locked ${locked} times`),
      );
    }),
  ),

  always('claims keep the terms', 'A claim is by whom the coin is for, in time, with the secret of the hash.', (o) =>
    forAll('claim', claims(o), (claim) => {
      const lock = lockOf(o, claim.chain);
      return allOf({
        'by whom it is for': fact(claim.by === lock.for, `${claim.by} claimed what is for ${lock.for}`),
        'in time': fact(
          Number(claim.round) <= Number(lock.until),
          `claimed in round ${claim.round}, until ${lock.until}`,
        ),
        'with the secret': fact(lock.hash === `hash of ${claim.secret}`, `${claim.secret} does not fit ${lock.hash}`),
      });
    }),
  ),

  always('refunds keep the terms', 'A refund is to the owner of the coin, when its time is over.', (o) =>
    forAll('refund', refunds(o), (refund) => {
      const lock = lockOf(o, refund.chain);
      return allOf({
        'to its owner': fact(refund.to === lock.by, `${refund.to} was paid what ${lock.by} had locked`),
        'not before the deadline': fact(
          Number(refund.round) > Number(lock.until),
          `paid back in round ${refund.round}, locked until ${lock.until}`,
        ),
      });
    }),
  ),

  sometimes('a swap is possible', 'In some schedule both have claimed.', (o) =>
    parties.every((party) => claims(o).some((event) => event.by === party)),
  ),
];

function events(o: Observation, id: string): readonly Event[] {
  return (o.nodes.find((node) => node.id === id)?.outputs ?? []) as readonly Event[];
}

function ofKind(o: Observation, kind: string): readonly Event[] {
  return events(o, 'ledgers').filter((event) => event.kind === kind);
}

const locksOf = (o: Observation): readonly Event[] => ofKind(o, 'locked');
const claims = (o: Observation): readonly Event[] => ofKind(o, 'claimed');
const refunds = (o: Observation): readonly Event[] => ofKind(o, 'refunded');
const openings = (o: Observation): readonly Event[] => [...claims(o), ...refunds(o)];

function lockOf(o: Observation, chain: Data | undefined): Event {
  return locksOf(o).find((event) => event.chain === chain) ?? {};
}
