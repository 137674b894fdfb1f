/** Too weak: bob has a right to his coin, too. */
import { allOf, always, type Data, fact, forAll, implies, type Observation, sometimes } from 'interleave/properties';

type Event = Readonly<Record<string, Data>>;
type Party = 'alice' | 'bob';

const parties: readonly Party[] = ['alice'];

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

  always(
    'nobody who follows loses',
    'In the end, a party that has done what it should has its own coin or the one of the other.',
    (o) =>
      forAll('party', followers(o), (party) => {
        const gave = locksOf(o).some((event) => event.by === party);
        const has = claims(o).some((event) => event.by === party) || refunds(o).some((event) => event.to === party);
        return implies(gave, () => fact(has, `${party} has followed, has locked a coin, and has none`));
      }),
    'quiescent',
  ),

  always(
    'who follows gives only for something',
    'A coin of a party that follows is claimed by the other only if the party gets the coin of the other in the end.',
    (o) =>
      forAll('party', followers(o), (party) => {
        const gone = claims(o).some((event) => lockOf(o, event.chain).by === party && event.by !== party);
        return implies(gone, () =>
          fact(
            claims(o).some((event) => event.by === party),
            `${party} has given its coin and got nothing`,
          ),
        );
      }),
    'quiescent',
  ),

  always(
    'if both follow they swap',
    'In the end, if both have done what they should, each has claimed the coin of the other.',
    (o) =>
      implies(followers(o).length === 2, () =>
        forAll('party', parties, (party) =>
          fact(
            claims(o).some((event) => event.by === party && event.chain !== ownChain(party)),
            `${party} has claimed nothing`,
          ),
        ),
      ),
    'quiescent',
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

/** Parties that have not left the path so far. */
function followers(o: Observation): readonly Party[] {
  return parties.filter((party) => events(o, party).length === 0);
}

function ownChain(party: Party): string {
  return party === 'alice' ? 'A' : 'B';
}
