/** Bounds from outside: checked against the challenge's parameters before any system is built. */
import { err, ok, type Result } from '../base';
import type { Bounds, ChallengeData, Problem } from '../model';

/** Names the first number that does not fit, and what would. Missing parameters take the value of the quick tier. */
export function completeBounds(challenge: ChallengeData, given: Bounds): Result<Bounds, Problem> {
  const names = challenge.parameters.map((parameter) => parameter.name);
  for (const name of Object.keys(given)) {
    if (!names.includes(name))
      return refuse(`There is no bound "${name}" in ${challenge.slug}. Its bounds are ${names.join(', ')}.`);
  }
  const complete: Record<string, number> = {};
  for (const { name, min, max } of challenge.parameters) {
    const value = given[name] ?? challenge.tiers.quick[name];
    if (value === undefined || !Number.isSafeInteger(value) || value < min || value > max) {
      return refuse(`The bound "${name}" is ${value}. It must be a whole number from ${min} to ${max}.`);
    }
    complete[name] = value;
  }
  return ok(complete);
}

function refuse(sentence: string): Result<Bounds, Problem> {
  return err({ code: 'bounds-invalid', sentence });
}
