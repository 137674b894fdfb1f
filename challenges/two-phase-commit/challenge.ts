/** Two-phase commit with crash recovery, and the window in which a prepared participant can only wait. */
import {
  allOf,
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

const coordinator = 'c';

export default function system({
  participants = 2,
  failures = 1,
  crashes = 2,
  restarts = 1,
  cooperative = 0,
}: Bounds): SystemSpec {
  const ids = Array.from({ length: participants }, (_, index) => `p${index + 1}`);
  const someoneMayStayDown = restarts < crashes;
  return {
    nodes: [
      { id: coordinator, role: 'coordinator', inputs: [{ kind: 'begin' }], mayCrash: true },
      ...ids.map((id, index) => ({
        id,
        role: 'participant',
        inputs: index < failures ? [{ kind: 'fail' }] : [],
        mayCrash: true,
      })),
    ],
    config: { coordinator, participants: ids },
    network: 'unordered',
    faults: { crash: crashes, restart: restarts },
    outputs: 'distinct',
    properties: properties(someoneMayStayDown, cooperative === 1),
    notChecked: [
      'Networks that lose messages: here what is sent to a node that is down waits for it. Elsewhere a protocol has to repeat itself.',
      'That the log changes only when a write is done: this rule of the interface is for the reader of your code, not for the check.',
      'Whether a node that shows a vote or a decision has really logged it: properties see outputs, not states.',
      'Durations: a timer may fire at any moment, so a decision to abort may always be a hasty one.',
      'More than one transaction at a time.',
      ...(crashes === 0 ? ['Forgetting: as no node crashes, a protocol that logs nothing passes.'] : []),
      ...(failures === 0 ? ['Votes against: as no local work fails, a participant need not be able to vote no.'] : []),
      ...(someoneMayStayDown
        ? []
        : [
            'The window: every crashed node can come back, so nobody is left waiting, and `cooperative` has nothing to look at.',
          ]),
      ...(participants === 2 ? ['More than two participants: of two, a majority is both.'] : []),
    ],
  };
}

function properties(someoneMayStayDown: boolean, cooperative: boolean): Property[] {
  return [
    always('agreement', 'No node commits while another aborts, and no node does both.', (o) => {
      const all = decisions(o);
      return forAll('first', all, (first) =>
        forAll('second', all, (second) =>
          fact(
            first.decision === second.decision,
            `${first.node} decided ${first.decision}, ${second.node} decided ${second.decision}`,
          ),
        ),
      );
    }),
    always(
      'commit only if all voted yes',
      'If any node commits, every participant has voted yes and none has voted no.',
      (o) =>
        forAll('committed', deciders(o, 'commit'), (committed) =>
          forAll(
            'participant',
            participantsOf(o).map(({ id }) => id),
            (id) => {
              const votes = votesOf(o, id);
              return allOf({
                'has voted yes': fact(votes.includes('yes'), `${committed} committed and ${id} has not voted yes`),
                'has not voted no': fact(!votes.includes('no'), `${committed} committed and ${id} has voted no`),
              });
            },
          ),
        ),
    ),
    always(
      'abort only for a reason',
      'If any node aborts, some participant has voted no or the coordinator has given up waiting for votes.',
      (o) =>
        forAll('aborted', deciders(o, 'abort'), (aborted) =>
          fact(
            o.nodes.some(
              ({ id, role, outputs }) =>
                (role === 'participant' && votesOf(o, id).includes('no')) ||
                (role === 'coordinator' && shows(outputs, 'gave-up')),
            ),
            `${aborted} aborted; nobody has voted no and the coordinator has not given up`,
          ),
        ),
    ),
    always(
      'nobody waits for a coordinator that is up',
      'Whenever nothing more can happen and the coordinator is up, it has decided and so has every participant that is up.',
      (o) =>
        implies(coordinatorUp(o), () =>
          forAll(
            'node',
            o.nodes.filter(({ up }) => up).map(({ id }) => id),
            (id) =>
              fact(hasDecided(o, id), `nothing more can happen, the coordinator is up, and ${id} has not decided`),
          ),
        ),
      'quiescent',
    ),
    ...(cooperative && someoneMayStayDown
      ? [
          always(
            'nobody waits needlessly',
            'Whenever nothing more can happen, the coordinator is down and a participant that is up waits, all others that are up have voted yes and wait as well.',
            (o) =>
              implies(!coordinatorUp(o), () =>
                forAll('waiting', waiting(o), (id) =>
                  forAll('other', upParticipants(o), (other) =>
                    fact(
                      waiting(o).includes(other),
                      `${id} has voted yes and waits; ${other} is up and ${hasDecided(o, other) ? 'knows the outcome' : 'could still abort'}`,
                    ),
                  ),
                ),
              ),
            'quiescent',
          ),
        ]
      : []),
    ...(someoneMayStayDown
      ? [
          sometimes(
            'the window exists',
            'In some schedule nothing more can happen, the coordinator is down, and a participant that has voted yes can neither commit nor abort.',
            (o) => !coordinatorUp(o) && waiting(o).length > 0,
            'quiescent',
          ),
        ]
      : []),
    sometimes('all can commit', 'In some schedule every node commits.', (o) =>
      o.nodes.every(({ id }) => deciders(o, 'commit').includes(id)),
    ),
  ];
}

function decisions(o: Observation) {
  return o.nodes.flatMap(({ id, outputs }) =>
    fieldsOf(outputs).flatMap(({ kind, decision }) =>
      kind === 'decide' ? [{ node: id, decision: String(decision) }] : [],
    ),
  );
}

function deciders(o: Observation, decision: string): string[] {
  return decisions(o)
    .filter((item) => item.decision === decision)
    .map(({ node }) => node);
}

function hasDecided(o: Observation, id: string): boolean {
  return decisions(o).some(({ node }) => node === id);
}

function votesOf(o: Observation, id: string): string[] {
  const node = o.nodes.find((other) => other.id === id);
  return fieldsOf(node?.outputs ?? []).flatMap(({ kind, vote }) => (kind === 'vote' ? [String(vote)] : []));
}

function participantsOf(o: Observation): NodeObservation[] {
  return o.nodes.filter(({ role }) => role === 'participant');
}

function upParticipants(o: Observation): string[] {
  return participantsOf(o)
    .filter(({ up }) => up)
    .map(({ id }) => id);
}

/** Participants that are up, have voted yes and have not decided. */
function waiting(o: Observation): string[] {
  return upParticipants(o).filter((id) => votesOf(o, id).includes('yes') && !hasDecided(o, id));
}

function coordinatorUp(o: Observation): boolean {
  return o.nodes.some(({ role, up }) => role === 'coordinator' && up);
}

function shows(outputs: NodeObservation['outputs'], wanted: string): boolean {
  return fieldsOf(outputs).some(({ kind }) => kind === wanted);
}

/** Outputs as records of unknown fields: nothing is assumed about what a protocol shows. */
function fieldsOf(outputs: NodeObservation['outputs']): Readonly<Record<string, unknown>>[] {
  return outputs.filter((output) => typeof output === 'object' && output !== null) as Readonly<
    Record<string, unknown>
  >[];
}
