/** A bounded buffer behind a monitor with one wait set, and a notification that wakes the wrong thread. */
import {
  allOf,
  always,
  type Bounds,
  type Challenge,
  fact,
  forAll,
  noDeadlock,
  type Observation,
  type SystemSpec,
  sometimes,
} from '../../src/model';

export const theLockThatForgets: Challenge = {
  slug: 'the-lock-that-forgets',
  code: 'W1',
  title: 'The lock that forgets',
  summary:
    'A buffer with room for one item, two producers, one consumer, and every now and then all three sleep for ever.',
  area: 'concurrency',
  level: 'warm-up',
  minutes: [10, 15],
  parameters: [
    { name: 'producers', label: 'producers', meaning: 'How many threads put items into the buffer.', min: 1, max: 3 },
    { name: 'consumers', label: 'consumers', meaning: 'How many threads take items out of it.', min: 1, max: 3 },
    { name: 'items', label: 'items', meaning: 'How many items each producer puts.', min: 1, max: 3 },
    { name: 'capacity', label: 'capacity', meaning: 'How many items the buffer holds.', min: 1, max: 3 },
  ],
  tiers: {
    quick: { producers: 2, consumers: 1, items: 2, capacity: 1 },
    full: { producers: 2, consumers: 3, items: 2, capacity: 1 },
  },
  tasks: [
    'Run the check on the starter and step through the deadlock: which notification went to whom? (4 min)',
    'Change one or two lines so that the check holds (4 min).',
    'Pass the full bounds, with three consumers, and say in a comment why your fix cannot lose a notification (2 min).',
  ],
  hints: [
    'In the last state all threads are in `waiting`. Look for the last notification before that: could the thread it woke make any use of it?',
    'One wait set holds two kinds of threads: those that wait for room and those that wait for an item. `notify` does not know the difference.',
    'Either wake more threads than can go on, or make sure that the one that is woken is of the right kind. What is enough for three threads need not be enough for five.',
  ],
  referenceStates: { quick: 632, full: 145_274 },
  system,
};

function system({ producers = 2, consumers = 1, items = 2, capacity = 1 }: Bounds): SystemSpec {
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
