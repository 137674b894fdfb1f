/** Configurations by number, against a plain map. */
import { expect, test } from 'vitest';
import { createPrng } from '../../src/base';
import { ConfigurationTable } from '../../src/system/configuration-table';

test('equal triples have equal numbers, new ones the next number, however many there are', () => {
  const prng = createPrng(5);
  const table = new ConfigurationTable();
  const known = new Map<string, number>();
  for (let step = 0; step < 20_000; step++) {
    const [local, inbox, rest] = [prng.below(40), prng.below(200), prng.below(3)] as const;
    const key = `${local} ${inbox} ${rest}`;
    const expected = known.get(key) ?? known.size;
    known.set(key, expected);
    expect(table.id(local, inbox, rest)).toBe(expected);
  }
  expect(known.size).toBeGreaterThan(10_000);
  expect(table.count).toBe(known.size);
  for (const [key, id] of known) expect(`${table.local(id)} ${table.inbox(id)} ${table.rest(id)}`).toBe(key);
});
