/** Laws of a check on protocols drawn at random, against an independent explorer and against itself. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHost } from '../../src/host';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import type { CheckReport, Schedule, SystemSpec } from '../../src/model';
import { claimOf } from '../../src/properties';
import { minimise, replay } from '../../src/verdict';
import { explore } from '../models/naive-explorer';
import { type RandomProtocol, randomProtocol } from '../models/random-protocol';
import { checkTiny } from '../models/tiny-challenge';

/** Larger systems are drawn now and then; they are left out, because the plain explorer is slow. */
const statesMax = 800;

/** The report of a system that is small enough, explored wholly. */
async function whole({ source, spec }: RandomProtocol): Promise<CheckReport> {
  const report = await checkTiny(spec, source, { explore: 'all', limits: { states: statesMax } });
  fc.pre(report.verdict.properties.every((property) => property.result !== 'inconclusive'));
  return report;
}

const wasm = loadSandboxWasm();

async function hostOf(source: string, spec: SystemSpec) {
  const compiled = compileSource(source, 'protocol.ts');
  if (compiled.kind === 'refused') throw new Error('the source compiles');
  const created = await createHost(wasm, compiled.program, { nodes: spec.nodes, config: spec.config });
  if (created.kind === 'failed') throw new Error('the source loads');
  return created.host;
}

describe('a check of a random protocol', () => {
  test('counts the states of the plain explorer and decides every property by the same schedule', async () => {
    let states = 0;
    let decided = 0;
    await fc.assert(
      fc.asyncProperty(randomProtocol, async (drawn) => {
        const { verdict } = await whole(drawn);
        const plain = explore(drawn.spec, drawn.source, 'protocol.ts', statesMax);
        const { distinct, generated, depth } = verdict.counts;
        expect({
          distinct,
          generated,
          depth,
          properties: verdict.properties.map(({ name, result, length, schedule }) => ({
            name,
            result,
            length,
            schedule,
          })),
        }).toEqual({
          distinct: plain.distinct,
          generated: plain.generated,
          depth: plain.depth,
          properties: plain.properties.map(({ name, result, length, schedule }) => ({
            name,
            result,
            length,
            schedule,
          })),
        });
        states += distinct;
        decided += plain.properties.filter(({ schedule }) => (schedule?.length ?? 0) > 1).length;
      }),
      { seed: 11, numRuns: 40 },
    );
    expect(states).toBeGreaterThan(1000);
    expect(decided).toBeGreaterThan(10);
  });

  test('finds the same first violation whether it stops there or explores everything, and says the same twice', async () => {
    let violations = 0;
    await fc.assert(
      fc.asyncProperty(randomProtocol, async (drawn) => {
        const all = (await whole(drawn)).verdict;
        const first = (await checkTiny(drawn.spec, drawn.source)).verdict;
        const bad = all.properties.filter(({ result }) => result === 'violated').map(({ length }) => length ?? 0);
        if (first.kind === 'violated' || first.kind === 'deadlock') {
          violations++;
          const own = all.properties.find(({ name }) => name === first.property);
          expect(first.schedule).toEqual(own?.schedule);
          expect(first.counts.distinct).toBeLessThanOrEqual(all.counts.distinct);
        } else {
          expect(bad).toEqual([]);
          expect(JSON.stringify(first)).toBe(JSON.stringify(all));
        }
        expect(JSON.stringify((await checkTiny(drawn.spec, drawn.source)).verdict)).toBe(JSON.stringify(first));
      }),
      { seed: 12, numRuns: 25 },
    );
    expect(violations).toBeGreaterThan(3);
  });

  test('is not disturbed by another one at the same time', async () => {
    const drawn = fc.sample(randomProtocol, { seed: 16, numRuns: 8 });
    const verdictOf = async ({ source, spec }: RandomProtocol) =>
      JSON.stringify((await checkTiny(spec, source, { limits: { states: statesMax } })).verdict);
    const alone: string[] = [];
    for (const one of drawn) alone.push(await verdictOf(one));
    expect(await Promise.all(drawn.map(verdictOf))).toEqual(alone);
  });

  test('gives schedules that replay wholly, end in what they claim, and cannot lose an action', async () => {
    let replayed = 0;
    let longest = 0;
    await fc.assert(
      fc.asyncProperty(randomProtocol, async (drawn) => {
        const { verdict } = await whole(drawn);
        const { source, spec } = drawn;
        const host = await hostOf(source, spec);
        for (const [index, { result, schedule }] of verdict.properties.entries()) {
          if (schedule === undefined) continue;
          const property = spec.properties[index]!;
          const shows = (candidate: Schedule): boolean => {
            const { divergedAt, failure, quiescent, observation } = replay(spec, host, candidate);
            if (divergedAt !== undefined || failure !== undefined || (property.at === 'quiescent' && !quiescent))
              return false;
            return property.kind === 'sometimes'
              ? property.test(observation)
              : claimOf(property, observation)?.holds === false;
          };
          expect(result).toBe(property.kind === 'sometimes' ? 'reached' : 'violated');
          expect(shows(schedule)).toBe(true);
          // A shortest schedule is as small as it gets.
          expect(minimise(schedule, (smaller) => (shows(smaller) ? smaller : undefined))).toEqual(schedule);
          replayed++;
          longest = Math.max(longest, schedule.length);
        }
        host.dispose();
      }),
      { seed: 13, numRuns: 40 },
    );
    expect(replayed).toBeGreaterThan(30);
    expect(longest).toBeGreaterThan(4);
  });

  test('does not depend on the names of nodes, as long as their order is the same', async () => {
    // The protocols look at the length of a name, not at the name.
    const renamed = (text: string): string =>
      text.replaceAll(/\bn([123])\b/g, (_all, digit) => `${'zyx'.charAt(Number(digit) - 1)}${digit}`);
    await fc.assert(
      fc.asyncProperty(randomProtocol, async (drawn) => {
        const { verdict } = await whole(drawn);
        const data = JSON.parse(renamed(JSON.stringify(drawn.spec))) as SystemSpec;
        const nodes = data.nodes.map((node, index) => ({ ...node, adversary: drawn.spec.nodes[index]?.adversary }));
        const spec = { ...data, nodes, properties: drawn.spec.properties };
        const other = (await checkTiny(spec, renamed(drawn.source), { explore: 'all' })).verdict;
        expect(other.counts).toEqual(verdict.counts);
        expect(other.steps).toEqual(verdict.steps?.map(renamed));
        expect(JSON.stringify(other.properties.map(({ schedule }) => schedule ?? null))).toBe(
          renamed(JSON.stringify(verdict.properties.map(({ schedule }) => schedule ?? null))),
        );
      }),
      { seed: 14, numRuns: 12 },
    );
  });

  test('does not depend on the order in which a protocol writes its keys, or on keys without a value', async () => {
    const untidy = (source: string): string =>
      source
        .replace(
          'export default protocol',
          'const untidy: any = (s: any) => Object.fromEntries([["nothing", undefined], ...Object.entries(s).reverse()]);\nexport default protocol',
        )
        .replace('return s;\n}', 'return untidy(s);\n}');
    await fc.assert(
      fc.asyncProperty(randomProtocol, async (drawn) => {
        const { verdict } = await whole(drawn);
        expect(untidy(drawn.source)).not.toBe(drawn.source);
        const other = (await checkTiny(drawn.spec, untidy(drawn.source), { explore: 'all' })).verdict;
        expect(JSON.stringify(other)).toBe(JSON.stringify(verdict));
      }),
      { seed: 15, numRuns: 12 },
    );
  });
});
