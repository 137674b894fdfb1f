/** A bounded buffer behind a monitor with one wait set, and a notification that wakes the wrong thread. */
import {
  allOf,
  always,
  type Bounds,
  fact,
  forAll,
  noDeadlock,
  type Observation,
  type SystemSpec,
  sometimes,
} from 'interleave/challenge';

export default function system({ producers = 2, consumers = 1, items = 2, capacity = 1 }: Bounds): SystemSpec {
  const monitor = 'm';
  const producerIds = Array.from({ length: producers }, (_, index) => `p${index + 1}`);
  const consumerIds = Array.from({ length: consumers }, (_, index) => `c${index + 1}`);
  const expected = producerIds.flatMap((id) => Array.from({ length: items }, (_, index) => `${id}.${index + 1}`));
  return {
    nodes: [
      { id: monitor, role: 'monitor' },
      ...producerIds.map((id) => ({ id, role: 'producer' })),
      ...consumerIds.map((id) => ({ id, role: 'consumer' })),
    ],
    config: { monitor, capacity, items },
    network: 'unordered',
    faults: {},
    outputs: 'every',
    properties: [
      noDeadlock('no deadlock', 'Whenever nothing more can happen, every item has been consumed.', (o) =>
        forAll('item', expected, (item) =>
          fact(consumed(o).includes(item), `nothing more can happen and ${item} has not been consumed`),
        ),
      ),
      always(
        'within capacity',
        'The buffer never holds more items than it has room for, and nothing is taken out of it that is not in it.',
        (o) => {
          const held = contents(o);
          return allOf({
            'no more than it holds': fact(
              held.length <= capacity,
              `the buffer holds ${held.join(' and ')} and has room for ${capacity}`,
            ),
            'nothing from nowhere': forAll('removed', removed(o), (item) =>
              fact(stored(o).includes(item), `${item} was removed and had not been stored`),
            ),
          });
        },
      ),
      always('each item once', 'Every item consumed was removed from the buffer, and no item is consumed twice.', (o) =>
        forAll('item', consumed(o), (item) =>
          allOf({
            'was removed': fact(
              removed(o).includes(item),
              `${item} was consumed and had not been removed from the buffer`,
            ),
            'not twice': fact(consumed(o).filter((other) => other === item).length === 1, `${item} was consumed twice`),
          }),
        ),
      ),
      sometimes(
        'all consumed',
        'In some schedule every item is consumed and the program comes to rest.',
        (o) => expected.every((item) => consumed(o).includes(item)),
        'quiescent',
      ),
    ],
    notChecked: [
      'Fairness: whether each thread gets its turn in the end. A schedule in which threads wake each other for ever and consume nothing is no deadlock.',
      'More threads than these: a fix that wakes a fixed number of them can pass here and fail with one thread more.',
      'Whether what the monitor shows is what it does: properties see outputs, not states.',
      ...(consumers === 1 ? ['Two takes at once: with one consumer, a take may look first and remove later.'] : []),
      ...(items === 1
        ? ['Threads that come back: with one item each, no producer ever waits twice, and the starter passes.']
        : []),
    ],
  };
}

function stored(o: Observation): string[] {
  return itemsShown(o, 'monitor', 'stored');
}
function removed(o: Observation): string[] {
  return itemsShown(o, 'monitor', 'removed');
}
function consumed(o: Observation): string[] {
  return itemsShown(o, 'consumer', 'consumed');
}

/** What the buffer holds, by what the monitor has shown. */
function contents(o: Observation): string[] {
  const gone = removed(o);
  return stored(o).filter((item) => !gone.includes(item));
}

function itemsShown(o: Observation, role: string, kind: string): string[] {
  return o.nodes.flatMap((node) =>
    node.outputs.flatMap((output) => {
      const record = (typeof output === 'object' && output !== null ? output : {}) as Readonly<Record<string, unknown>>;
      return node.role === role && record.kind === kind ? [String(record.item)] : [];
    }),
  );
}
