/** The bench fails when counts are wrong, and only then. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { countProblems } from './report';
import type { Row } from './row';
import { type BenchSystem, benchSystems } from './systems';

const system = benchSystems.find(
  ({ counts, tlc }) => counts !== undefined && tlc?.generated !== undefined,
) as BenchSystem;

const row: Row = {
  system: system.name,
  engine: 'interleave',
  runtime: 'node',
  workers: 1,
  verdict: 'holds',
  distinct: 288,
  generated: 1601,
  depth: 10,
  seconds: 1,
  generatedPerSecond: 1601,
  bytesPerState: 20,
  participantCalls: 85,
  load: 1,
};

test('counts that are as stated are no problem, whoever counted', () => {
  expect(countProblems(system, row)).toEqual([]);
  expect(countProblems(system, { ...row, engine: 'spin', verdict: 'exhausted' })).toEqual([]);
  expect(countProblems(system, { ...row, engine: 'tlc', verdict: 'exhausted', generated: 1146 })).toEqual([]);
});

test('a state too few, a transition too many, another verdict and a search that ended early are each named', () => {
  const named = (change: Partial<Row>) => countProblems(system, { ...row, ...change }).join(' ');
  expect(named({ distinct: 287 })).toContain('287 distinct states, but there must be 288');
  expect(named({ engine: 'spin', generated: 1602 })).toContain('1602 generated transitions, but there must be 1601');
  expect(named({ verdict: 'violated' })).toContain('the verdict is violated');
  expect(named({ verdict: 'inconclusive', distinct: 100 })).toContain('ended after 100 states');
});

test('threads that end at a limit of states may leave a few unused, but not many', () => {
  const cut = benchSystems.find(
    ({ statesMax, counts }) => statesMax !== undefined && counts === undefined,
  ) as BenchSystem;
  const statesMax = cut.statesMax as number;
  const problems = (distinct: number) => countProblems(cut, { ...row, verdict: 'inconclusive', distinct });
  expect(problems(statesMax - 20)).toEqual([]);
  expect(problems(statesMax - 100_000).join(' ')).toContain('before its time');
});

test('walks must see and step what their seed stands for, and prove nothing', () => {
  const walked = benchSystems.find(({ walks }) => walks !== undefined) as BenchSystem;
  const { distinct, generated } = walked.counts as NonNullable<BenchSystem['counts']>;
  const sampled = { ...row, distinct, generated, verdict: 'inconclusive' };
  expect(countProblems(walked, sampled)).toEqual([]);
  expect(countProblems(walked, { ...sampled, generated: generated + 1 }).join(' ')).toContain('generated transitions');
  expect(countProblems(walked, { ...sampled, verdict: 'holds' }).join(' ')).toContain('walks prove nothing');
});

test('the systems have names of their own, and the models of other checkers are there', () => {
  for (const key of ['name', 'slug'] as const) {
    const own = benchSystems.filter(({ source }) => source !== undefined);
    const names = own.map((one) => (key === 'name' ? one.name : one.challenge.slug));
    expect(new Set(names).size).toBe(names.length);
  }
  for (const { spin, tlc } of benchSystems) {
    if (spin !== undefined) expect(existsSync(pathOf(`promela/${spin.file}.pml`))).toBe(true);
    if (tlc !== undefined) expect(existsSync(pathOf(`tla/${tlc.module}.tla`))).toBe(true);
  }
});

function pathOf(name: string): string {
  return fileURLToPath(new URL(`./${name}`, import.meta.url));
}
