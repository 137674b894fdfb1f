/** What is wrong with the settings of a simulation, in a sentence that names the setting and what would fit. */
import type { Distribution, NodeSpec, Problem, SimulationSettings } from '../model';

const wordMax = 2 ** 32 - 1;
const millisecondsMax = 1e12;
const eventsMax = 1e8;
const roundsMax = 1e6;

/** The first mistake; undefined if there is none. */
export function settingsProblem(settings: SimulationSettings, nodes: readonly NodeSpec[]): Problem | undefined {
  const mistake = firstMistake(settings, nodes);
  return mistake === undefined
    ? undefined
    : {
        code: 'simulation-invalid',
        sentence: `The simulation cannot run: ${mistake} Change the setting and run it again.`,
      };
}

function firstMistake(settings: SimulationSettings, nodes: readonly NodeSpec[]): string | undefined {
  const { seed, link, channels, handling, clockDrift, workload, faults, crashes, end } = settings;
  const ids = new Set(nodes.map(({ id }) => id));
  const names = new Set(nodes.flatMap(({ id, role }) => [id, role]));
  const ofChannel = (index: number): string | undefined => {
    const { from, to, latency, loss, duplication } = channels[index] as SimulationSettings['channels'][number];
    const field = `channels[${index}]`;
    for (const [end, name] of [['from', from] as const, ['to', to] as const])
      if (name !== undefined && !names.has(name))
        return `${field}.${end} is ${JSON.stringify(name)}, which is no node and no role; there are ${shortList([...names])}.`;
    return (
      (latency && distributionMistake(`${field}.latency`, latency)) ??
      (loss === undefined ? undefined : share(`${field}.loss`, loss)) ??
      (duplication === undefined ? undefined : share(`${field}.duplication`, duplication))
    );
  };
  const ofFault = (index: number): string | undefined => {
    const fault = faults[index] as SimulationSettings['faults'][number];
    const field = `faults[${index}]`;
    const named = fault.kind === 'partition' ? fault.groups.flat() : fault.kind === 'heal' ? [] : [fault.node];
    const unknown = named.find((name) => !ids.has(name));
    if (unknown !== undefined)
      return `${field} names ${JSON.stringify(unknown)}, which is no node; there are ${shortList([...ids])}.`;
    const twice = named.find((name, at) => named.indexOf(name) !== at);
    if (twice !== undefined) return `${field} names ${twice} twice; a node is in one group.`;
    return range(`${field}.at`, fault.at, 0, millisecondsMax);
  };
  return (
    whole('seed', seed, 0, wordMax) ??
    distributionMistake('link.latency', link.latency) ??
    share('link.loss', link.loss) ??
    share('link.duplication', link.duplication) ??
    (link.bandwidth === null ? undefined : range('link.bandwidth', link.bandwidth, Number.MIN_VALUE, 1e15)) ??
    first(channels.length, ofChannel) ??
    distributionMistake('handling', handling) ??
    (clockDrift < 1 ? range('clockDrift', clockDrift, 0, 1) : `clockDrift is ${clockDrift}; it must be below 1.`) ??
    distributionMistake('workload.gap', workload.gap) ??
    whole('workload.rounds', workload.rounds, 0, roundsMax) ??
    first(faults.length, ofFault) ??
    (crashes === null
      ? undefined
      : ((crashes.role === undefined || names.has(crashes.role)
          ? undefined
          : `crashes.role is ${JSON.stringify(crashes.role)}, which is no role; there are ${shortList([...names])}.`) ??
        distributionMistake('crashes.up', crashes.up) ??
        distributionMistake('crashes.down', crashes.down))) ??
    range('end.milliseconds', end.milliseconds, 0, millisecondsMax) ??
    whole('end.events', end.events, 1, eventsMax) ??
    (end.messages === undefined ? undefined : whole('end.messages', end.messages, 1, eventsMax))
  );
}

function distributionMistake(field: string, distribution: Distribution): string | undefined {
  switch (distribution.kind) {
    case 'constant':
      return range(`${field}.value`, distribution.value, 0, millisecondsMax);
    case 'uniform':
      return (
        range(`${field}.from`, distribution.from, 0, millisecondsMax) ??
        range(`${field}.to`, distribution.to, distribution.from, millisecondsMax)
      );
    case 'exponential':
      return range(`${field}.mean`, distribution.mean, 0, millisecondsMax);
    case 'log-normal':
      return (
        range(`${field}.median`, distribution.median, 0, millisecondsMax) ??
        range(`${field}.sigma`, distribution.sigma, 0, 10)
      );
    case 'empirical':
      if (distribution.values.length === 0) return `${field}.values is empty; give one value at least.`;
      return first(distribution.values.length, (at) =>
        range(`${field}.values[${at}]`, distribution.values[at] as number, 0, millisecondsMax),
      );
  }
}

function first(count: number, look: (index: number) => string | undefined): string | undefined {
  for (let index = 0; index < count; index++) {
    const mistake = look(index);
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

function share(field: string, value: number): string | undefined {
  return range(field, value, 0, 1);
}

function range(field: string, value: number, min: number, max: number): string | undefined {
  return value >= min && value <= max ? undefined : `${field} is ${value}; it must be a number from ${min} to ${max}.`;
}

function whole(field: string, value: number, min: number, max: number): string | undefined {
  return Number.isInteger(value) ? range(field, value, min, max) : `${field} is ${value}; it must be a whole number.`;
}

function shortList(names: readonly string[]): string {
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')} and ${names.length - 8} more`;
}
