/** Systems of the TLA+ Examples as ordinary protocols: the counts are those that TLC gives, or differ for a stated reason. */
import { describe, expect, test } from 'vitest';
import { explore } from './naive-explorer';
import { paxosTla, paxosTlaProtocol } from './paxos-tla';
import { countPaxosStates } from './paxos-tla-states';
import { checkTiny, countsOf } from './tiny-challenge';
import { twoPhaseTla, twoPhaseTlaProtocol } from './two-phase-tla';

describe('two-phase commit whose messages stay', () => {
  test.each([
    // Distinct states as TLC counts them; TLC's generated 1,146, 58,146 and 2,744,706 hold the initial state, and not the
    // messages that a transaction manager ignores because it has decided.
    [3, { distinct: 288, generated: 1145 + 456, depth: 10 }],
    [5, { distinct: 8832, generated: 58_145 + 26_080, depth: 16 }],
    [7, { distinct: 296_448, generated: 2_744_705 + 1_307_264, depth: 22 }],
  ])(
    'with %i resource managers has the states that TLC counts',
    async (managers, counts) => {
      const report = await checkTiny(twoPhaseTla(managers), twoPhaseTlaProtocol, { explore: 'all' });
      expect(countsOf(report)).toEqual(counts);
      expect(report.verdict.kind).toBe('holds');
      expect(report.verdict.properties.map(({ result }) => result)).toEqual(['holds', 'reached', 'holds']);
    },
    60_000,
  );

  test.each([3, 5])(
    'with %i resource managers takes the steps of the specification, and ignores messages besides',
    async (managers) => {
      const counted = countTwoPhaseStates(managers);
      const { counts } = (await checkTiny(twoPhaseTla(managers), twoPhaseTlaProtocol)).verdict;
      expect(counted.distinct).toBe(counts.distinct);
      expect(counted.steps + 1).toBe(managers === 3 ? 1146 : 58_146);
      expect(counted.steps + counted.ignored).toBe(counts.generated);
    },
  );

  test.each([3, 5])(
    'with %i resource managers takes the steps of the specification that change something if what is ignored stays',
    async (managers) => {
      const { distinct, steps, repeated } = countTwoPhaseStates(managers);
      const spec = { ...twoPhaseTla(managers), network: { order: 'kept', ignored: 'stay' } } as const;
      const { counts } = (await checkTiny(spec, twoPhaseTlaProtocol)).verdict;
      expect([counts.distinct, counts.generated]).toEqual([distinct, steps - repeated]);
      expect(repeated).toBeGreaterThan(0);
    },
  );

  test('is the same system for the plain explorer', () => {
    const { distinct, generated, depth } = explore(twoPhaseTla(3), twoPhaseTlaProtocol, 'two-phase.ts');
    expect({ distinct, generated, depth }).toEqual({ distinct: 288, generated: 1601, depth: 10 });
  });
});

describe('Paxos whose messages stay', () => {
  test.each([
    [2, { distinct: 7056, generated: 101_296, depth: 20 }],
    [3, { distinct: 494_784, generated: 10_490_016, depth: 30 }],
  ])(
    'with %i ballots has one state more for each set of promises that a leader remembers',
    async (ballots, counts) => {
      const report = await checkTiny(paxosTla(ballots), paxosTlaProtocol, { explore: 'all' });
      expect(countsOf(report)).toEqual(counts);
      expect(report.verdict.kind).toBe('holds');
    },
    120_000,
  );

  test('would have the states that TLC counts if leaders could read the set of messages', () => {
    // TLC counts 3,921 with ballots 0 and 1; the same enumeration gives TLC's 185,369 with ballots 0 to 2 in 15 s.
    expect(countPaxosStates(2, false).distinct).toBe(3921);
    const { distinct, steps, depth } = countPaxosStates(2, true);
    expect({ distinct, generated: steps, depth }).toEqual({ distinct: 7056, generated: 101_296, depth: 20 });
  }, 30_000);
});

/**
 * The states of `TwoPhase.tla`, enumerated straight from its actions. What the handlers ignore: `ignored` counts what is no
 * step there, `repeated` the steps in which the transaction manager hears again that a manager is prepared.
 */
function countTwoPhaseStates(managers: number): { distinct: number; steps: number; ignored: number; repeated: number } {
  const all = Array.from({ length: managers }, (_, index) => index);
  // rmState, tmState, tmPrepared; who has sent Prepared. Commit and Abort are in the set when the manager has decided so.
  type State = readonly [rm: string, tm: string, prepared: string, sent: string];
  const initial: State = ['w'.repeat(managers), 'i', '0'.repeat(managers), '0'.repeat(managers)];
  const replaced = (text: string, at: number, mark: string) => text.slice(0, at) + mark + text.slice(at + 1);
  const seen = new Set([initial.join()]);
  const queue = [initial];
  let steps = 0;
  let ignored = 0;
  let repeated = 0;
  for (const [rm, tm, prepared, sent] of queue) {
    const next: State[] = [];
    if (tm === 'i') next.push([rm, 'a', prepared, sent]);
    if (tm === 'i' && !prepared.includes('0')) next.push([rm, 'c', prepared, sent]);
    for (const at of all) {
      if (sent[at] === '1' && tm === 'i') next.push([rm, tm, replaced(prepared, at, '1'), sent]);
      if (sent[at] === '1' && tm !== 'i') ignored++;
      if (prepared[at] === '1' && tm === 'i') repeated++;
      if (rm[at] === 'w') next.push([replaced(rm, at, 'p'), tm, prepared, replaced(sent, at, '1')]);
      if (rm[at] === 'w') next.push([replaced(rm, at, 'a'), tm, prepared, sent]);
      if (tm !== 'i') next.push([replaced(rm, at, tm), tm, prepared, sent]);
    }
    for (const state of next) {
      steps++;
      if (seen.has(state.join())) continue;
      seen.add(state.join());
      queue.push(state);
    }
  }
  return { distinct: queue.length, steps, ignored, repeated };
}
