/** Single-decree Paxos: proposers and acceptors settle on one value over a network that reorders everything. */
import {
  allOf,
  always,
  type Bounds,
  type Challenge,
  type Claim,
  fact,
  forAll,
  type Observation,
  type Property,
  type SystemSpec,
  sometimes,
} from '../../src/model';

export const paxos: Challenge = {
  slug: 'paxos',
  code: 'C2',
  title: 'Single-decree Paxos',
  summary: 'Proposers compete, acceptors vote and crash: make sure that a majority never changes its mind.',
  area: 'consensus',
  level: 'medium',
  minutes: [75, 90],
  parameters: [
    {
      name: 'acceptors',
      label: 'acceptors',
      meaning: 'How many acceptors there are; any majority of them can choose a value.',
      min: 2,
      max: 5,
    },
    {
      name: 'proposers',
      label: 'proposers',
      meaning: 'How many proposers there are; the clients of each want a value of their own.',
      min: 1,
      max: 3,
    },
    {
      name: 'ballots',
      label: 'ballots',
      meaning:
        'How many requests the clients make in all, dealt to the proposers in turn; each should start one ballot.',
      min: 1,
      max: 4,
    },
    {
      name: 'crashes',
      label: 'crashes',
      meaning: 'How many times an acceptor may crash; a crashed one may restart at any later moment.',
      min: 0,
      max: 2,
    },
    { name: 'drops', label: 'losses', meaning: 'How many messages the network may lose.', min: 0, max: 2 },
    { name: 'duplicates', label: 'copies', meaning: 'How many messages the network may copy.', min: 0, max: 2 },
  ],
  tiers: {
    quick: { acceptors: 2, proposers: 2, ballots: 2, crashes: 1, drops: 0, duplicates: 0 },
    full: { acceptors: 3, proposers: 2, ballots: 2, crashes: 1, drops: 0, duplicates: 0 },
  },
  tasks: [
    'Run the check on the starter and explain its counterexample to yourself (5 min).',
    'Acceptors that keep promises: write phase 1, the prepare and the promise (20 min).',
    'Proposers that listen: let what the promises report decide what may be proposed (20 min).',
    'Crashes: decide which fields must survive one, and pass the full bounds (15 min).',
    'Three ballots, and a network that copies messages: change your protocol so that the check stays small (20 min).',
  ],
  hints: [
    'A counterexample here always has the same shape: one majority chose, then another majority was persuaded of something else. The two majorities share an acceptor. What should that acceptor have said or refused?',
    'Before a proposer asks for anything to be accepted, it must know that no smaller ballot can still choose a different value. Only acceptors can tell, and only if they promise something about the future as well as report the past.',
    'Promise: "I accept nothing below ballot b any more, and the latest proposal I have accepted is this." A proposer that holds promises of a majority must take the value of the latest proposal reported; it may use its own value only if none is reported.',
    'A promise that a crash wipes out is no promise. Ask of each field in turn: could another node have acted on it? Then list it in `durable`.',
    'With three ballots most of the states come from accept requests that no longer matter. Send them only to the acceptors that have promised: a majority of those is still a majority.',
  ],
  referenceStates: { quick: 2_064, full: 779_950 },
  system,
};

const clientValues = ['x', 'y', 'z'];

function system({
  acceptors = 3,
  proposers = 2,
  ballots = 2,
  crashes = 0,
  drops = 0,
  duplicates = 0,
}: Bounds): SystemSpec {
  const majority = Math.floor(acceptors / 2) + 1;
  const clients = clientValues.slice(0, proposers).map((value, index) => ({
    id: `p${index + 1}`,
    value,
    requests: Math.ceil((ballots - index) / proposers),
  }));
  const requested = clients.filter((client) => client.requests > 0).map((client) => client.value);
  return {
    nodes: [
      ...clients.map(({ id, value, requests }) => ({
        id,
        role: 'proposer',
        inputs: Array.from({ length: requests }, () => ({ kind: 'propose', value })),
      })),
      ...Array.from({ length: acceptors }, (_, index) => ({ id: `a${index + 1}`, role: 'acceptor', mayCrash: true })),
    ],
    config: { majority },
    network: 'unordered',
    faults: { crash: crashes, drop: drops, duplicate: duplicates },
    outputs: 'distinct',
    properties: properties(majority, requested),
    notChecked: [
      'Termination: whether a value is decided in the end. No asynchronous protocol that survives a crash can promise it (Fischer, Lynch and Paterson 1985); only that a decision is possible is checked.',
      'Whether an acceptor that shows `accepted` has really kept the proposal: properties see outputs, not states.',
      ...(ballots < 3
        ? [
            'Choosing among several reported proposals: with fewer than three ballots no two promises report different ones, so any rule for choosing passes.',
          ]
        : []),
      ...(crashes === 0
        ? ['Forgetting: as no node crashes, a protocol that keeps nothing through a restart passes.']
        : []),
      ...(duplicates === 0
        ? ['Counting: as no message is copied, a proposer may count answers instead of acceptors.']
        : []),
      'Crashes of proposers: one that forgets which ballots it has used can do harm, but only with more ballots than can be checked here.',
    ],
  };
}

