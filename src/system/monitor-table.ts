/** The monitors of a challenge in numbers: their states are interned, and each step is made once per state and sight. */
import {
  type Data,
  dataText,
  type MonitorEvent,
  type MonitorMove,
  type MonitorState,
  type NamedMonitor,
  type Observation,
  observedMonitors,
  parseDataText,
  startMonitor,
  stepMonitor,
} from '../model';

/** By monitor, the number of its state. */
export type MonitorStates = readonly number[];

export class MonitorTable {
  readonly monitors: readonly NamedMonitor[];
  /** By monitor. */
  readonly #ids: readonly Map<string, number>[];
  readonly #states: readonly MonitorState[][];
  readonly #steps: readonly Map<string, number>[];
  readonly #data = new Map<string, Data>();
  #characters = 0;
  #stepCount = 0;

  constructor(monitors: readonly NamedMonitor[]) {
    this.monitors = monitors;
    this.#ids = monitors.map(() => new Map());
    this.#states = monitors.map(() => []);
    this.#steps = monitors.map(() => new Map());
  }

  get isEmpty(): boolean {
    return this.monitors.length === 0;
  }

  get initial(): MonitorStates {
    return this.monitors.map(({ name, monitor }, index) => this.#id(index, startMonitor(name, monitor)));
  }

  /**
   * The states after an event.
   *
   * @param key equal for equal events
   */
  step(states: MonitorStates, key: string, event: () => MonitorEvent): MonitorStates {
    return this.monitors.map(({ name, monitor }, index) => {
      const before = states[index] as number;
      const steps = this.#steps[index] as Map<string, number>;
      const from = `${before} ${key}`;
      const known = steps.get(from);
      if (known !== undefined) return known;
      const after = this.#id(index, stepMonitor(name, monitor, this.#stateOf(index, before), event()));
      steps.set(from, after);
      this.#stepCount++;
      this.#characters += from.length;
      return after;
    });
  }

  /** The moves of a property's monitor over the events of each step, the first of them the events at the start. */
  moves(property: number, steps: readonly (readonly MonitorEvent[])[]): readonly MonitorMove[] {
    const found = this.monitors.find((one) => one.property === property);
    if (found === undefined) return [];
    const { name, monitor } = found;
    const moves: MonitorMove[] = [];
    let before = startMonitor(name, monitor);
    for (const [step, events] of steps.entries())
      for (const event of events) {
        const after = stepMonitor(name, monitor, before, event);
        if (dataText(after) !== dataText(before)) moves.push({ step, event, before, after });
        before = after;
      }
    return moves;
  }

  observed(states: MonitorStates): Pick<Observation, 'monitors' | 'failure'> {
    return observedMonitors(
      this.monitors,
      states.map((id, index) => this.#stateOf(index, id)),
      (text) => this.#dataOf(text),
    );
  }

  /** What the states say, apart from their numbers. */
  text(states: MonitorStates): string {
    return states.map((id, index) => keyOf(this.#stateOf(index, id))).join(' ');
  }

  /** Distinct states that a property's monitor came to; undefined if it has none. */
  stateCount(property: number): number | undefined {
    return this.#states[this.monitors.findIndex((one) => one.property === property)]?.length;
  }

  /** Distinct steps made. */
  get stepCount(): number {
    return this.#stepCount;
  }

  /** Memory of states and steps, roughly. */
  get bytes(): number {
    return this.#characters * 4 + this.#stepCount * 100;
  }

  #id(monitor: number, state: MonitorState): number {
    const key = keyOf(state);
    const ids = this.#ids[monitor] as Map<string, number>;
    const known = ids.get(key);
    if (known !== undefined) return known;
    const list = this.#states[monitor] as MonitorState[];
    const id = list.push(state) - 1;
    ids.set(key, id);
    this.#characters += key.length * 2;
    return id;
  }

  #stateOf(monitor: number, id: number): MonitorState {
    return this.#states[monitor]?.[id] as MonitorState;
  }

  /** Properties of many observations read the same state, so it is parsed once, and nobody can change it. */
  #dataOf(text: string): Data {
    const known = this.#data.get(text);
    if (known !== undefined) return known;
    const data = deepFrozen(parseDataText(text));
    this.#data.set(text, data);
    return data;
  }
}

function keyOf(state: MonitorState): string {
  return state.kind === 'failed' ? `failed ${state.sentence}` : `${state.kind} ${state.text}`;
}

function deepFrozen(data: Data): Data {
  if (typeof data === 'object' && data !== null) {
    for (const item of Object.values(data)) deepFrozen(item);
    Object.freeze(data);
  }
  return data;
}
