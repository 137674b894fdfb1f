/** Who reviews, and how they like to look at things: kept in this browser. */
import { useCallback, useState } from 'react';
import { defaultStages } from '../../model';
import { readPreference, writePreference } from '../storage';

export interface Reviewer {
  /** As it stands in reviews; empty until somebody gives it. */
  readonly name: string;
  readonly stage: string;
  /** The stages of the team, in order. */
  readonly stages: readonly string[];
  /** Whether candidates have made-up names. */
  readonly anonymous: boolean;
}

const fallback: Reviewer = { name: '', stage: defaultStages[0] ?? '', stages: defaultStages, anonymous: true };

function isReviewer(value: unknown): value is Reviewer {
  if (typeof value !== 'object' || value === null) return false;
  const { name, stage, stages, anonymous } = value as Record<string, unknown>;
  return (
    typeof name === 'string' &&
    typeof stage === 'string' &&
    typeof anonymous === 'boolean' &&
    Array.isArray(stages) &&
    stages.length > 0 &&
    stages.every((one) => typeof one === 'string')
  );
}

export function useReviewer(): readonly [Reviewer, (change: Partial<Reviewer>) => void] {
  const [reviewer, setReviewer] = useState(() => readPreference('reviewer', isReviewer, fallback));
  const change = useCallback((part: Partial<Reviewer>) => {
    setReviewer((before) => {
      const next = { ...before, ...part };
      writePreference('reviewer', next);
      return next;
    });
  }, []);
  return [reviewer, change];
}