function properties(majority: number, requested: readonly string[]): Property[] {
  return [
    always('agreement', 'At most one value is ever chosen, and no two decisions differ.', (o) =>
      allOf({
        'one value chosen': oneValue('chosen', chosen(o, majority)),
        'one value decided': oneValue('decided', decisions(o)),
      }),
    ),
    always('validity', 'Only a value that a client asked for is accepted or decided.', (o) =>
      forAll('shown', [...decisions(o), ...proposals(o)], ({ node, value }) =>
        fact(
          requested.includes(value),
          `${node} shows the value ${text(value)}; clients asked for ${requested.join(' and ')}`,
        ),
      ),
    ),
    always(
      'decided means chosen',
      'Before anyone decides a value, a majority of the acceptors has accepted it in one ballot.',
      (o) =>
        forAll('decision', decisions(o), ({ node, value }) =>
          fact(
            chosen(o, majority).some((choice) => choice.value === value),
            `${node} decided ${text(value)}; it takes ${majority} acceptors in one ballot, and there ${accepters(o, value)}`,
          ),
        ),
    ),
    always('one value per ballot', 'No two acceptors ever accept different values in the same ballot.', (o) =>
      forAll('first', proposals(o), (first) =>
        forAll('second', proposals(o), (second) =>
          fact(
            first.ballot !== second.ballot || first.value === second.value,
            `in ballot ${text(first.ballot)} ${first.node} accepted ${text(first.value)} and ${second.node} accepted ${text(second.value)}`,
          ),
        ),
      ),
    ),
    ...requested.map((value) =>
      sometimes(`${value} can be decided`, `Some schedule ends with ${value} decided: no proposer is ignored.`, (o) =>
        decisions(o).some((decision) => decision.value === value),
      ),
    ),
    ...(requested.length > 1
      ? [
          sometimes(
            'a second proposer can learn',
            'In some schedule two proposers decide: who comes late learns what was chosen.',
            (o) => {
              return new Set(decisions(o).map((decision) => decision.node)).size > 1;
            },
          ),
        ]
      : []),
  ];
}

/** `ballot` and `value` have these types only if the protocol keeps to the interface; the properties assume nothing. */
type Decision = { readonly node: string; readonly value: string };
type Proposal = { readonly node: string; readonly ballot: number; readonly value: string };
type Choice = { readonly ballot: number; readonly value: string };

function decisions(o: Observation): Decision[] {
  return shown(o, 'decide').map(({ node, output }) => ({ node, value: output.value as string }));
}

/** What acceptors have shown to accept. */
function proposals(o: Observation): Proposal[] {
  const accepters = shown(o, 'accepted').filter(({ role }) => role === 'acceptor');
  return accepters.map(({ node, output }) => ({
    node,
    ballot: output.ballot as number,
    value: output.value as string,
  }));
}

/** The proposals that a majority has accepted. */
function chosen(o: Observation, majority: number): Choice[] {
  const votes = new Map<string, Choice & { count: number }>();
  for (const { ballot, value } of proposals(o)) {
    const key = JSON.stringify([ballot, value]);
    votes.set(key, { ballot, value, count: (votes.get(key)?.count ?? 0) + 1 });
  }
  return [...votes.values()].filter(({ count }) => count >= majority).map(({ ballot, value }) => ({ ballot, value }));
}

function accepters(o: Observation, value: string): string {
  const named = proposals(o)
    .filter((proposal) => proposal.value === value)
    .map(({ node, ballot }) => `${node} in ballot ${text(ballot)}`);
  return named.length === 0 ? 'is none' : `is only ${named.join(', ')}`;
}

function oneValue(verb: string, items: readonly (Decision | Choice)[]): Claim {
  const describe = (item: Decision | Choice): string =>
    'node' in item
      ? `${item.node} ${verb} ${text(item.value)}`
      : `${text(item.value)} was ${verb} in ballot ${text(item.ballot)}`;
  return forAll('first', items, (first) =>
    forAll('second', items, (second) => fact(first.value === second.value, `${describe(first)}, ${describe(second)}`)),
  );
}

function shown(o: Observation, kind: string) {
  return o.nodes.flatMap(({ id, role, outputs }) =>
    outputs.flatMap((output) => {
      const record = (typeof output === 'object' && output !== null ? output : {}) as Readonly<Record<string, unknown>>;
      return record.kind === kind ? [{ node: id, role, output: record }] : [];
    }),
  );
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}
