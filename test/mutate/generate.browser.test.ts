/** Mutants in a page, where the compiler is the copy that the editor ships. */
import { expect, test } from 'vitest';
import paxos from '../../challenges/paxos/reference.ts?raw';
import { sha256Hex } from '../../src/base';
import { generateMutants } from '../../src/mutate';

test('are the ones that Node generates', () => {
  const mutants = generateMutants(paxos, 'reference.ts');
  expect(mutants).toHaveLength(150);
  expect(sha256Hex(mutants.map(({ id }) => id).join(' ')).slice(0, 16)).toBe('852bc7f2811208cf');
});
