/** Leader election as in Raft: servers stand, vote, step down, crash and come back with what they have kept. */
import {
  always,
  type Bounds,
  fact,
  forAll,
  implies,
  type NodeObservation,
  type Observation,
  type Property,
  type SystemSpec,
  sometimes,
} from 'interleave/challenge';

/** The end of a log: the term and the position of its last entry. */
type LogEnd = { readonly term: number; readonly index: number };

type Logs = ReadonlyMap<string, LogEnd>;

const emptyLog: LogEnd = { term: 0, index: 0 };
/** The last entry that a majority holds, where servers have logs. */
const committed: LogEnd = { term: 2, index: 2 };
const longerButOlder: LogEnd = { term: 1, index: 3 };
const shorter: LogEnd = { term: 2, index: 1 };

export default function system({
  servers = 3,
  elections = 2,
  crashes = 0,
  restarts = 0,
  duplicates = 0,
  logs = 0,
}: Bounds): SystemSpec {
  const majority = Math.floor(servers / 2) + 1;
  const lagging = logs === 1 ? longerButOlder : shorter;
  const ids = Array.from({ length: servers }, (_, index) => `s${index + 1}`);
  const ends = ids.map((id, index) => [id, logs === 0 ? emptyLog : index < majority ? committed : lagging] as const);
  return {
    nodes: ids.map((id) => ({ id, role: 'server', mayCrash: true })),
    config: { term: logs === 0 ? 0 : committed.term, logs: Object.fromEntries(ends) },
    network: 'unordered',
    faults: { timeout: elections, crash: crashes, restart: restarts, duplicate: duplicates },
    outputs: 'distinct',
    properties: properties(majority, elections, logs > 0 ? new Map(ends) : null),
    notChecked: [
      'Whether a leader is elected in the end: rivals can split the votes for ever, and no asynchronous protocol that survives a crash escapes this (Fischer, Lynch and Paterson 1985). Raft makes it unlikely by drawing the timeouts at random.',
      'Durations: a timeout may fire at any moment, however long it was set for, and no heartbeat prevents it.',
      'Whether a server that shows a role plays it: properties see outputs, not states.',
      ...(crashes === 0 || restarts === 0
        ? ['Forgetting: as no node comes back from a crash, a protocol that keeps nothing through a restart passes.']
        : []),
      ...(restarts >= crashes && crashes > 0
        ? [
            'Servers that stay down: every crashed one can come back, so a candidate that needs everybody’s vote can get it.',
          ]
        : []),
      ...(duplicates === 0
        ? ['Counting: as no message is copied, a candidate may count votes instead of voters.']
        : []),
      ...(servers % 2 === 1 ? ['Ties: of an odd number of servers, half are no whole number.'] : []),
      ...(servers === 2 ? ['More than two servers: of two, a majority is both.'] : []),
      ...(logs === 0 ? ['Logs: all are empty, so a leader lacks nothing.'] : []),
    ],
  };
}

/** @param logs the end of each server's log; null if logs play no part */
function properties(majority: number, elections: number, logs: Logs | null): Property[] {
  return [
    always('election safety', 'At most one server ever leads in a term.', (o) => {
      const all = shown(o, 'leader');
      return forAll('first', all, (first) =>
        forAll('second', all, (second) =>
          fact(
            first.node === second.node || first.term !== second.term,
            `${first.node} and ${second.node} both lead in term ${text(first.term)}`,
          ),
        ),
      );
    }),
    always('terms never go back', 'No server shows a term that is older than one it has shown before.', (o) =>
      forAll('server', histories(o), ({ id, roles }) =>
        forAll('later', roles.slice(1), (later) => {
          const before = roles.slice(0, roles.indexOf(later)).find(({ term }) => !(term <= later.term));
          return fact(
            before === undefined,
            `${id} is ${later.kind} in term ${text(later.term)} after having been ${before?.kind} in term ${text(before?.term)}`,
          );
        }),
      ),
    ),
    always(
      'old leaders step down',
      'Whenever nothing more can happen, no server that is up leads in a term older than the newest.',
      (o) =>
        forAll('leader', leading(o), ({ node, term }) =>
          fact(
            term === newestTerm(o),
            `nothing more can happen, the newest term is ${newestTerm(o)}, and ${node} still leads in term ${text(term)}`,
          ),
        ),
      'quiescent',
    ),
    always(
      'who has no rival wins',
      'Whenever nothing more can happen and only one server has stood in the newest term, it leads, unless it went down, too few are up, or its log is too old.',
      (o) => {
        const rival = onlyCandidate(o);
        if (rival === null || votersFor(o, rival, logs) < majority) return implies(false, () => fact(true, ''));
        return fact(
          leading(o).some(({ node, term }) => node === rival && term === newestTerm(o)),
          `nothing more can happen, nobody but ${rival} has stood in term ${newestTerm(o)}, ${votersFor(o, rival, logs)} servers that are up could vote for it, and it does not lead`,
        );
      },
      'quiescent',
    ),
    ...(logs !== null
      ? [
          always('leaders have what is committed', 'Only a server that has all committed entries ever leads.', (o) =>
            forAll('leader', shown(o, 'leader'), ({ node, term }) => {
              const end = logs.get(node) ?? emptyLog;
              return fact(
                end.term === committed.term && end.index >= committed.index,
                `${node} leads in term ${text(term)}; its log ends with entry ${end.index} of term ${end.term}, and entry ${committed.index} of term ${committed.term} is committed`,
              );
            }),
          ),
        ]
      : []),
    sometimes('a leader can be elected', 'In some schedule a server leads.', (o) => shown(o, 'leader').length > 0),
    ...(elections > 1 ? goalsOfSeveralElections : []),
  ];
}

