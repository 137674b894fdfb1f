/** What was last set for a challenge, kept in this browser. */
import { defaultSimulation, type SimulationSettings, type SweepAxis } from '../../model';
import { readPreference, writePreference } from '../storage';

/** What the screen asks for. */
export interface MeasureSettings {
  readonly settings: SimulationSettings;
  readonly axes: readonly SweepAxis[];
  readonly seeds: number;
}

const fallback: MeasureSettings = { settings: defaultSimulation, axes: [], seeds: 5 };

export function readMeasureSettings(challenge: string): MeasureSettings {
  return readPreference(`measure.${challenge}`, isMeasureSettings, fallback);
}

/** Numbers that do not fit, which are kept nowhere, stay on the screen alone. */
export function writeMeasureSettings(challenge: string, settings: MeasureSettings): void {
  if (isComplete(settings)) writePreference(`measure.${challenge}`, settings);
}

/** Whether every number is one. */
export function isComplete(thing: unknown): boolean {
  if (typeof thing === 'number') return Number.isFinite(thing);
  if (typeof thing !== 'object' || thing === null) return true;
  return Object.values(thing).every(isComplete);
}

function isMeasureSettings(value: unknown): value is MeasureSettings {
  if (!isRecord(value) || !isRecord(value.settings) || !Array.isArray(value.axes) || typeof value.seeds !== 'number')
    return false;
  const { link, workload, end, handling, faults, channels, crashes } = value.settings;
  return (
    Object.keys(defaultSimulation).every((name) => name in (value.settings as object)) &&
    isRecord(link) &&
    isDistribution(link.latency) &&
    [link.loss, link.duplication].every((share) => typeof share === 'number') &&
    isDistribution(handling) &&
    isRecord(workload) &&
    isDistribution(workload.gap) &&
    isRecord(end) &&
    Array.isArray(faults) &&
    faults.every((fault) => isRecord(fault) && typeof fault.at === 'number' && typeof fault.kind === 'string') &&
    Array.isArray(channels) &&
    (crashes === null || (isRecord(crashes) && isDistribution(crashes.up) && isDistribution(crashes.down))) &&
    value.axes.every((axis) => isRecord(axis) && typeof axis.path === 'string' && isNumbers(axis.values))
  );
}

function isDistribution(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { kind, ...numbers } = value;
  return kind === 'empirical'
    ? isNumbers(numbers.values)
    : ['constant', 'uniform', 'exponential', 'log-normal'].includes(String(kind)) &&
        Object.values(numbers).every((number) => typeof number === 'number');
}

function isNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.every((number) => typeof number === 'number');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
