/** The counts of a check, compared and in words. */
import type { ExpectedCounts, VerifyOutcome } from '../model';

export function countsOf({ counts: { distinct, generated, depth, runs } }: VerifyOutcome): ExpectedCounts {
  return { distinct, generated, depth, ...(runs === undefined ? {} : { runs }) };
}

export function sameCounts(one: ExpectedCounts, other: ExpectedCounts): boolean {
  return (['distinct', 'generated', 'depth', 'runs'] as const).every((name) => one[name] === other[name]);
}

export function countWords({ distinct, generated, depth, runs }: ExpectedCounts): string {
  const made = runs === undefined ? '' : `, ${runs} runs`;
  return `${distinct} states, ${generated} transitions and depth ${depth}${made}`;
}
