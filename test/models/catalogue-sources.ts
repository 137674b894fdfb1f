/**
 * Protocols of the catalogue, as paths below `challenges`: of each challenge the starter, the reference, the alternates, and for every
 * property that kills mutants the first of these. All of them are checked where the catalogue verifies.
 */
import { readFileSync } from 'node:fs';
import type { Challenge, Expectations } from '../../src/model';

export function tellingSourcesOf({ slug }: Challenge): readonly string[] {
  const file = new URL(`../../challenges/${slug}/expected.json`, import.meta.url);
  const { correct, mutants }: Expectations = JSON.parse(readFileSync(file, 'utf8'));
  const killed = mutants.filter(
    ({ verdict, property }, index) =>
      mutants.findIndex((other) => other.verdict === verdict && other.property === property) === index,
  );
  return ['starter.ts', ...[...correct, ...killed].map((answer) => answer.file)].map((path) => `${slug}/${path}`);
}