/** What takes two elections at least. */
const goalsOfSeveralElections: readonly Property[] = [
  sometimes(
    'leadership can change hands',
    'In some schedule one server leads in a term, and another in a later one.',
    (o) =>
      shown(o, 'leader').some((first) =>
        shown(o, 'leader').some((second) => first.node !== second.node && first.term < second.term),
      ),
  ),
  sometimes(
    'a second try can win',
    'In some schedule a server stands, loses patience, stands again in a later term, and leads.',
    (o) =>
      histories(o).some(({ roles }) => roles.some(({ kind }, at) => kind === 'leader' && hadToTryAgain(roles, at))),
  ),
];

/** `term` is a number only if the protocol keeps to the interface; the properties assume nothing. */
type Role = { readonly kind: string; readonly term: number };

/** What a server has shown about itself, oldest first. */
function rolesOf(node: NodeObservation): Role[] {
  return node.outputs.flatMap((output) => {
    const record = (typeof output === 'object' && output !== null ? output : {}) as Readonly<Record<string, unknown>>;
    const { kind, term } = record;
    return kind === 'follower' || kind === 'candidate' || kind === 'leader' ? [{ kind, term: term as number }] : [];
  });
}

function histories(o: Observation) {
  return o.nodes.map((node) => ({ id: node.id, up: node.up, roles: rolesOf(node) }));
}

function shown(o: Observation, kind: string) {
  return histories(o).flatMap(({ id, roles }) =>
    roles.filter((role) => role.kind === kind).map(({ term }) => ({ node: id, term })),
  );
}

/** Servers that are up and lead, by what they have shown last. */
function leading(o: Observation) {
  return histories(o).flatMap(({ id, up, roles }) => {
    const last = roles.at(-1);
    return up && last?.kind === 'leader' ? [{ node: id, term: last.term }] : [];
  });
}

/** 0 if nobody has shown a term. */
function newestTerm(o: Observation): number {
  return Math.max(0, ...histories(o).flatMap(({ roles }) => roles.map(({ term }) => term)));
}

/** The only server that has stood in the newest term, if it is up and has not come back from a crash since; else null. */
function onlyCandidate(o: Observation): string | null {
  const newest = newestTerm(o);
  const [only, ...others] = histories(o).filter(({ roles }) =>
    roles.some(({ kind, term }) => kind === 'candidate' && term === newest),
  );
  if (only === undefined || others.length > 0 || !only.up || only.roles.at(-1)?.kind === 'follower') return null;
  return only.id;
}

/** How many servers are up whose log is not ahead of this one's. */
function votersFor(o: Observation, candidate: string, logs: Logs | null): number {
  const own = logs?.get(candidate) ?? emptyLog;
  return o.nodes.filter(({ id, up }) => {
    const { term, index } = logs?.get(id) ?? emptyLog;
    return up && (term < own.term || (term === own.term && index <= own.index));
  }).length;
}

/** Whether what the server has shown last before it led in this way is: it stood in an earlier term, and then in this one. */
function hadToTryAgain(roles: readonly Role[], at: number): boolean {
  const [first, second] = roles.slice(0, at).slice(-2);
  return first?.kind === 'candidate' && second?.kind === 'candidate' && first.term < second.term;
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
