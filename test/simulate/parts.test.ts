/** The parts of a simulation: the queue, what is drawn, and numbers about numbers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPrng } from '../../src/base';
import type { Distribution, SimulationRequest, SimulationResult } from '../../src/model';
import { defaultSimulation } from '../../src/model';
import { estimate, meanOf, metricOf, quantile, sweepRuns } from '../../src/simulate';
import { draw } from '../../src/simulate/distribution';
import { EventQueue } from '../../src/simulate/event-queue';

test('the queue gives by time, and in the order of coming what comes at the same time', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), fc.array(fc.boolean()), (times, takes) => {
      const queue = new EventQueue<readonly [number, number]>();
      let kept: (readonly [number, number])[] = [];
      const takeBoth = () => {
        kept.sort(([a, i], [b, j]) => a - b || i - j);
        const [first, ...rest] = kept;
        kept = rest;
        expect(queue.nextTime).toBe(first?.[0] ?? Number.POSITIVE_INFINITY);
        expect(queue.take()).toEqual(first);
      };
      for (const [index, time] of times.entries()) {
        queue.add(time, [time, index]);
        kept.push([time, index]);
        if (takes[index] === true) takeBoth();
      }
      while (kept.length > 0) takeBoth();
      takeBoth();
    }),
  );
});

describe('what is drawn', () => {
  const kinds: readonly Distribution[] = [
    { kind: 'constant', value: 7 },
    { kind: 'uniform', from: 2, to: 6 },
    { kind: 'exponential', mean: 3 },
    { kind: 'log-normal', median: 5, sigma: 0.5 },
    { kind: 'empirical', values: [1, 2, 6] },
  ];
  test.each(kinds)('has the mean of $kind, and its spread', (distribution) => {
    const prng = createPrng(5);
    const values = Array.from({ length: 40_000 }, () => draw(distribution, prng)).sort((a, b) => a - b);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean / meanOf(distribution)).toBeCloseTo(1, 1.6);
    // Medians by hand: 7; 4; 3 ln 2; e^μ; 2.
    const medians = { constant: 7, uniform: 4, exponential: 2.0794, 'log-normal': 5, empirical: 2 };
    expect((quantile(values, 0.5) ?? 0) / medians[distribution.kind]).toBeCloseTo(1, 1.6);
    expect(values[0]).toBeGreaterThanOrEqual(0);
  });

  test('has the same bits everywhere', () => {
    const prng = createPrng(1);
    const drawn = kinds.map((distribution) => draw(distribution, prng));
    expect(drawn).toEqual(pinned);
  });
});

/** What this code gave when the test was written. */
const pinned = [7, 2.3662781270205318, 6.572938327756949, 4.049025670973436, 2];

