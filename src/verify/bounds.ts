/** Sets of bounds of a challenge: smaller ones, and the order in which they are searched. */
import type { Bounds, ChallengeData } from '../model';

/** The bounds with one number lowered by one, for each number that can be. */
export function oneStepSmaller({ parameters }: ChallengeData, bounds: Bounds): readonly Bounds[] {
  return parameters.flatMap(({ name, min }) => {
    const value = bounds[name];
    return value !== undefined && value > min ? [{ ...bounds, [name]: value - 1 }] : [];
  });
}

/** How far bounds are above the smallest that there are, summed over all parameters. */
export function heightOf({ parameters }: ChallengeData, bounds: Bounds): number {
  return parameters.reduce((sum, { name, min }) => sum + (bounds[name] ?? min) - min, 0);
}

/** All bounds of a height that are nowhere above a limit. */
export function boundsAt({ parameters }: ChallengeData, height: number, limit: Bounds): readonly Bounds[] {
  let partial: readonly { readonly bounds: Bounds; readonly left: number }[] = [{ bounds: {}, left: height }];
  for (const { name, min, max } of parameters) {
    const top = Math.min(max, limit[name] ?? max);
    partial = partial.flatMap(({ bounds, left }) =>
      Array.from({ length: Math.max(0, Math.min(top - min, left)) + 1 }, (_, above) => ({
        bounds: { ...bounds, [name]: min + above },
        left: left - above,
      })),
    );
  }
  return partial.filter(({ left }) => left === 0).map(({ bounds }) => bounds);
}

/** What is wrong with bounds, as a sentence; undefined if they fit the challenge. */
export function boundsFault({ parameters }: ChallengeData, bounds: Bounds): string | undefined {
  const names = parameters.map(({ name }) => name);
  const unknown = Object.keys(bounds).find((name) => !names.includes(name));
  if (unknown !== undefined) return `There is no parameter "${unknown}"; there are ${names.join(', ')}.`;
  for (const { name, min, max } of parameters) {
    const value = bounds[name];
    if (value === undefined) return `The parameter "${name}" has no value; it can be ${min} to ${max}.`;
    if (value < min || value > max) return `The parameter "${name}" is ${value}; it can be ${min} to ${max}.`;
  }
  return undefined;
}
