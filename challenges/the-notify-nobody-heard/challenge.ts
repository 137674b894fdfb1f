/** A bounded buffer in Java and in Rust, with one notification too few; what counts is the model that a candidate makes of it. */
import {
  type Bounds,
  type Data,
  fact,
  type MonitorEvent,
  monitor,
  noDeadlock,
  type Observation,
  type Property,
  type SystemSpec,
  sometimes,
} from 'interleave/challenge';

export default function system({
  producers = 3,
  consumers = 1,
  capacity = 1,
  fixed = 0,
  tracing = 1,
}: Bounds): SystemSpec {
  const producerNames = Array.from({ length: producers }, (_, index) => `p${index + 1}`);
  const consumerNames = Array.from({ length: consumers }, (_, index) => `c${index + 1}`);
  const program: Program = { producers: producerNames, capacity, asListed: fixed === 0 };
  return {
    nodes: [{ id: 'machine', role: 'machine' }],
    config: {
      producers: producerNames,
      consumers: consumerNames,
      capacity,
      fixed: fixed === 1,
      tracing: tracing === 1,
    },
    network: 'unordered',
    faults: {},
    outputs: 'none',
    properties: [
      ...(tracing === 1 ? traced(program, producers, consumers) : []),
      ...atRest(program, producers, consumers),
    ],
    // Threads of a kind differ in name alone. Not with monitors, which may tell them apart.
    ...(tracing === 0 && producers > 1 && consumers > 1
      ? { symmetry: [producerNames, consumerNames].map((names) => names.map((name) => [name])) }
      : {}),
    notChecked: [
      'Fairness between threads: one that is never chosen, or always loses, is no fault of this program.',
      'Threads that wake up without a notification, which both platforms allow and need not do: a program must be right with and without them.',
      'What the items are: the buffer counts them.',
      ...(tracing === 0
        ? ['What the threads do, one by one: with tracing off only whether the program can come to rest is seen.']
        : []),
      ...(fixed === 0
        ? ['The fix: it is checked where `fixed` is 1.']
        : ['The program as listed: it is checked where `fixed` is 0.']),
    ],
  };
}

/** What the properties know of the program: who puts, how much fits, and whether it is to run as listed or as fixed. */
interface Program {
  readonly producers: readonly string[];
  readonly capacity: number;
  readonly asListed: boolean;
}

/** What a trace says so far. */
interface Traced {
  /** Items in the buffer. */
  readonly count: number;
  /** Threads that wait, in the order in which they began to. */
  readonly asleep: readonly string[];
  /** How much of the incident's log has been met, line by line; -1 once something else happened. */
  readonly matched: number;
  /** What is wrong with the trace, by the name of the property that says so. */
  readonly wrong: { readonly property: string; readonly why: string } | null;
}

/** A line of a trace, read from an output; `wakes` is empty for a wait. */
interface Line {
  readonly kind: string;
  readonly thread: string;
  readonly wakes: readonly string[];
}

/** The incident: three producers, one consumer, room for one item. */
const incident: readonly Line[] = [
  { kind: 'put', thread: 'p1', wakes: [] },
  { kind: 'wait', thread: 'p1', wakes: [] },
  { kind: 'wait', thread: 'p2', wakes: [] },
  { kind: 'wait', thread: 'p3', wakes: [] },
  { kind: 'take', thread: 'c1', wakes: ['p2'] },
  { kind: 'wait', thread: 'c1', wakes: [] },
  { kind: 'put', thread: 'p2', wakes: ['p3'] },
  { kind: 'wait', thread: 'p2', wakes: [] },
  { kind: 'wait', thread: 'p3', wakes: [] },
];

const names = {
  room: 'within capacity',
  reason: 'waits only for a reason',
  asleep: 'asleep until notified',
  one: 'one notification wakes one',
} as const;

