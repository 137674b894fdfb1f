/** Work that is held against variants: at hidden bounds also against those that only reviewers have. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readPackFolder } from '../../src/cli/pack-files';
import { assess } from '../../src/grade';
import { compileSource } from '../../src/host/compile';
import { compileDefinition } from '../../src/host/compile-definition';
import type { GradePack } from '../../src/model';
import { readPack } from '../../src/pack';
import { gradePackOf } from '../../src/verify';
import { packIdentity, withPacks } from './example-pack';
import { submissionOf } from './make-submission';

const folder = fileURLToPath(new URL('../../templates/break-the-election', import.meta.url));

function electionPack(): { readonly graded: GradePack; readonly reference: string } {
  const files = readPackFolder(folder);
  if (files.kind === 'err') throw new Error(files.error);
  const { pack } = readPack(files.value);
  if (pack === null) throw new Error('the template cannot be read');
  const graded = gradePackOf(pack, 'folder', { compile: compileSource, compileDefinition });
  if (graded.kind === 'err') throw new Error(graded.error[0]?.sentence);
  return { graded: graded.value, reference: pack.texts.get('reference.ts') ?? '' };
}

test('a hidden mutant that schedules let live is told at hidden bounds, and nowhere else', async () => {
  const { graded, reference } = electionPack();
  expect(graded.hiddenVariants.map(({ name, isCorrect }) => [name, isCorrect])).toEqual([
    ['hidden/counts-old-votes', false],
  ]);
  const resultsOf = async (source: string, pack: GradePack) => {
    const submission = submissionOf({ source, manifest: { challenge: packIdentity(pack) } });
    const { regrades } = await assess(submission, null, withPacks([pack]), () => undefined);
    return regrades.map(({ origin, result, words }) => [
      origin,
      result.kind,
      words.includes('hidden/counts-old-votes'),
    ]);
  };
  expect(await resultsOf(reference, graded)).toEqual([
    ['quick', 'holds', false],
    ['full', 'holds', false],
    ['hidden', 'holds', false],
  ]);
  // The fourth schedule is the one that kills it.
  const without = reference.replace(/ {2}schedule\(\n {4}'a late vote'[\s\S]*?\n {2}\),\n/, '');
  expect(without.length).toBeLessThan(reference.length);
  const told = (await resultsOf(without, graded)).map(([origin, , isHiddenTold]) => [origin, isHiddenTold]);
  expect(told).toEqual([
    ['quick', false],
    ['full', false],
    ['hidden', true],
  ]);
});
