/** The chains as a state machine that is told every event, and the parties' interests at the end. */
import { always, type Data, fact, forAll, monitor, type Observation, sometimes } from 'interleave/properties';

type Event = Readonly<Record<string, Data>>;
interface Lock {
  readonly by: string;
  readonly for: string;
  readonly hash: string;
  readonly until: number;
  readonly isOpen: boolean;
}
/** Locks by chain, and the first rule that was broken. */
interface Ledgers {
  readonly locks: Readonly<Record<string, Lock>>;
  readonly broken: string;
}

export default [
  monitor<Ledgers>(
    'the chains keep the terms',
    'Coins leave a lock once, to the right party, at the right time, for the secret.',
    {
      initial: { locks: {}, broken: '' },
      step(ledgers, event) {
        if (event.kind !== 'output' || event.role !== 'ledgers') return ledgers;
        return after(ledgers, event.output as Event);
      },
      violated: ({ broken }) => fact(broken === '', broken),
      words: ({ locks, broken }) => broken || `${Object.keys(locks).length} coins locked so far`,
    },
  ),

  always(
    'nobody honest is worse off',
    'In the end an honest party has its own coin or the one of the other, and both have swapped if both are honest.',
    (o) =>
      forAll('party', honest(o), (party) => {
        const held = shown(o).filter(
          ({ kind, by, to }) => (kind === 'claimed' && by === party) || (kind === 'refunded' && to === party),
        );
        const mustHold = honest(o).length === 2 || shown(o).some(({ kind, by }) => kind === 'locked' && by === party);
        const mustSwap = honest(o).length === 2;
        return fact(
          (!mustHold || held.length > 0) && (!mustSwap || held.some(({ kind }) => kind === 'claimed')),
          `${party} ends with ${held.length} coins`,
        );
      }),
    'quiescent',
  ),

  sometimes(
    'it can work',
    'Both coins are claimed in some schedule.',
    (o) => shown(o).filter(({ kind }) => kind === 'claimed').length === 2,
  ),
];

function after({ locks, broken }: Ledgers, event: Event): Ledgers {
  const chain = String(event.chain);
  const lock = locks[chain];
  if (broken !== '') return { locks, broken };
  switch (event.kind) {
    case 'locked': {
      const { by, hash, until } = event;
      const made = { by: String(by), for: String(event.for), hash: String(hash), until: Number(until), isOpen: false };
      return { locks: { ...locks, [chain]: made }, broken: lock === undefined ? '' : `${chain} was locked twice` };
    }
    case 'claimed': {
      const fits = lock?.isOpen === false && lock.for === event.by && lock.hash === `hash of ${event.secret}`;
      return opened(
        { locks, broken },
        chain,
        fits && Number(event.round) <= lock.until,
        `${event.by} claimed on ${chain}`,
      );
    }
    case 'refunded': {
      const fits = lock?.isOpen === false && lock.by === event.to;
      return opened(
        { locks, broken },
        chain,
        fits && Number(event.round) > lock.until,
        `${event.to} was paid back on ${chain}`,
      );
    }
    default:
      return { locks, broken };
  }
}

function opened({ locks }: Ledgers, chain: string, isRight: boolean, what: string): Ledgers {
  const lock = locks[chain];
  if (lock === undefined) return { locks, broken: `${what} without a lock` };
  return {
    locks: { ...locks, [chain]: { ...lock, isOpen: true } },
    broken: isRight ? '' : `${what} against the terms`,
  };
}

function shown(o: Observation): readonly Event[] {
  return (o.nodes.find(({ role }) => role === 'ledgers')?.outputs ?? []) as readonly Event[];
}

function honest(o: Observation): readonly string[] {
  return o.nodes.filter(({ role, outputs }) => role === 'party' && outputs.length === 0).map(({ id }) => id);
}