describe('numbers about numbers', () => {
  test('a quantile lies between its neighbours', () => {
    expect([0, 0.25, 0.5, 0.9, 1].map((share) => quantile([1, 2, 4, 8], share))).toEqual(
      [1, 1.75, 3, 6.8, 8].map((x) => expect.closeTo(x, 12)),
    );
    expect(quantile([], 0.5)).toBeUndefined();
  });

  test('a confidence interval is that of the textbook', () => {
    // 5 values, mean 3, variance 2.5: half width 2.776 * sqrt(2.5 / 5) = 1.963.
    const found = estimate([1, 2, 3, 4, 5]);
    expect(found).toMatchObject({ mean: 3, count: 5 });
    expect(found?.high).toBeCloseTo(3 + 2.776 * Math.sqrt(0.5), 9);
    expect(found?.low).toBeCloseTo(3 - 2.776 * Math.sqrt(0.5), 9);
    expect(estimate([4])).toEqual({ mean: 4, low: null, high: null, count: 1 });
    expect(estimate([])).toBeUndefined();
    // With 60 degrees of freedom, tables give 2.000.
    const many = estimate(Array.from({ length: 61 }, (_, index) => index));
    expect(((many?.high ?? 0) - 30) / Math.sqrt((61 * 62) / 12 / 61)).toBeCloseTo(2, 3);
  });

  test('a metric is read off a result', () => {
    const output = (node: string, at: number, kind = 'learned') => ({
      node,
      at,
      sinceCause: at - 5,
      rounds: at / 10,
      kind,
    });
    const result: SimulationResult = {
      seed: 1,
      ending: 'quiet',
      endedAt: 500,
      events: 9,
      messages: [
        { kind: 'push', sent: 7, bytes: 70, delivered: 6, lost: 1 },
        { kind: 'pull', sent: 3, bytes: 9, delivered: 3, lost: 0 },
      ],
      outputs: [output('a', 10), output('a', 20), output('b', 30), output('c', 40, 'other')],
      outputCount: 4,
      violations: [],
      reached: [],
      notJudged: [],
      digest: '',
    };
    expect(metricOf(result, { kind: 'time to output', share: 0 }, 4)).toBe(10);
    expect(metricOf(result, { kind: 'time to output', share: 0.5 }, 4)).toBe(30);
    expect(metricOf(result, { kind: 'time to output', share: 0.5, of: 'learned' }, 6)).toBeUndefined();
    expect(metricOf(result, { kind: 'latency', quantile: 1, of: 'learned' }, 4)).toBe(25);
    expect(metricOf(result, { kind: 'rounds', quantile: 0.5 }, 4)).toBe(2.5);
    expect(metricOf(result, { kind: 'messages' }, 4)).toBe(10);
    expect(metricOf(result, { kind: 'bytes', of: 'push' }, 4)).toBe(70);
    expect(metricOf(result, { kind: 'throughput' }, 4)).toBe(8);
    expect(metricOf(result, { kind: 'coverage' }, 4)).toBe(0.75);
  });
});

describe('a sweep', () => {
  const request: SimulationRequest = {
    challenge: 'tiny',
    program: { kind: 'refused', problems: [] },
    bounds: { nodes: 3 },
  };
  const settings = { ...defaultSimulation, seed: 2 ** 32 - 1 };

  test('has every combination, each with its seeds', () => {
    const axes = [
      { path: 'link.loss', values: [0, 0.5] },
      { path: 'bounds.nodes', values: [4, 8] },
    ];
    const runs = sweepRuns(request, { settings, axes, seeds: 2 });
    const rows = runs.kind === 'ok' ? runs.value : [];
    expect(
      rows.map((run) => [...run.values, run.settings.link.loss, run.request.bounds.nodes, run.settings.seed]),
    ).toEqual([
      [0, 4, 0, 4, 2 ** 32 - 1],
      [0, 4, 0, 4, 0],
      [0, 8, 0, 8, 2 ** 32 - 1],
      [0, 8, 0, 8, 0],
      [0.5, 4, 0.5, 4, 2 ** 32 - 1],
      [0.5, 4, 0.5, 4, 0],
      [0.5, 8, 0.5, 8, 2 ** 32 - 1],
      [0.5, 8, 0.5, 8, 0],
    ]);
    expect(rows[0]?.settings.link.latency).toEqual(settings.link.latency);
  });

  test('varies a bandwidth that is without bound, and nothing that is no number', () => {
    const of = (path: string) => sweepRuns(request, { settings, axes: [{ path, values: [1] }], seeds: 1 }).kind;
    expect(['link.bandwidth', 'link.latency.median', 'end.events'].map(of)).toEqual(['ok', 'ok', 'ok']);
    expect(['link', 'link.latency.mean', 'bounds', 'bounds.other', 'bounds.nodes.x', '__proto__', ''].map(of)).toEqual(
      Array(7).fill('err'),
    );
    expect(sweepRuns(request, { settings, axes: [], seeds: 0 }).kind).toBe('err');
    expect(sweepRuns(request, { settings, axes: [], seeds: 1e6 }).kind).toBe('err');
  });
});
