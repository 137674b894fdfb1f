/** Dining cryptographers: did one of us pay, without a word about who. */
import {
  always,
  type Bounds,
  type Data,
  type Experiment,
  type ExperimentRun,
  fact,
  forAll,
  inEveryRun,
  type NodeId,
  type Observation,
  type Property,
  privacyGroups,
  type SystemSpec,
  sameViews,
} from 'interleave/challenge';

const names = ['ann', 'bob', 'cat', 'dan', 'eve'];

export default function system({ cryptographers = 3, schedules = 0 }: Bounds): SystemSpec {
  const ring = names.slice(0, cryptographers);
  const [first] = ring;
  return {
    nodes: ring.map((id) => ({
      id,
      role: 'cryptographer',
      ...(schedules === 0 ? {} : { inputs: [dinner(id === first)] }),
    })),
    config: { ring },
    network: 'unordered',
    faults: {},
    outputs: 'every',
    properties: [
      ...(schedules === 0 ? [] : [inEverySchedule(ring)]),
      inEveryRun(
        'right for every payer',
        'Whoever paid and whatever the coins, everybody shows one result in the end: whether one of them paid.',
        () => dinners(ring),
        ({ outputs, experiment }: ExperimentRun) =>
          forAll('cryptographer', ring, (id) => showsOnce(id, outputs[id] ?? [], isPaid(experiment))),
      ),
      sameViews(
        'anonymity',
        'What somebody who did not pay gets to see is distributed alike, whichever of the others paid.',
        () =>
          privacyGroups(
            dinners(ring),
            ring.map((id) => [id]),
            (experiment) => (isPaid(experiment) ? 'that one of them paid' : 'that nobody paid'),
          ),
      ),
    ],
    notChecked: [
      'Cryptographers who do not follow the protocol: one of them can make the result wrong, and nobody finds out who.',
      'Coalitions: two who compare what they saw. In a ring of four, the two neighbours of a third can find out whether it paid.',
      'Two payers at once: their announcements cancel each other.',
      ...(schedules === 0
        ? ['Late messages: set schedules to 1 to try every order in which messages can arrive.']
        : []),
    ],
  };
}

/** The first of them pays. */
function inEverySchedule(ring: readonly NodeId[]): Property {
  return always(
    'right in every schedule',
    'Whatever the order of messages, when nothing more can happen everybody has shown one result, and it is right.',
    (o) => forAll('cryptographer', ring, (id) => showsOnce(id, outputsOf(o, id), true)),
    'quiescent',
  );
}

function dinner(paid: boolean): Data {
  return { kind: 'dinner', paid };
}

/** Nobody pays, or one of them. */
function dinners(ring: readonly NodeId[]): readonly Experiment[] {
  return [undefined, ...ring].map((payer) => ({
    name: payer === undefined ? 'nobody pays' : `${payer} pays`,
    inputs: Object.fromEntries(ring.map((id) => [id, [dinner(id === payer)]])),
  }));
}

function isPaid({ name }: Experiment): boolean {
  return name !== 'nobody pays';
}

function outputsOf(o: Observation, id: NodeId): readonly Data[] {
  return o.nodes.find((node) => node.id === id)?.outputs ?? [];
}

function showsOnce(id: NodeId, outputs: readonly Data[], paid: boolean) {
  const [output] = outputs;
  const record = (typeof output === 'object' && output !== null ? output : {}) as Readonly<Record<string, unknown>>;
  const truth = paid ? 'one of them paid' : 'nobody paid';
  if (outputs.length !== 1)
    return fact(false, `${id} shows ${outputs.length === 0 ? 'no result' : 'more than one result'}`);
  const isResult = record.kind === 'result' && typeof record.paid === 'boolean';
  const shown = isResult ? `that ${record.paid === true ? 'one of them' : 'nobody'} paid` : JSON.stringify(output);
  return fact(isResult && record.paid === paid, `${id} shows ${shown}, and ${truth}`);
}
