/** Wrong: the ledgers do not look at the secret of a claim. */
import { type Context, protocol } from 'interleave';

type Chain = 'A' | 'B';
type Party = 'alice' | 'bob';
interface Lock {
  readonly by: Party;
  readonly for: Party;
  /** Opens to whoever shows what it is the hash of. */
  readonly hash: string;
  /** The last round in which it can be claimed. */
  readonly until: number;
  readonly isOpen: boolean;
}
type Action =
  | { readonly kind: 'lock'; readonly chain: Chain; readonly for: Party; readonly hash: string; readonly until: number }
  | { readonly kind: 'claim'; readonly chain: Chain; readonly secret: string }
  | { readonly kind: 'refund'; readonly chain: Chain };
/** Goes round: from the ledgers to alice, from her to bob, and back. */
interface Turn {
  readonly round: number;
  readonly locks: Readonly<Partial<Record<Chain, Lock>>>;
  /** Secrets that everybody has seen. */
  readonly shown: readonly string[];
  /** What was handed in this round. */
  readonly actions: readonly (Action & { readonly by: Party })[];
  /** How many parties may still leave the path. */
  readonly deviators: number;
}
interface State {
  /** How a party has left the path; of the ledgers, and of who follows, nothing. */
  readonly deviates: '' | 'stops' | 'dawdles' | 'grabs';
  /** What a party that dawdles still means to do. */
  readonly late: readonly Action[];
}
type Input = never;
interface Config {
  readonly rounds: number;
  readonly deviators: number;
}
type Output = Readonly<Record<string, string | number>>;
type Ctx = Context<Turn, never, Output, Config>;

const leader: Party = 'alice';
const follower: Party = 'bob';
const coinOf: Readonly<Record<Party, Chain>> = { alice: 'A', bob: 'B' };
const secret = 's';
const hashOf = (text: string): string => `hash of ${text}`;
/** The leader's lock holds longer: whoever learns the secret late must have time to use it. */
const untilOf: Readonly<Record<Party, number>> = { [leader]: 4, [follower]: 3 } as Record<Party, number>;

export default protocol<State, Turn, never, Input, Output, Config>({
  init(ctx) {
    if (ctx.role === 'ledgers')
      ctx.send('alice', { round: 1, locks: {}, shown: [], actions: [], deviators: ctx.config.deviators });
    return { deviates: '', late: [] };
  },

  onMessage(state, turn, _from, ctx) {
    if (ctx.role === 'ledgers') {
      settle(turn, ctx);
      return state;
    }
    return takePart(state, turn, ctx);
  },
});

/** A party's part of a round: what is due, unless it leaves the path. Who dawdles is late by one round, once. */
function takePart(state: State, turn: Turn, ctx: Ctx): State {
  const self = ctx.self as Party;
  const next = ctx.self === 'alice' ? 'bob' : 'ledgers';
  const due = dueActions(self, turn);
  const leaves = state.deviates === '' && due.length > 0 && turn.deviators > 0;
  const deviates = leaves ? ctx.choose(['', 'stops', 'dawdles', 'grabs'] as const) : state.deviates;
  const left = deviates !== state.deviates;
  if (left) ctx.output({ kind: 'deviates', how: deviates, round: turn.round });
  const late = left && deviates === 'dawdles' ? due : [];
  const now = left && deviates === 'dawdles' ? [] : [...state.late, ...actionsOf(deviates, self, turn, due)];
  const actions = now.map((action) => ({ ...action, by: self }));
  ctx.send(next, {
    ...turn,
    actions: [...turn.actions, ...actions],
    deviators: turn.deviators - (left ? 1 : 0),
  });
  return { deviates, late };
}

function actionsOf(how: State['deviates'], self: Party, turn: Turn, due: readonly Action[]): readonly Action[] {
  switch (how) {
    case '':
    case 'dawdles':
      return due;
    case 'stops':
      return [];
    case 'grabs':
      return grabs(self, turn);
  }
}

/** What the protocol asks of a party that has seen so much. */
function dueActions(self: Party, { round, locks, shown }: Turn): readonly Action[] {
  const own = coinOf[self];
  const other = self === 'alice' ? 'bob' : 'alice';
  const theirs = coinOf[other];
  const ownLock = locks[own];
  const theirLock = locks[theirs];
  const mayLock = self === leader ? round === 1 : round <= 3 && theirLock !== undefined;
  if (ownLock === undefined && mayLock)
    return [{ kind: 'lock', chain: own, for: other, hash: hashOf(secret), until: untilOf[self] }];
  const knows = self === leader || shown.includes(secret);
  if (knows && theirLock?.isOpen === false && ownLock !== undefined && round <= theirLock.until)
    return [{ kind: 'claim', chain: theirs, secret }];
  if (ownLock?.isOpen === false && round > ownLock.until) return [{ kind: 'refund', chain: own }];
  return [];
}

/** Whatever could bring in a coin, due or not. */
function grabs(self: Party, { shown }: Turn): readonly Action[] {
  const other = self === 'alice' ? 'bob' : 'alice';
  const best = self === leader || shown.includes(secret) ? secret : 'a guess';
  return [
    { kind: 'claim', chain: coinOf[other], secret: best },
    { kind: 'claim', chain: coinOf[self], secret: best },
    { kind: 'refund', chain: coinOf[self] },
    { kind: 'refund', chain: coinOf[other] },
  ];
}

/** The ledgers' part: both chains take what was handed in, in order. */
function settle(turn: Turn, ctx: Ctx): void {
  const locks: Partial<Record<Chain, Lock>> = { ...turn.locks };
  const shown = new Set(turn.shown);
  const { round } = turn;
  for (const action of turn.actions) {
    const { chain, by } = action;
    const lock = locks[chain];
    switch (action.kind) {
      case 'lock': {
        if (lock !== undefined || coinOf[by] !== chain) break;
        const { hash, until } = action;
        locks[chain] = { by, for: action.for, hash, until, isOpen: false };
        ctx.output({ kind: 'locked', chain, by, for: action.for, hash, until, round });
        break;
      }
      case 'claim': {
        if (action.secret === secret) shown.add(secret);
        if (lock === undefined || lock.isOpen || lock.for !== by) break;
        if (round > lock.until) break;
        locks[chain] = { ...lock, isOpen: true };
        ctx.output({ kind: 'claimed', chain, by, secret: action.secret, round });
        break;
      }
      case 'refund': {
        if (lock === undefined || lock.isOpen || lock.by !== by || round <= lock.until) break;
        locks[chain] = { ...lock, isOpen: true };
        ctx.output({ kind: 'refunded', chain, to: by, round });
        break;
      }
    }
  }
  const isOver = locks.A?.isOpen === true && locks.B?.isOpen === true;
  if (round < ctx.config.rounds && !isOver)
    ctx.send('alice', { ...turn, round: round + 1, locks, shown: [...shown], actions: [] });
}
