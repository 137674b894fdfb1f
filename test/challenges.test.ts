/**
 * Challenges are tested as products are: what is right passes at pinned counts, each known mistake dies by the property
 * that is meant to kill it, at the smallest bounds that can, in the fewest steps; and the words agree with the numbers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { challenges } from '../challenges';
import { checkSource } from '../src/cli';
import { compileSource } from '../src/host/compile';
import {
  type Bounds,
  type Challenge,
  type CheckReport,
  type Expectations,
  type ExpectedCorrect,
  isExperimentKind,
  type SystemSpec,
} from '../src/model';
import { explore } from './models/naive-explorer';

const root = new URL('../challenges/', import.meta.url);
/** For spaces of millions of states on a busy machine. */
const patienceMs = 300_000;

test('the catalogue is in order of difficulty and imports no answer', () => {
  expect(challenges.map(({ code }) => code)).toEqual(['W0', 'W1', 'C1', 'C7', 'C2', 'C3', 'C8', 'C13', 'C14', 'C16']);
  const definitions = [readText('index.ts'), ...challenges.map(({ slug }) => readText(`${slug}/challenge.ts`))];
  for (const text of definitions) expect(text).not.toMatch(/['"/](reference|expected|alternates|mutants)\b/);
});

describe.each(challenges.map((challenge) => [challenge.slug, challenge] as const))('%s', (slug, challenge) => {
  const answers: Expectations = JSON.parse(readText(`${slug}/expected.json`));

  test('every protocol of the folder has an expectation, and every expectation a file', () => {
    const files = ['alternates', 'mutants'].flatMap((folder) =>
      readdirSync(new URL(`${slug}/${folder}`, root)).map((file) => `${folder}/${file}`),
    );
    const named = [...answers.correct, ...answers.mutants]
      .map(({ file }) => file)
      .filter((file) => file !== 'reference.ts');
    expect(named.sort()).toEqual(files.sort());
    expect(answers.correct.map(({ file }) => file)).toContain('reference.ts');
  });

  test('the starter compiles', () => {
    expect(compileSource(source(slug, 'starter.ts'), 'starter.ts').kind).toBe('compiled');
  });

  describe('what is right passes', () => {
    const rows = answers.correct.flatMap(({ file, quick, full, also = [] }) => [
      { file, at: 'quick', bounds: challenge.tiers.quick, counts: quick },
      { file, at: 'full', bounds: challenge.tiers.full, counts: full },
      ...also.map(({ bounds, ...counts }) => ({ file, at: words(bounds), bounds, counts })),
    ]);
    test.each(rows)('$file at $at', { timeout: patienceMs }, async ({ file, bounds, counts }) => {
      const { verdict } = await check(challenge, file, bounds);
      expect(verdict).toMatchObject({ kind: 'holds', counts });
    });
  });

  const wrong = [answers.starter, ...answers.mutants];

  describe('what is wrong fails by the property that is meant to catch it', () => {
    test.each(wrong)(
      '$file at its smallest bounds: $property',
      { timeout: patienceMs },
      async ({ file, smallest, verdict, property, length }) => {
        const report = await check(challenge, file, smallest);
        expect(report.verdict).toMatchObject({ kind: verdict, property });
        expect(report.verdict.schedule?.length).toBe(length);
        expect(report.trace?.steps.length).toBe(length);
      },
    );

    test.each(wrong)(
      '$file is not caught at bounds one step smaller',
      { timeout: patienceMs },
      async ({ file, smallest, verdict, property }) => {
        for (const bounds of oneStepSmaller(challenge, smallest)) {
          const report = await check(challenge, file, bounds);
          expect([words(bounds), report.verdict.kind, report.verdict.property]).not.toEqual([
            words(bounds),
            verdict,
            property,
          ]);
        }
      },
    );

    const survivors = wrong.flatMap(({ file, survives }) =>
      survives.map((bounds) => ({ file, at: words(bounds), bounds })),
    );
    test.each(survivors)('$file survives $at', { timeout: patienceMs }, async ({ file, bounds }) => {
      const { verdict } = await check(challenge, file, bounds);
      expect(verdict.kind).toBe('holds');
    });

    test('the starter fails at the quick bounds', async () => {
      const { verdict } = await check(challenge, 'starter.ts', challenge.tiers.quick);
      expect(verdict).toMatchObject({ kind: answers.starter.verdict, property: answers.starter.property });
    });
  });

  // Properties are judged on variants, which the naive explorer does not know.
  describe.skipIf(challenge.writes === 'properties')(
    'the engine finds what a naive explorer finds at the quick bounds',
    () => {
      const files = ['starter.ts', ...answers.correct.map(({ file }) => file)];
      test.each(files)('%s', { timeout: patienceMs }, async (file) => {
        const bounds = challenge.tiers.quick;
        const naive = explore(withoutExperiments(challenge.system(bounds)), source(slug, file), file);
        const { verdict } = await check(challenge, file, bounds, 'all');
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

  describe('the words', () => {
    const statement = readText(`${slug}/statement.md`);
    const everyBound = Object.fromEntries(challenge.parameters.map(({ name, max }) => [name, max]));

    test('the statement names every property, every parameter value of a tier and the size of both spaces', () => {
      const systems = [challenge.tiers.quick, challenge.tiers.full, { ...everyBound, restarts: 1 }].map((bounds) =>
        challenge.system(bounds),
      );
      for (const { name } of systems.flatMap((system) => system.properties)) {
        if (!/^z can be/.test(name)) expect(statement).toContain(`\`${name}\``);
      }
      const reference = answers.correct.find(({ file }) => file === 'reference.ts') as ExpectedCorrect;
      expect(challenge.referenceStates).toEqual({ quick: reference.quick.distinct, full: reference.full.distinct });
      for (const tier of ['quick', 'full'] as const) {
        expect(statement).toContain(`| ${new Intl.NumberFormat('en').format(reference[tier].distinct)} |`);
      }
    });

    test('the statement is finished: no placeholder, figures that exist, as many tasks as the challenge lists', () => {
      expect(statement).not.toMatch(/TODO|TBD|FIXME|XXX|lorem|\.\.\.\s*$/im);
      const figures = [...statement.matchAll(/!\[([^\]]+)\]\((figures\/[a-z-]+\.svg)\)/g)].map((match) => match[2]);
      const files = readdirSync(new URL(`${slug}/figures`, root)).map((file) => `figures/${file}`);
      expect(figures.sort()).toEqual(files.sort());
      expect(statement.match(/^\d+\. \*\*/gm)).toHaveLength(challenge.tasks.length);
      expect(challenge.hints.length).toBeGreaterThanOrEqual(3);
    });

    test('figures keep their text as text and take their colour from the page', () => {
      for (const file of readdirSync(new URL(`${slug}/figures`, root))) {
        const figure = readText(`${slug}/figures/${file}`);
        expect(figure).toMatch(/<text /);
        expect(figure).toMatch(/aria-label="[^"]{20,}"/);
        expect(figure).toContain('currentColor');
        expect(figure).not.toMatch(/(fill|stroke)="(#|black|white|rgb)/);
      }
    });

    test('every bound of every parameter gives a system whose properties have names and sentences of their own', () => {
      for (const { name, min, max } of challenge.parameters) {
        for (let value = min; value <= max; value++) {
          const { properties, notChecked } = challenge.system({ ...challenge.tiers.quick, [name]: value });
          expect(new Set(properties.map((property) => property.name)).size).toBe(properties.length);
          for (const { meaning } of properties) expect(meaning).toMatch(/^[A-Z].*\.$/);
          for (const sentence of notChecked) expect(sentence).toMatch(/^[A-Z].*\.$/);
        }
      }
    });
  });
});

/** Experiments have a naive twin of their own, see `test/experiment`. */
function withoutExperiments(spec: SystemSpec): SystemSpec {
  return { ...spec, properties: spec.properties.filter(({ kind }) => !isExperimentKind(kind)) };
}

function check(
  challenge: Challenge,
  file: string,
  bounds: Bounds,
  explore: 'first' | 'all' = 'first',
): Promise<CheckReport> {
  return checkSource({ challenge, source: source(challenge.slug, file), file, bounds, explore });
}

/** The bounds with one number lowered by one, for each number that can be. */
function oneStepSmaller(challenge: Challenge, bounds: Bounds): Bounds[] {
  return challenge.parameters.flatMap(({ name, min }) => {
    const value = bounds[name] as number;
    return value > min ? [{ ...bounds, [name]: value - 1 }] : [];
  });
}

function words(bounds: Bounds): string {
  return Object.entries(bounds)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function source(slug: string, file: string): string {
  return readText(`${slug}/${file}`);
}

function readText(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}
