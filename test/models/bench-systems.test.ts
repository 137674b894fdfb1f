/** The systems of the bench: counts that other checkers give, and the same counts from explorers that share nothing with the engine. */
import { describe, expect, test } from 'vitest';
import { actorPaxos, actorPaxosProtocol, actorPaxosWithoutHistory } from './bench-actor-paxos';
import { countActorPaxosStates } from './bench-actor-paxos-states';
import { travellingForks, travellingForksProtocol } from './bench-dining';
import { raftElection, raftElectionProtocol } from './bench-raft-election';
import { explore } from './naive-explorer';
import { checkTiny, countsOf } from './tiny-challenge';

test.each([
  ['actor Paxos with one client', actorPaxos(1), actorPaxosProtocol, { distinct: 265, generated: 481, depth: 13 }],
  [
    'actor Paxos with one client whose ignored messages are gone',
    actorPaxos(1, 'received'),
    actorPaxosProtocol,
    { distinct: 701, generated: 1913, depth: 13 },
  ],
  // SPIN counts the same 122,058 states and 755,435 steps with eight philosophers.
  [
    'five dining philosophers',
    travellingForks(5),
    travellingForksProtocol,
    { distinct: 1286, generated: 5037, depth: 15 },
  ],
  // SPIN counts the same 577,083 states and 2,436,381 steps with three timeouts and two crashes.
  ['Raft election', raftElection(3, 2, 1), raftElectionProtocol, { distinct: 5894, generated: 17_298, depth: 11 }],
])('%s has the states and steps that the plain explorer finds', async (_name, spec, source, counts) => {
  const report = await checkTiny(spec, source, { explore: 'all' });
  expect(countsOf(report)).toEqual(counts);
  expect(report.verdict.kind).toBe('holds');
  const { distinct, generated, depth } = explore(spec, source, 'bench.ts');
  expect({ distinct, generated, depth }).toEqual(counts);
});

test.each([
  // Stateright's example gives 16,668 distinct and 32,971 generated, the initial state among them; 1,194,428 and 2,420,477.
  [2, { distinct: 16_668, generated: 32_971 - 1, depth: 20 }],
  [3, { distinct: 1_194_428, generated: 2_420_477 - 1, depth: 27 }],
])(
  'the actor Paxos with %i clients has the states and steps that Stateright counts, is linearizable, and can choose a value',
  async (clients, counts) => {
    const { verdict } = await checkTiny(actorPaxos(clients), actorPaxosProtocol, { explore: 'all' });
    expect(verdict.kind).toBe('holds');
    expect(verdict.counts).toMatchObject(counts);
    expect(verdict.properties.map(({ name, result }) => [name, result])).toEqual([
      ['linearizable', 'holds'],
      ['value chosen', 'reached'],
    ]);
  },
  120_000,
);

describe('the actor Paxos with two clients', () => {
  test('has as many states without the monitor, and if all is remembered of the history that Stateright remembers', async () => {
    const report = await checkTiny(actorPaxosWithoutHistory(2), actorPaxosProtocol, { explore: 'all' });
    const { distinct, generated } = countsOf(report);
    expect(report.verdict.kind).toBe('holds');
    expect({ distinct, steps: generated }).toEqual({ distinct: 16_668, steps: 32_970 });
    // Another enumeration of the same handlers. With three clients it gives 1,194,428 in a minute.
    for (const history of ['read', 'intervals'] as const)
      expect(countActorPaxosStates(2, { ignored: 'stays', history })).toEqual({ distinct, steps: generated });
  }, 60_000);

  test('has 301,099 states if ignored messages are received and gone', async () => {
    const report = await checkTiny(actorPaxos(2, 'received'), actorPaxosProtocol, { explore: 'all' });
    const { distinct, generated } = countsOf(report);
    expect(report.verdict.kind).toBe('holds');
    expect({ distinct, generated }).toEqual({ distinct: 301_099, generated: 1_372_702 });
    expect(countActorPaxosStates(2, { ignored: 'gone', history: 'read' })).toEqual({ distinct, steps: generated });
  }, 120_000);

  test('is not linearizable if a leader proposes its own value whatever the promises report', async () => {
    const broken = actorPaxosProtocol.replace('if (reported.length > 0) state.proposal = reported[0].proposal;', '');
    expect(broken).not.toBe(actorPaxosProtocol);
    const { verdict } = await checkTiny(actorPaxos(2), broken);
    expect([verdict.kind, verdict.property]).toEqual(['violated', 'linearizable']);
    const { verdict: plain } = await checkTiny(actorPaxosWithoutHistory(2), broken);
    expect([plain.kind, plain.property]).toEqual(['violated', 'one value']);
  }, 60_000);
});

test('two leaders in one term are found if a vote does not survive a crash', async () => {
  const forgetful = raftElectionProtocol.replace("durable: ['term', 'votedFor']", "durable: ['term']");
  const { verdict } = await checkTiny(raftElection(3, 2, 1), forgetful);
  expect([verdict.kind, verdict.property]).toEqual(['violated', 'election safety']);
});
