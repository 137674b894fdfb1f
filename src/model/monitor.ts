/**
 * Monitors: properties as small state machines. A monitor is told what an observer outside the system sees, one event
 * after the other, and its state becomes part of the state of the system: it can judge the order of outputs of different
 * nodes, which no list of outputs per node shows.
 */
import { type Claim, fact } from './claim';
import type { Data, NodeId } from './data';
import { dataMistake } from './data-check';
import { dataText, parseDataText } from './data-text';

/**
 * One thing that happens at a node. An output is told each time it is shown, whatever the observer keeps; an input and a
 * restart before the outputs of the handler that they run.
 */
export type MonitorEvent =
  | (Place & { readonly kind: 'output'; readonly output: Data })
  | (Place & { readonly kind: 'input'; readonly input: Data })
  | (Place & { readonly kind: 'crash' })
  | (Place & { readonly kind: 'restart' });

interface Place {
  readonly node: NodeId;
  readonly role: string;
  /** Set for a Byzantine node, as in an observation. */
  readonly byzantine?: true;
}

/** What an author says of a monitor. `State` is plain data. */
export interface MonitorDefinition<State> {
  readonly initial: State;
  /** The state after an event; the same state where the event is none of its business. A function of its arguments. */
  readonly step: (state: State, event: MonitorEvent) => State;
  /**
   * True in a state in which the property is violated; or a claim that does not hold there, which says why. Without a
   * claim, the property is exercised once the monitor has left its initial state.
   */
  readonly violated: (state: State) => boolean | Claim;
  /** A state in words, for the reasons of a violation. By default, its text as data. */
  readonly words?: (state: State) => string;
}

/** A definition whose states are known as data only. */
export type Monitor = MonitorDefinition<Data>;

/**
 * Where a monitor is: in a state, given as canonical text, or stopped by a mistake in its own code, which a sentence
 * tells. A monitor that is violated stays as it is: no later event can make good what has happened.
 */
export type MonitorState =
  | { readonly kind: 'running' | 'violated'; readonly text: string }
  | { readonly kind: 'failed'; readonly sentence: string };

/** A step of a path in which an event took a monitor from one state to another. */
export interface MonitorMove {
  /** Counts from 1; 0 is the initial state, where `init` has run. */
  readonly step: number;
  readonly event: MonitorEvent;
  readonly before: MonitorState;
  readonly after: MonitorState;
}

/** Longer states would be copied too often. */
const charactersMax = 1_000_000;

/** @param name of the property, for the sentence of a failure */
export function startMonitor(name: string, monitor: Monitor): MonitorState {
  return stateFrom(name, monitor, 'at the start', () => monitor.initial);
}

/** The state after an event. The step is made twice, and must come to the same state both times. */
export function stepMonitor(name: string, monitor: Monitor, state: MonitorState, event: MonitorEvent): MonitorState {
  if (state.kind !== 'running') return state;
  const frozen = deepFrozen(event);
  const when = `when ${eventWords(event)}`;
  const once = (): MonitorState =>
    stateFrom(name, monitor, when, () => monitor.step(parseDataText(state.text), frozen) as unknown);
  const [first, second] = [once(), once()];
  if (dataText(first) === dataText(second)) return first;
  return failed(
    name,
    when,
    'it gave two answers to the same state and event; it must depend on nothing but its arguments',
  );
}

/** What a monitor says in a state: its own claim, or one made of its answer. */
export function monitorClaim(monitor: Monitor, state: Data): Claim {
  const answer: unknown = monitor.violated(state);
  if (isClaim(answer)) return answer;
  if (typeof answer !== 'boolean')
    throw new TypeError(`violated gave ${String(answer)}; it must give true, false or a claim`);
  const exercised = answer || dataText(state) !== dataText(monitor.initial);
  return { ...fact(!answer, `the monitor is in the state ${monitorWords(monitor, state)}`), exercised };
}

/** A state in words. */
export function monitorWords(monitor: Monitor, state: Data): string {
  return monitor.words?.(state) ?? dataText(state);
}

/** An event in words: `a shows "granted"`. */
export function eventWords(event: MonitorEvent): string {
  switch (event.kind) {
    case 'output':
      return `${event.node} shows ${dataText(event.output)}`;
    case 'input':
      return `${event.node} is given ${dataText(event.input)}`;
    case 'crash':
      return `${event.node} crashes`;
    case 'restart':
      return `${event.node} restarts`;
  }
}

function stateFrom(name: string, monitor: Monitor, when: string, make: () => unknown): MonitorState {
  try {
    const value = make();
    const mistake = dataMistake(value, 'its state');
    if (mistake !== undefined) return failed(name, when, `${mistake}; the state of a monitor must be plain data`);
    const text = dataText(value as Data);
    if (text.length > charactersMax)
      return failed(name, when, `its state is longer than ${charactersMax} characters; remember less`);
    return { kind: monitorClaim(monitor, parseDataText(text)).holds ? 'running' : 'violated', text };
  } catch (error) {
    return failed(name, when, `it threw ${String(error)}`);
  }
}

function failed(name: string, when: string, what: string): MonitorState {
  const sentence = `The monitor of the property "${name}" failed ${when}: ${what}. Check that every output has the form that the statement asks for; if it has, tell the author of the challenge.`;
  return { kind: 'failed', sentence };
}

function isClaim(answer: unknown): answer is Claim {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    typeof (answer as Partial<Claim>).holds === 'boolean' &&
    typeof (answer as Partial<Claim>).exercised === 'boolean' &&
    Array.isArray((answer as Partial<Claim>).reasons)
  );
}

function deepFrozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const item of Object.values(value)) deepFrozen(item);
  return Object.freeze(value);
}
