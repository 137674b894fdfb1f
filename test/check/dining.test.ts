/** Dining philosophers: a known model of some size, with the known answer. */
import { describe, expect, test } from 'vitest';
import { diningPhilosophers, diningProtocol } from '../models/dining-philosophers';
import { explore } from '../models/naive-explorer';
import { checkTiny, countsOf } from '../models/tiny-challenge';

describe('dining philosophers', () => {
  // Depth: each eats in seven steps (told, take, yours, take, yours, back, back). Deadlock: each is told, its first request
  // arrives, is granted, and its second request arrives and waits: four steps each. Counts: the plain explorer.
  test.each([
    [3, false, { distinct: 555, generated: 1371, depth: 21 }],
    [3, true, { distinct: 520, generated: 1282, depth: 21 }],
    [4, false, { distinct: 4582, generated: 15_104, depth: 28 }],
    [4, true, { distinct: 4292, generated: 14_126, depth: 28 }],
  ])('%i at a table, the last one polite: %s', async (count, polite, counts) => {
    const report = await checkTiny(diningPhilosophers(count, polite), diningProtocol, { explore: 'all' });
    expect(countsOf(report)).toEqual(counts);
    if (polite) {
      expect(report.verdict.kind).toBe('holds');
    } else {
      expect(report.verdict).toMatchObject({
        kind: 'deadlock',
        property: 'everybody ate',
        schedule: { length: 4 * count },
      });
      expect(
        report.trace?.steps
          .at(-1)
          ?.after.filter((node) => node.role === 'fork')
          .map((node) => node.state),
      ).toEqual(
        Array.from({ length: count }, (_, fork) => ({
          holder: `p${fork}`,
          waiting: [`p${(fork + count - 1) % count}`],
        })),
      );
    }
  });

  test.each([false, true])('three of them have the states that the plain explorer counts, polite: %s', (polite) => {
    const plain = explore(diningPhilosophers(3, polite), diningProtocol, 'protocol.ts');
    expect([plain.distinct, plain.generated, plain.depth, plain.properties[0]?.length]).toEqual(
      polite ? [520, 1282, 21, undefined] : [555, 1371, 21, 12],
    );
  });

  test('keep the forks of a deadlock from the moment nobody can go back', async () => {
    const report = await checkTiny(diningPhilosophers(3, false), diningProtocol);
    // A future without the deadlock exists until the last fork is granted: until then its first taker may be another.
    const point = report.trace?.pointOfNoReturn;
    expect(point?.state).toBeLessThan(12);
    const granted = (state: number) =>
      (report.trace?.steps[state - 1]?.after ?? report.trace?.initial ?? []).filter(
        (node) => node.role === 'fork' && (node.state as { holder: unknown }).holder !== null,
      ).length;
    expect(granted(point?.state ?? 0)).toBe(2);
    expect(granted((point?.state ?? 0) + 1)).toBe(3);
  });
});
