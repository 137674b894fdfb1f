/** The monitors of a challenge, side by side. */
import type { Data } from './data';
import { parseDataText } from './data-text';
import type { Monitor, MonitorState } from './monitor';
import type { Observation, Property } from './property';

export interface NamedMonitor {
  readonly name: string;
  readonly monitor: Monitor;
  /** Index of its property. */
  readonly property: number;
}

/** In the order of the properties. */
export function monitorsOf(properties: readonly Property[]): readonly NamedMonitor[] {
  return properties.flatMap((one, property) =>
    one.kind === 'always' && one.monitor !== undefined ? [{ name: one.name, monitor: one.monitor, property }] : [],
  );
}

/**
 * What an observation says of monitors in these states.
 *
 * @param dataOf what a text stands for
 */
export function observedMonitors(
  monitors: readonly NamedMonitor[],
  states: readonly MonitorState[],
  dataOf: (text: string) => Data = parseDataText,
): Pick<Observation, 'monitors' | 'failure'> {
  if (monitors.length === 0) return {};
  const observed: [string, Data][] = [];
  for (const [index, { name }] of monitors.entries()) {
    const state = states[index];
    if (state === undefined) continue;
    if (state.kind === 'failed') return { failure: { code: 'property-threw', sentence: state.sentence } };
    observed.push([name, dataOf(state.text)]);
  }
  return { monitors: Object.fromEntries(observed) };
}
