/** A sum that everybody learns, of numbers that nobody else does. */
import {
  type Bounds,
  type Data,
  type Experiment,
  everyCoalition,
  everyVector,
  fact,
  forAll,
  inEveryRun,
  type NodeId,
  privacyGroups,
  type SystemSpec,
  sameViews,
} from 'interleave/challenge';

const names = ['ann', 'bob', 'cat', 'dan'];

export default function system({ parties = 3, modulus = 3 }: Bounds): SystemSpec {
  const ids = names.slice(0, parties);
  const values = Array.from({ length: modulus }, (_, value) => value);
  const experiments = () => everyVector(ids, values).map((numbers) => sharing(ids, numbers));
  const sumOf = ({ inputs }: Experiment): number => ids.reduce((sum, id) => sum + numberIn(inputs[id]), 0) % modulus;
  return {
    nodes: ids.map((id) => ({ id, role: 'party' })),
    config: { parties: ids, modulus },
    network: 'unordered',
    faults: {},
    outputs: 'every',
    properties: [
      inEveryRun(
        'correctness',
        'Whatever the numbers and whatever is drawn, every party shows the sum, once.',
        experiments,
        ({ experiment, outputs }) => forAll('party', ids, (id) => showsSum(id, outputs[id] ?? [], sumOf(experiment))),
      ),
      sameViews(
        'privacy',
        'The view of every coalition is distributed alike for all numbers of the others that have the same sum.',
        () => privacyGroups(experiments(), everyCoalition(ids), (experiment) => `that the sum is ${sumOf(experiment)}`),
      ),
    ],
    notChecked: [
      'Parties that do not follow the protocol: a party that lies about a share or a subtotal makes the sum wrong.',
      'Who listens in: channels between two parties are taken to be private.',
      'Larger moduli and more parties than these.',
    ],
  };
}

function sharing(ids: readonly NodeId[], numbers: Readonly<Record<NodeId, number>>): Experiment {
  return {
    name: ids.map((id) => `${id} ${numbers[id]}`).join(', '),
    inputs: Object.fromEntries(ids.map((id) => [id, [{ kind: 'add', value: numbers[id] ?? 0 }]])),
  };
}

function numberIn(inputs: readonly Data[] = []): number {
  return (inputs[0] as { readonly value: number }).value;
}

function showsSum(party: NodeId, outputs: readonly Data[], sum: number) {
  if (outputs.length !== 1)
    return fact(false, `${party} shows ${outputs.length === 0 ? 'no sum' : 'more than one sum'}`);
  const [output] = outputs;
  const record = (typeof output === 'object' && output !== null ? output : {}) as Readonly<Record<string, unknown>>;
  return fact(
    record.kind === 'sum' && record.value === sum,
    `${party} shows ${JSON.stringify(record.kind === 'sum' ? (record.value ?? null) : output)}, and the sum is ${sum}`,
  );
}
