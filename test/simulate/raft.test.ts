/** A protocol of the catalogue in time. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { challengeBySlug } from '../../challenges';
import { runSimulation } from '../../src/check';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import { raftSettings } from './raft-settings';

test('the leader election of the catalogue has the bits that a page gives, too', async () => {
  const challenge = challengeBySlug('raft-election');
  if (challenge === undefined) throw new Error('There is no such challenge.');
  const source = readFileSync(new URL('../../challenges/raft-election/reference.ts', import.meta.url), 'utf8');
  const program = compileSource(source, 'reference.ts');
  const control = { goesOn: async () => true, isRecorded: false };
  const request = { challenge: 'raft-election', program, bounds: raftSettings.bounds };
  const answer = await runSimulation(request, raftSettings.settings, challenge, loadSandboxWasm(), control);
  if (answer.kind === 'err') throw new Error(answer.error.sentence);
  expect(answer.value.violations).toEqual([]);
  expect(answer.value.outputCount).toBeGreaterThan(0);
  expect(answer.value.digest).toBe(raftSettings.digest);
});
