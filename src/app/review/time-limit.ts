/**
 * How long computing a submission again may take on this machine: a file can claim bounds that nobody could explore. What is
 * not finished then is inconclusive, with what was covered.
 */
import { useState } from 'react';
import { readPreference, writePreference } from '../storage';

/** Minutes to choose from; null for no limit. */
export const timeLimits: readonly (number | null)[] = [1, 5, 15, 60, null];

const fallback = 15;
const name = 'review-minutes';

function isLimit(value: unknown): value is number | null {
  return timeLimits.some((limit) => limit === value);
}

function minutesAllowed(): number | null {
  return readPreference<number | null>(name, isLimit, fallback);
}

/** Null for no limit. */
export function timeLimitMs(): number | null {
  const minutes = minutesAllowed();
  return minutes === null ? null : minutes * 60_000;
}

export function useTimeLimit(): readonly [number | null, (minutes: number | null) => void] {
  const [minutes, setMinutes] = useState(minutesAllowed);
  const change = (next: number | null): void => {
    writePreference(name, next);
    setMinutes(next);
  };
  return [minutes, change];
}
