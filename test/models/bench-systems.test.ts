/** The systems of the bench: counts that other checkers give, and the same counts from explorers that share nothing with the engine. */
import { describe, expect, test } from 'vitest';
import { actorPaxos, actorPaxosProtocol } from './bench-actor-paxos';
import { countActorPaxosStates } from './bench-actor-paxos-states';
import { travellingForks, travellingForksProtocol } from './bench-dining';
import { raftElection, raftElectionProtocol } from './bench-raft-election';
import { explore } from './naive-explorer';
import { checkTiny, countsOf } from './tiny-challenge';

test.each([
  ['actor Paxos with one client', actorPaxos(1), actorPaxosProtocol, { distinct: 701, generated: 1913, depth: 13 }],
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

describe('the actor Paxos with two clients', () => {
  test('has the 16,668 states that Stateright counts if ignored messages stay, whatever the history remembers', () => {
    // With three clients the same enumeration gives Stateright's 1,194,428 in a minute.
    expect(countActorPaxosStates(2, { ignored: 'stays', history: 'intervals' }).distinct).toBe(16_668);
    expect(countActorPaxosStates(2, { ignored: 'stays', history: 'read' })).toEqual({
      distinct: 16_668,
      steps: 32_970,
    });
  });

  test('has 301,099 because ignored messages are received here and gone', async () => {
    const report = await checkTiny(actorPaxos(2), actorPaxosProtocol, { explore: 'all' });
    const { distinct, generated } = countsOf(report);
    expect(report.verdict.kind).toBe('holds');
    expect({ distinct, generated }).toEqual({ distinct: 301_099, generated: 1_372_702 });
    expect(countActorPaxosStates(2, { ignored: 'gone', history: 'read' })).toEqual({ distinct, steps: generated });
  }, 120_000);

  test('breaks its promise if a leader proposes its own value whatever the promises report', async () => {
    const broken = actorPaxosProtocol.replace('if (reported.length > 0) state.proposal = reported[0].proposal;', '');
    expect(broken).not.toBe(actorPaxosProtocol);
    const { verdict } = await checkTiny(actorPaxos(2), broken);
    expect([verdict.kind, verdict.property]).toEqual(['violated', 'register']);
  }, 60_000);
});

test('two leaders in one term are found if a vote does not survive a crash', async () => {
  const forgetful = raftElectionProtocol.replace("durable: ['term', 'votedFor']", "durable: ['term']");
  const { verdict } = await checkTiny(raftElection(3, 2, 1), forgetful);
  expect([verdict.kind, verdict.property]).toEqual(['violated', 'election safety']);
});
