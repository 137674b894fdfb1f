/** Random state machines over what an observer sees, with a property that asks at rest where they are. */
import fc from 'fast-check';
import { always, type Data, dataText, fact, type MonitorEvent, monitor, type Property } from '../../src/model';

/** States of every kind of data. */
const states: readonly Data[] = ['idle', 0, { seen: [1, null] }, { n: { b: 1, a: 2 } }];

interface Machine {
  /** The next state by (state, event) modulo the length. */
  readonly table: readonly number[];
  readonly bad: readonly number[];
  /** Kinds of events that leave it where it is. */
  readonly deaf: readonly MonitorEvent['kind'][];
}

const machine: fc.Arbitrary<Machine> = fc.record({
  table: fc.array(fc.nat(states.length - 1), { minLength: 1, maxLength: 9 }),
  bad: fc.subarray([1, 2, 3], { maxLength: 2 }),
  deaf: fc.subarray(['output', 'input', 'crash', 'restart']),
});

function numberOf(state: Data): number {
  return states.findIndex((other) => dataText(other) === dataText(state));
}

function propertyOf({ table, bad, deaf }: Machine, index: number): Property {
  return monitor(`monitor ${index}`, 'The machine stays out of its bad states.', {
    initial: states[0] as Data,
    step(state, event) {
      if (deaf.includes(event.kind)) return state;
      const code = numberOf(state) * 4 + JSON.stringify(event).length;
      return states[table[code % table.length] as number] as Data;
    },
    violated: (state) => bad.includes(numberOf(state)),
  });
}

/** Two monitors, and a property that reads both. */
export const randomMonitors: fc.Arbitrary<readonly Property[]> = fc.tuple(machine, machine).map((machines) => [
  ...machines.map(propertyOf),
  always(
    'together',
    'At rest, both machines are in one state, or one is idle.',
    (o) => {
      const [one, other] = machines.map((_, index) => numberOf(o.monitors?.[`monitor ${index}`] ?? null)) as [
        number,
        number,
      ];
      return fact(one === other || one * other === 0, `they are in ${one} and ${other}`);
    },
    'quiescent',
  ),
]);
