/** Limits and cancelling: the verdict is `inconclusive`, says which limit, and is never `holds`. */
import { describe, expect, test } from 'vitest';
import { always, fact, type Limits, noDeadlock, type Progress, sometimes } from '../../src/model';
import { checkTiny, protocolOf, type TinySystem, tinyNodes } from '../models/tiny-challenge';

const on = protocolOf('init: () => 0, onInput: () => 1,');
/** Counts up for ever. */
const endless = protocolOf(
  "init(ctx) { ctx.setTimer('t'); return 0; },\nonTimer(state, timer, ctx) { ctx.setTimer(timer); return state + 1; },",
);
const cube = (count: number): TinySystem => ({
  nodes: tinyNodes(count, { inputs: ['go'] }),
  properties: [
    always('fine', 'Always.', () => fact(true, '')),
    sometimes('start', 'At once.', () => true),
    sometimes('never', 'Never.', () => false),
    noDeadlock('rests', 'At the end.', () => fact(true, '')),
  ],
});

async function limited(limits: Partial<Limits>, system: TinySystem = cube(6), source = on) {
  return (await checkTiny(system, source, { limits })).verdict;
}

describe('a limit', () => {
  test.each<[string, Partial<Limits>, number]>([
    ['states', { states: 63 }, 63],
    ['states', { states: 1 }, 1],
    ['depth', { depth: 5 }, 5],
    ['depth', { depth: 1 }, 1],
  ])('of %s, %o, leaves undecided what needs every state', async (kind, limits, value) => {
    const verdict = await limited(limits);
    expect(verdict).toMatchObject({ kind: 'inconclusive', limit: { kind, value } });
    expect(verdict.property).toBe(undefined);
    expect(verdict.properties.map(({ result }) => result)).toEqual([
      'inconclusive',
      'reached',
      'inconclusive',
      'inconclusive',
    ]);
    expect(verdict.neverFired).toEqual([]);
  });

  test('that is exactly enough is no limit', async () => {
    expect(await limited({ states: 64, depth: 7 })).toMatchObject({
      kind: 'unreached',
      counts: { distinct: 64, generated: 192, depth: 6 },
    });
  });

  test('of bytes counts records, tables and texts', async () => {
    const few = await checkTiny(cube(14), on, { limits: { bytes: 300_000 } });
    expect(few.verdict).toMatchObject({ kind: 'inconclusive', limit: { kind: 'bytes', value: 300_000 } });
    expect(few.verdict.counts.distinct).toBeLessThan(2 ** 14);
    const grows = protocolOf(
      "init(ctx) { ctx.setTimer('t'); return ''; },\nonTimer(state, timer, ctx) { ctx.setTimer(timer); return state + 'x'.repeat(20000); },",
    );
    const texts = await checkTiny({ nodes: tinyNodes(1) }, grows, { limits: { bytes: 5_000_000 } });
    expect(texts.verdict).toMatchObject({ kind: 'inconclusive', limit: { kind: 'bytes', value: 5_000_000 } });
    expect(texts.bytes).toBeLessThan(30_000_000);
  });

  test('of time ends an endless search', async () => {
    const report = await checkTiny({ nodes: tinyNodes(1) }, endless, { limits: { milliseconds: 300 } });
    expect(report.verdict).toMatchObject({ kind: 'inconclusive', limit: { kind: 'time', value: 300 } });
    expect(report.elapsedMs).toBeGreaterThan(300);
  });

  test('of time is looked at between slow calls of the protocol', async () => {
    const slow = protocolOf(
      "init(ctx) { ctx.setTimer('t'); return 0; },\nonTimer(state, timer, ctx) { for (let i = 0; i < 1_000_000; i++) {} ctx.setTimer(timer); return state + 1; },",
    );
    const { verdict } = await checkTiny({ nodes: tinyNodes(1) }, slow, { limits: { milliseconds: 300 } });
    expect(verdict).toMatchObject({ kind: 'inconclusive', limit: { kind: 'time' } });
    // A call takes tens of milliseconds, more on a busy machine: a hundred of them would be seconds.
    expect(verdict.counts.distinct).toBeLessThan(100);
  });

  test.each([
    ['outputs', 'ctx.output(1);', { milliseconds: 2000 }, 'time'],
    ['outputs', 'ctx.output(1);', { bytes: 60_000_000 }, 'bytes'],
    ['messages', "ctx.send('n2', 1);", { bytes: 60_000_000 }, 'bytes'],
    ['timers', 'ctx.setTimer(state);', { bytes: 60_000_000 }, 'bytes'],
  ])('ends a protocol that piles up %s for ever, before memory does', async (_name, effect, limits, kind) => {
    const grows = protocolOf(`init(ctx) { if (ctx.self === 'n1') ctx.setTimer('t'); return 0; },
onTimer(state, timer, ctx) { if (timer !== 't') return; ctx.setTimer(timer); ${effect} return ${effect.includes('Timer') ? 'state + 1' : 'state'}; },`);
    const before = process.memoryUsage().rss;
    const report = await checkTiny({ nodes: tinyNodes(2) }, grows, { limits });
    expect(report.verdict).toMatchObject({ kind: 'inconclusive', limit: { kind } });
    expect(report.elapsedMs).toBeLessThan(60_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(1_000_000_000);
  });

  test('does not hide a violation that was met before it', async () => {
    const soon = always('soon', 'Not three.', (o) => fact(o.nodes[0]!.outputs.length < 3, 'three'));
    const shows = protocolOf(
      "init(ctx) { ctx.setTimer('t'); return 0; },\nonTimer(state, timer, ctx) { ctx.setTimer(timer); ctx.output(state); return state + 1; },",
    );
    expect(await limited({ depth: 10 }, { nodes: tinyNodes(1), properties: [soon] }, shows)).toMatchObject({
      kind: 'violated',
      schedule: { length: 3 },
    });
    const all = await checkTiny({ nodes: tinyNodes(1), properties: [soon] }, shows, {
      limits: { depth: 10 },
      explore: 'all',
    });
    expect(all.verdict).toMatchObject({ kind: 'violated', schedule: { length: 3 }, counts: { distinct: 11 } });
    expect(await limited({ depth: 2 }, { nodes: tinyNodes(1), properties: [soon] }, shows)).toMatchObject({
      kind: 'inconclusive',
    });
  });
});

describe('cancelling', () => {
  test('ends the search with what was found until then', async () => {
    let asked = 0;
    const report = await checkTiny({ nodes: tinyNodes(1) }, endless, { isCancelled: () => ++asked > 2 });
    expect(report.verdict).toMatchObject({
      kind: 'inconclusive',
      limit: { kind: 'cancelled', value: report.verdict.counts.distinct },
    });
    expect(report.verdict.counts.distinct).toBeGreaterThan(1);
  });

  test('also when the search has ended and only the repetition of calls is left', async () => {
    const report = await checkTiny(cube(3), on, { isCancelled: () => true });
    expect(report.verdict).toMatchObject({ kind: 'inconclusive', limit: { kind: 'cancelled' } });
  });
});

describe('progress', () => {
  test('is told about ten times a second, and only ever grows', async () => {
    const told: Progress[] = [];
    await checkTiny({ nodes: tinyNodes(1) }, endless, {
      limits: { milliseconds: 1200 },
      onProgress: (progress) => told.push(progress),
    });
    expect(told.length).toBeGreaterThan(1);
    expect(told.length).toBeLessThan(13);
    for (const [index, now] of told.entries()) {
      const before = told[index - 1];
      if (before === undefined) continue;
      expect(now.distinct).toBeGreaterThanOrEqual(before.distinct);
      expect(now.generated).toBeGreaterThanOrEqual(before.generated);
      expect(now.depth).toBeGreaterThanOrEqual(before.depth);
      expect(now.elapsedMs).toBeGreaterThan(before.elapsedMs);
    }
    const last = told.at(-1)!;
    expect(last).toMatchObject({ frontier: 1, estimate: null });
    expect(last.rate).toBe(Math.round((last.generated / last.elapsedMs) * 1000));
  });
});
