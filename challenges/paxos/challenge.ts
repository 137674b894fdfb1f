/** Single-decree Paxos: proposers and acceptors settle on one value over a network that reorders everything. */
import {
  allOf,
  always,
  type Bounds,
  type Claim,
  fact,
  forAll,
  type Observation,
  type Property,
  type SystemSpec,
  sometimes,
} from 'interleave/challenge';

const clientValues = ['x', 'y', 'z'];

export default function system({
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
