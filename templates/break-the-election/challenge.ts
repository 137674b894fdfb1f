/** An election as in Raft, to be broken: the protocols are given, and candidates decide what happens when. */
import {
  always,
  type Bounds,
  type Data,
  fact,
  forAll,
  type Observation,
  type SystemSpec,
  sometimes,
} from 'interleave/challenge';

/** The end of a log: the term and the position of its last entry. The last server lacks what the others have. */
const committed = { term: 2, index: 2 };
const behind = { term: 1, index: 3 };

export default function system({ elections = 2, crashes = 1 }: Bounds): SystemSpec {
  const ids = ['s1', 's2', 's3'];
  return {
    nodes: ids.map((id) => ({ id, role: 'server', mayCrash: id === 's3' })),
    config: { term: committed.term, logs: { s1: committed, s2: committed, s3: behind } },
    network: 'unordered',
    faults: { timeout: elections, crash: crashes, restart: crashes },
    outputs: 'distinct',
    properties: [
      always('one leader a term', 'At most one server ever leads in a term.', (o) => {
        const all = leaders(o);
        return forAll('first', all, (first) =>
          forAll('second', all, (second) =>
            fact(
              first.node === second.node || first.term !== second.term,
              `${first.node} and ${second.node} both lead in term ${first.term}`,
            ),
          ),
        );
      }),
      always('leaders have what is committed', 'Only a server that has all committed entries ever leads.', (o) =>
        forAll('leader', leaders(o), ({ node, term }) =>
          fact(node !== 's3', `${node} leads in term ${term}, and lacks an entry that a majority has`),
        ),
      ),
      sometimes('a leader can be elected', 'In some schedule a server leads.', (o) => leaders(o).length > 0),
    ],
    notChecked: [
      'Whether a leader is elected in the end: rivals can split the votes for ever (Fischer, Lynch and Paterson 1985).',
      'Networks that lose or copy messages.',
      'More than three servers.',
      ...(crashes === 0 ? ['Forgetting: no server crashes here.'] : ['Crashes of other servers than s3.']),
    ],
  };
}

function leaders(o: Observation): readonly { readonly node: string; readonly term: number }[] {
  return o.nodes.flatMap(({ id, outputs }) =>
    (outputs as readonly Readonly<Record<string, Data>>[])
      .filter(({ kind }) => kind === 'leader')
      .map(({ term }) => ({ node: id, term: Number(term) })),
  );
}
