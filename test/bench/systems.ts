/** The systems that are measured, as any author would define them. Runs in a page too. */
import { challengeBySlug } from '../../challenges';
import type { Bounds, Challenge, SystemSpec } from '../../src/model';
import { actorPaxos, actorPaxosProtocol } from '../models/bench-actor-paxos';
import { travellingForks, travellingForksProtocol } from '../models/bench-dining';
import { raftElection, raftElectionProtocol } from '../models/bench-raft-election';
import { paxosTla, paxosTlaProtocol } from '../models/paxos-tla';
import { tinyChallenge } from '../models/tiny-spec';
import { twoPhaseTla, twoPhaseTlaProtocol } from '../models/two-phase-tla';

export interface BenchSystem {
  readonly name: string;
  readonly challenge: Challenge;
  readonly bounds: Bounds;
  /** Text of the protocol; the reference of the challenge if missing. */
  readonly source?: string;
  /** Where exploring stops, for systems larger than what is to be measured. */
  readonly statesMax?: number;
  /** Tried by so many random walks, with seed 1, instead of explored; `counts` are then what these see and step. */
  readonly walks?: number;
  /** What exploring everything must come to. */
  readonly counts?: Counts;
  readonly spin?: SpinModel;
  readonly tlc?: TlcModel;
  /** Why there is no row of another checker, or why its counts are others. */
  readonly note?: string;
  /** Measured in Node with one thread only: what matters here is memory. */
  readonly isForMemory?: boolean;
  /** Takes minutes, so it is measured only where that is asked for. */
  readonly isLarge?: boolean;
}

export interface Counts {
  readonly distinct: number;
  readonly generated: number;
}

/** A model in `promela/` with the same states and the same steps: its counts must be those of the system. */
export interface SpinModel {
  readonly file: string;
  readonly constants: Readonly<Record<string, number>>;
  /** Longest path that SPIN's depth-first search may follow. */
  readonly depthMax: number;
}

/** A module in `tla/`, and what TLC must count. */
export interface TlcModel {
  readonly module: string;
  /** The configuration file's lines on constants. */
  readonly constants: readonly string[];
  readonly invariant: string;
  readonly distinct: number;
  /** TLC counts the initial state too. */
  readonly generated?: number;
}

/** Not much less than where a table has just doubled, which is when a state takes most memory. */
const memoryStates = 12_000_000;

export const benchSystems: readonly BenchSystem[] = [
  twoPhase(3, { distinct: 288, generated: 1601 }, 1146),
  twoPhase(5, { distinct: 8832, generated: 84_225 }, 58_146),
  twoPhase(7, { distinct: 296_448, generated: 4_051_969 }, 2_744_706),
  twoPhase(8, { distinct: 1_745_408, generated: 27_467_777 }),
  paxosOfTla(2, { distinct: 7056, generated: 101_296 }, 3921),
  paxosOfTla(3, { distinct: 494_784, generated: 10_490_016 }, 185_369),
  {
    name: 'Raft election, 3 servers, 3 timeouts, 2 crashes',
    ...own('raft-election', raftElection(3, 3, 2), raftElectionProtocol),
    counts: { distinct: 577_083, generated: 2_436_381 },
    spin: { file: 'raft-election', constants: { T: 3, C: 2 }, depthMax: 1000 },
  },
  actorPaxosOf(2, { distinct: 16_668, generated: 32_970 }),
  dining(10, { distinct: 2_539_754, generated: 19_566_459 }, false),
  actorPaxosOf(3, { distinct: 1_194_428, generated: 2_420_476 }),
  {
    name: 'five slots: Raft election, 3 servers, 4 timeouts, 2 crashes',
    ...own('five-slots', raftElection(3, 4, 2), raftElectionProtocol),
    statesMax: memoryStates,
    isForMemory: true,
  },
  catalogue('challenge two-phase commit, full bounds', 'two-phase-commit', {}, {}),
  catalogue(
    'challenge Paxos, 3 acceptors, 2 proposers, 2 ballots',
    'paxos',
    { acceptors: 3, proposers: 2, ballots: 2, crashes: 0 },
    {},
  ),
  catalogue(
    'challenge Paxos, 3 acceptors, 2 proposers, 3 ballots, first 2,000,000 states',
    'paxos',
    { acceptors: 3, proposers: 2, ballots: 3, crashes: 0 },
    { statesMax: 2_000_000 },
  ),
  {
    name: 'random walks: two-phase commit of the TLA+ Examples, 7 managers',
    ...own('two-phase-walks', twoPhaseTla(7), twoPhaseTlaProtocol),
    walks: 300_000,
    counts: { distinct: 142_392, generated: 3_684_585 },
  },
  catalogue(
    'random walks: challenge two-phase commit, full bounds',
    'two-phase-commit',
    {},
    {
      walks: 300_000,
      counts: { distinct: 65_262, generated: 3_582_058 },
    },
  ),
  dining(12, undefined, true),
  catalogue(
    'challenge Paxos, 3 acceptors, 3 proposers, 3 ballots',
    'paxos',
    { acceptors: 3, proposers: 3, ballots: 3, crashes: 0 },
    { statesMax: 200_000_000, isLarge: true },
  ),
];

