/** Bounds as they are typed: texts that may be wrong, and the numbers they stand for once they are right. */
import { err, ok, type Result } from '../../base';
import type { Bounds, Challenge, Parameter } from '../../model';

/** What stands in each field, by parameter name. */
export type BoundsDraft = Readonly<Record<string, string>>;

/** One sentence for each parameter whose text is not a number within its limits. */
export type BoundsFaults = Readonly<Record<string, string>>;

export function draftOf(bounds: Bounds): BoundsDraft {
  return Object.fromEntries(Object.entries(bounds).map(([name, value]) => [name, String(value)]));
}

/** The bounds a draft stands for. What is not a fitting number never reaches a check. */
export function parseBounds(parameters: readonly Parameter[], draft: BoundsDraft): Result<Bounds, BoundsFaults> {
  const faults: Record<string, string> = {};
  const bounds: Record<string, number> = {};
  for (const parameter of parameters) {
    const fault = faultOf(parameter, draft[parameter.name] ?? '');
    if (fault) faults[parameter.name] = fault;
    else bounds[parameter.name] = Number(draft[parameter.name]);
  }
  return Object.keys(faults).length > 0 ? err(faults) : ok(bounds);
}

/** Stored or imported bounds, if they still fit the challenge; otherwise its quick tier. */
export function fittingBounds(challenge: Challenge, stored: Bounds | null): Bounds {
  if (!stored) return challenge.tiers.quick;
  const parsed = parseBounds(challenge.parameters, draftOf(stored));
  return parsed.kind === 'ok' ? parsed.value : challenge.tiers.quick;
}

/** Which tier these bounds are; `own` if neither. */
export function tierOf(challenge: Challenge, bounds: Bounds): 'quick' | 'full' | 'own' {
  const same = (other: Bounds): boolean => challenge.parameters.every(({ name }) => other[name] === bounds[name]);
  if (same(challenge.tiers.quick)) return 'quick';
  return same(challenge.tiers.full) ? 'full' : 'own';
}

/** `acceptors 3, ballots 2`, in the order of the challenge. */
export function boundsInWords(parameters: readonly Parameter[], bounds: Bounds): string {
  return parameters.map(({ name, label }) => `${label} ${bounds[name] ?? '?'}`).join(', ');
}

/** A smaller set of bounds, one parameter lower, and what it stops covering. */
export interface Reduction {
  readonly parameter: Parameter;
  readonly bounds: Bounds;
  /** `crashes 1 → 0`. */
  readonly label: string;
  /** What a check of the smaller bounds says nothing about. */
  readonly loses: string;
}

export function reductionsOf(parameters: readonly Parameter[], bounds: Bounds): readonly Reduction[] {
  return parameters.flatMap((parameter) => {
    const value = bounds[parameter.name];
    if (value === undefined || value <= parameter.min) return [];
    return [
      {
        parameter,
        bounds: { ...bounds, [parameter.name]: value - 1 },
        label: `${parameter.label} ${value} → ${value - 1}`,
        loses: `Says nothing about runs that need ${parameter.label} ${value}.`,
      },
    ];
  });
}

function faultOf({ label, min, max }: Parameter, text: string): string | null {
  const range = min === max ? `exactly ${min}` : `a whole number from ${min} to ${max}`;
  if (text.trim() === '') return `${label} is empty; it must be ${range}.`;
  if (!/^[+-]?\d+$/.test(text.trim())) return `${label} must be ${range}, not “${text.trim().slice(0, 20)}”.`;
  const value = Number(text);
  return value < min || value > max ? `${label} must be ${range}, not ${text.trim().slice(0, 20)}.` : null;
}
