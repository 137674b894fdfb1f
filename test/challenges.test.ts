/**
 * Challenges are tested as products are, by the same program that authors have: what is right passes at pinned counts, each
 * known mistake dies by the property that is meant to kill it, at the smallest bounds that can, in the fewest steps, and the
 * words agree with the numbers. What that program rests on is held against a naive one here.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { challenges } from '../challenges';
import { checkSource } from '../src/cli';
import { type Challenge, type CheckReport, isExperimentKind, type SystemSpec, type VerifyReport } from '../src/model';
import { explore } from './models/naive-explorer';

const root = new URL('../challenges/', import.meta.url);
/** For spaces of millions of states on a busy machine. */
const patienceMs = 300_000;

test('the catalogue is in order of difficulty and imports no answer', () => {
  expect(challenges.map(({ code }) => code)).toEqual(['W0', 'W1', 'C1', 'C7', 'C2', 'C3', 'C8', 'C13', 'C14', 'C16']);
  const definitions = [readText('index.ts'), ...challenges.map(({ slug }) => readText(`${slug}/challenge.ts`))];
  for (const text of definitions) expect(text).not.toMatch(/['"/](reference|expected|alternates|mutants)\b/);
});

describe('the catalogue verifies', () => {
  let reports: readonly VerifyReport[] = [];
  beforeAll(async () => {
    reports = await verifyAll();
  }, 1_200_000);

  test.each(challenges.map(({ slug }) => slug))('%s', (slug) => {
    const report = reports.find((one) => one.slug === slug);
    expect(report?.findings).toEqual([]);
    expect(report?.verifies).toBe(true);
  });
});

describe.each(challenges.map((challenge) => [challenge.slug, challenge] as const))('%s', (slug, challenge) => {
  // Properties are judged on variants, which the naive explorer does not know.
  describe.skipIf(challenge.writes === 'properties')(
    'the engine finds what a naive explorer finds at the quick bounds',
    () => {
      // Alternates differ in what they do, not in what is explored; random protocols are held against it in `test/check`.
      test.each(['starter.ts', 'reference.ts'])('%s', { timeout: patienceMs }, async (file) => {
        const bounds = challenge.tiers.quick;
        const naive = explore(withoutExperiments(challenge.system(bounds)), source(slug, file), file);
        const { verdict } = await check(challenge, file);
        expect(verdict.counts).toMatchObject({
          distinct: naive.distinct,
          generated: naive.generated,
          depth: naive.depth,
        });
        const states = verdict.properties.filter(({ kind }) => !isExperimentKind(kind));
        expect(states.map(({ name, result, length }) => ({ name, result, length }))).toEqual(
          naive.properties.map(({ name, result, length }) => ({ name, result, length })),
        );
      });
    },
  );

  test('figures keep their text as text and take their colour from the page', () => {
    for (const file of readdirSync(new URL(`${slug}/figures`, root))) {
      const figure = readText(`${slug}/figures/${file}`);
      expect(figure).toMatch(/<text /);
      expect(figure).toMatch(/aria-label="[^"]{20,}"/);
      expect(figure).toContain('currentColor');
      expect(figure).not.toMatch(/(fill|stroke)="(#|black|white|rgb)/);
    }
  });
});

/** Experiments have a naive twin of their own, see `test/experiment`. */
function withoutExperiments(spec: SystemSpec): SystemSpec {
  return { ...spec, properties: spec.properties.filter(({ kind }) => !isExperimentKind(kind)) };
}

/** Nothing is remembered: every check is made. */
function verifyAll(): Promise<readonly VerifyReport[]> {
  const words = ['src/cli/interleave.mjs', 'verify', '--json', '--no-cache'];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      words,
      { cwd: fileURLToPath(new URL('..', import.meta.url)), maxBuffer: 500_000_000 },
      (error, out) => {
        if (out === '') reject(error);
        else resolve(JSON.parse(out));
      },
    );
  });
}

function check(challenge: Challenge, file: string): Promise<CheckReport> {
  const bounds = challenge.tiers.quick;
  return checkSource({ challenge, source: source(challenge.slug, file), file, bounds, explore: 'all' });
}

function source(slug: string, file: string): string {
  return readText(`${slug}/${file}`);
}

function readText(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}
