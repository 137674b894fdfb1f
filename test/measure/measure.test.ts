/** Numbers read off simulations. */
import { describe, expect, test } from 'vitest';
import {
  coverageCurve,
  csvText,
  estimate,
  latencyCurve,
  metricOf,
  paretoFront,
  quantile,
  sweepRuns,
} from '../../src/measure';
import { defaultSimulation, type SimulationRequest, type SimulationResult } from '../../src/model';

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
      nodeCount: 4,
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
    expect(metricOf(result, { kind: 'time to output', share: 0 })).toBe(10);
    expect(metricOf(result, { kind: 'time to output', share: 0.5 })).toBe(30);
    expect(
      metricOf({ ...result, nodeCount: 6 }, { kind: 'time to output', share: 0.5, of: 'learned' }),
    ).toBeUndefined();
    expect(metricOf(result, { kind: 'latency', quantile: 1, of: 'learned' })).toBe(25);
    expect(metricOf(result, { kind: 'rounds', quantile: 0.5 })).toBe(2.5);
    expect(metricOf(result, { kind: 'messages' })).toBe(10);
    expect(metricOf(result, { kind: 'bytes', of: 'push' })).toBe(70);
    expect(metricOf(result, { kind: 'throughput' })).toBe(8);
    expect(metricOf(result, { kind: 'coverage' })).toBe(0.75);
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

describe('what is not beaten', () => {
  const points = [
    [1, 5],
    [2, 2],
    [2, 2],
    [3, 4],
    [5, 1],
    [Number.NaN, 0],
  ];

  test('is on the front, equal points together, and nothing without its numbers', () => {
    expect(paretoFront(points, ['less', 'less'])).toEqual([0, 1, 2, 4]);
    expect(paretoFront(points, ['less', 'more'])).toEqual([0]);
    expect(paretoFront([], [])).toEqual([]);
  });
});

test('a table is one that spreadsheets read, and take for nothing else', () => {
  const rows = [
    ['a "b"', 'c,d', null, 0.25],
    ['=1+1', '-x', 'line\nline', -3],
  ];
  const quoted = '"a ""b""","c,d",,0.25';
  expect(csvText(rows)).toBe(`${quoted}\r\n'=1+1,'-x,"line\nline",-3\r\n`);
});

describe('curves', () => {
  const output = (node: string, at: number, kind: string) => ({ node, at, sinceCause: at / 2, rounds: 0, kind });
  const runOf = (outputs: SimulationResult['outputs']) => ({ outputs, nodeCount: 4 }) as unknown as SimulationResult;
  const run = runOf([output('a', 2, 'x'), output('a', 4, 'x'), output('b', 6, 'y')]);

  test('rise to the share that there is', () => {
    expect(latencyCurve([run])).toEqual([
      { x: 1, y: 1 / 3 },
      { x: 2, y: 2 / 3 },
      { x: 3, y: 1 },
    ]);
    expect(coverageCurve([run, run])).toEqual([
      { x: 0, y: 0 },
      { x: 2, y: 1 / 8 },
      { x: 2, y: 2 / 8 },
      { x: 6, y: 3 / 8 },
      { x: 6, y: 4 / 8 },
    ]);
    expect(coverageCurve([run], 'y').at(-1)).toEqual({ x: 6, y: 0.25 });
  });

  test('have no more points than can be seen', () => {
    const many = runOf(Array.from({ length: 5000 }, (_, at) => output('a', at, 'x')));
    expect(latencyCurve([many]).length).toBe(400);
    expect(latencyCurve([many]).at(-1)).toEqual({ x: 2499.5, y: 1 });
  });
});