function traced(program: Program, producers: number, consumers: number): readonly Property[] {
  const rule = (name: string, meaning: string): Property =>
    monitor<Traced>(name, meaning, {
      initial: { count: 0, asleep: [], matched: 0, wrong: null },
      step: (state, event) => follow(state, event, program),
      violated: (state) => {
        const { wrong } = state;
        return {
          ...fact(wrong?.property !== name, wrong?.why ?? ''),
          exercised: state.matched !== 0 || state.count > 0,
        };
      },
      words: ({ count, asleep }) =>
        `${count} in the buffer, ${asleep.length === 0 ? 'nobody' : asleep.join(', ')} asleep`,
    });
  const seen = (o: Observation): Traced | undefined => o.monitors?.[names.room] as Traced | undefined;
  const asleep = (o: Observation, isProducer: boolean): number =>
    (seen(o)?.asleep ?? []).filter((thread) => program.producers.includes(thread) === isProducer).length;
  const fits = program.asListed && producers >= 3 && program.capacity === 1;
  return [
    rule(names.room, 'No item is put into a full buffer, and none is taken out of an empty one.'),
    rule(names.reason, 'A producer waits only where the buffer is full, a consumer only where it is empty.'),
    rule(names.asleep, 'A thread that waits does nothing until it is notified, and only such threads are notified.'),
    ...(program.asListed
      ? [rule(names.one, 'Whoever puts or takes notifies one of the threads that wait, or nobody if none does.')]
      : []),
    ...(fits
      ? [
          sometimes(
            'the incident can happen',
            'Some schedule shows the lines of the log of the incident, in their order and from the start.',
            (o) => seen(o)?.matched === incident.length,
          ),
        ]
      : []),
    sometimes(
      'all producers can wait',
      'In some schedule every producer waits at the same time.',
      (o) => asleep(o, true) === producers,
    ),
    sometimes(
      'all consumers can wait',
      'In some schedule every consumer waits at the same time.',
      (o) => asleep(o, false) === consumers,
    ),
  ];
}

/** Whether the program can come to rest, which it never should: its threads go on for ever. */
function atRest({ asListed, capacity }: Program, producers: number, consumers: number): readonly Property[] {
  if (!asListed)
    return [
      noDeadlock('never at rest', 'Some thread can always go on.', () =>
        fact(false, 'no thread can go on, and no thread ever ends'),
      ),
    ];
  // As the listing is, by a count of the threads that can be asleep and of those that cannot.
  if (producers + consumers > 2 * capacity)
    return [sometimes('can hang', 'Some schedule ends with every thread waiting.', () => true, 'quiescent')];
  return [
    noDeadlock('cannot hang', 'With so few threads some thread can always go on.', () =>
      fact(false, 'no thread can go on; the listed program has no such schedule with so few threads'),
    ),
  ];
}

/** What a trace says after one more event. */
function follow(state: Traced, event: MonitorEvent, program: Program): Traced {
  if (event.kind !== 'output') return state;
  const line = lineOf(event.output);
  const { asleep, count } = state;
  const { producers, capacity, asListed } = program;
  const wrong = (property: string, why: string): Traced => ({ ...state, wrong: { property, why } });
  if (line === undefined) return wrong(names.room, `this is no line of a trace: ${JSON.stringify(event.output)}`);
  const { kind, thread, wakes } = line;
  const isProducer = producers.includes(thread);
  const full = count === capacity;
  if (asleep.includes(thread)) return wrong(names.asleep, `${thread} was waiting and had not been notified`);
  const awake = wakes.find((other) => !asleep.includes(other));
  if (awake !== undefined) return wrong(names.asleep, `${thread} notified ${awake}, which was not waiting`);
  const expected = incident[state.matched];
  const isNext = expected !== undefined && JSON.stringify(expected) === JSON.stringify({ kind, thread, wakes });
  const matched = isNext ? state.matched + 1 : -1;
  if (kind === 'wait') {
    if (isProducer && !full) return wrong(names.reason, `${thread} waits, and there is room in the buffer`);
    if (!isProducer && count > 0) return wrong(names.reason, `${thread} waits, and there is an item in the buffer`);
    return { ...state, asleep: [...asleep, thread], matched };
  }
  if (isProducer !== (kind === 'put')) return wrong(names.room, `${thread} cannot ${kind}: that is what the others do`);
  if (kind === 'put' && full) return wrong(names.room, `${thread} puts an item into a full buffer`);
  if (kind === 'take' && count === 0) return wrong(names.room, `${thread} takes an item out of an empty buffer`);
  const due = Math.min(1, asleep.length);
  if (asListed && wakes.length !== due)
    return wrong(names.one, `${thread} notified ${wakes.length} of ${asleep.length} threads that waited`);
  return {
    count: count + (kind === 'put' ? 1 : -1),
    asleep: asleep.filter((other) => !wakes.includes(other)),
    matched,
    wrong: null,
  };
}

function lineOf(output: Data): Line | undefined {
  const { kind, thread, wakes = [] } = (typeof output === 'object' && output !== null ? output : {}) as Partial<Line>;
  if (kind !== 'put' && kind !== 'take' && kind !== 'wait') return undefined;
  if (typeof thread !== 'string' || !Array.isArray(wakes)) return undefined;
  return { kind, thread, wakes };
}