/** The challenge that a check of one of these systems names. */
export function benchChallenge(slug: string): Challenge | undefined {
  return benchSystems.find(({ challenge }) => challenge.slug === slug)?.challenge;
}

function own(slug: string, spec: SystemSpec, source: string): Pick<BenchSystem, 'challenge' | 'bounds' | 'source'> {
  return { challenge: { ...tinyChallenge(spec), slug: `bench-${slug}` }, bounds: {}, source };
}

/** @param generatedByTlc missing where TLC would take too long for this bench */
function twoPhase(managers: number, counts: Counts, generatedByTlc?: number): BenchSystem {
  return {
    name: `two-phase commit of the TLA+ Examples, ${managers} managers`,
    ...own(`two-phase-${managers}`, twoPhaseTla(managers), twoPhaseTlaProtocol),
    counts,
    spin: { file: 'two-phase-commit', constants: { N: managers }, depthMax: 1000 },
    ...(generatedByTlc === undefined
      ? {}
      : {
          tlc: {
            module: 'TwoPhase',
            constants: [`RM = {${Array.from({ length: managers }, (_, index) => `r${index + 1}`).join(', ')}}`],
            invariant: 'Consistent',
            distinct: counts.distinct,
            generated: generatedByTlc,
          },
        }),
    note: 'TLC generates fewer: what a transaction manager that has decided ignores is a step here and none in the specification.',
  };
}

/** @param distinctByTlc states of the specification, whose leaders keep no state */
function paxosOfTla(ballots: number, counts: Counts, distinctByTlc: number): BenchSystem {
  return {
    name: `Paxos of the TLA+ Examples, ballots 0..${ballots - 1}`,
    ...own(`paxos-tla-${ballots}`, paxosTla(ballots), paxosTlaProtocol),
    counts,
    spin: { file: 'paxos', constants: { B: ballots }, depthMax: 1000 },
    tlc: {
      module: 'Paxos',
      constants: [
        'Acceptor = {a1, a2, a3}',
        'Value = {v1, v2}',
        'Quorum = {{a1, a2}, {a1, a3}, {a2, a3}}',
        `Ballot = {${Array.from({ length: ballots }, (_, ballot) => ballot).join(', ')}}`,
      ],
      invariant: 'Agreement',
      distinct: distinctByTlc,
    },
    note: `The specification has ${distinctByTlc.toLocaleString('en')} states: its leaders read the set of all messages, handlers remember the promises that reached them.`,
  };
}

function dining(philosophers: number, counts: Counts | undefined, isLarge: boolean): BenchSystem {
  return {
    name: `dining philosophers, ${philosophers}`,
    ...own(`dining-${philosophers}`, travellingForks(philosophers), travellingForksProtocol),
    ...(counts === undefined ? {} : { counts }),
    statesMax: 200_000_000,
    spin: { file: 'dining-philosophers', constants: { N: philosophers }, depthMax: isLarge ? 20_000_000 : 1_000_000 },
    isLarge,
  };
}

function catalogue(
  name: string,
  slug: string,
  bounds: Bounds,
  rest: Pick<BenchSystem, 'statesMax' | 'isLarge' | 'walks' | 'counts'>,
): BenchSystem {
  const challenge = challengeBySlug(slug);
  if (challenge === undefined) throw new Error(`There is no challenge ${slug}.`);
  return { name, challenge, bounds: { ...challenge.tiers.full, ...bounds }, ...rest };
}

/** @param counts as Stateright gives them; it counts the initial state among the generated ones */
function actorPaxosOf(clients: number, counts: Counts): BenchSystem {
  return {
    name: `actor Paxos, 3 servers, ${clients} clients`,
    ...own(`actor-paxos-${clients}`, actorPaxos(clients), actorPaxosProtocol),
    counts,
    note: 'There is no model of it in Promela; Stateright counts the same states and steps.',
  };
}
