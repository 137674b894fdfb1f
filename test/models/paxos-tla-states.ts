/**
 * The states of `Paxos.tla` of the TLA+ Examples with three acceptors and two values, enumerated straight from the
 * specification's actions: another way to the numbers that TLC gives.
 */

interface State {
  /** By acceptor: maxBal, maxVBal and maxVal; -1 where there is none. */
  readonly acceptors: readonly (readonly [number, number, number])[];
  readonly sent1a: readonly number[];
  /** `[acceptor, bal, maxVBal, maxVal]` */
  readonly sent1b: readonly (readonly [number, number, number, number])[];
  /** `[bal, value]` */
  readonly sent2a: readonly (readonly [number, number])[];
  /** `[acceptor, bal, value]` */
  readonly sent2b: readonly (readonly [number, number, number])[];
  /** Promises that reached a leader which has not chosen; always empty where leaders read the set of messages. */
  readonly received: State['sent1b'];
}

/** Steps to other states and to the same one are both counted; the initial state is not. */
export interface Counted {
  readonly distinct: number;
  readonly steps: number;
  readonly depth: number;
}

/** @param remember whether leaders read promises one by one and remember them, instead of reading the set of messages */
export function countPaxosStates(ballots: number, remember: boolean): Counted {
  const initial: State = {
    acceptors: [0, 1, 2].map(() => [-1, -1, -1] as const),
    sent1a: [],
    sent1b: [],
    sent2a: [],
    sent2b: [],
    received: [],
  };
  const depths = new Map([[JSON.stringify(initial), 0]]);
  const queue = [initial];
  let steps = 0;
  let depth = 0;
  for (const state of queue) {
    depth = depths.get(JSON.stringify(state)) ?? 0;
    for (const next of nextStates(state, ballots, remember)) {
      steps++;
      const text = JSON.stringify(next);
      if (depths.has(text)) continue;
      depths.set(text, depth + 1);
      queue.push(next);
    }
  }
  return { distinct: queue.length, steps, depth };
}

function nextStates(state: State, ballots: number, remember: boolean): State[] {
  const found: State[] = [];
  for (let bal = 0; bal < ballots; bal++) {
    // Phase1a. Sent once where leaders are handlers; sending it again changes nothing in any case.
    if (!state.sent1a.includes(bal)) found.push({ ...state, sent1a: withItem(state.sent1a, bal) });
    const decided = state.sent2a.some(([other]) => other === bal);
    // Phase2a
    const promises = (remember ? state.received : state.sent1b).filter(([, other]) => other === bal);
    for (const value of decided ? [] : [0, 1].filter((candidate) => isAllowed(promises, candidate)))
      found.push({
        ...state,
        sent2a: withItem(state.sent2a, [bal, value] as const),
        received: state.received.filter(([, other]) => other !== bal),
      });
    if (remember) {
      for (const promise of state.sent1b.filter(([, other]) => other === bal))
        found.push(decided ? state : { ...state, received: withItem(state.received, promise) });
    }
  }
  for (const [acceptor, [maxBal, maxVBal, maxVal]] of state.acceptors.entries()) {
    const become = (next: State['acceptors'][number]) =>
      state.acceptors.map((old, at) => (at === acceptor ? next : old));
    for (const bal of state.sent1a) {
      // Phase1b; a message that is too old is received without effect where acceptors are handlers.
      if (bal > maxBal)
        found.push({
          ...state,
          acceptors: become([bal, maxVBal, maxVal]),
          sent1b: withItem(state.sent1b, [acceptor, bal, maxVBal, maxVal] as const),
        });
      else if (remember) found.push(state);
    }
    for (const [bal, value] of state.sent2a) {
      // Phase2b
      if (bal >= maxBal)
        found.push({
          ...state,
          acceptors: become([bal, bal, value]),
          sent2b: withItem(state.sent2b, [acceptor, bal, value] as const),
        });
      else if (remember) found.push(state);
    }
  }
  return found;
}

function isAllowed(promises: State['sent1b'], value: number): boolean {
  return promises.some((one, index) =>
    promises.slice(index + 1).some((other) => {
      const last = one[2] >= other[2] ? one : other;
      return last[2] < 0 || last[3] === value;
    }),
  );
}

/** A set with one more item, as a sorted list. */
function withItem<Item>(set: readonly Item[], item: Item): readonly Item[] {
  const text = JSON.stringify(item);
  if (set.some((other) => JSON.stringify(other) === text)) return set;
  return [...set, item].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
