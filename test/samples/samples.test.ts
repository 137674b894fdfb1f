/** The sample submissions: those that are offered are there, and each can be opened and followed from starter to solution. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { challenges } from '../../challenges';
import { sampleIdentity } from '../../src/app/keys/sample-identity';
import { sampleSlugs } from '../../src/app/review/samples';
import { openSubmission } from '../../src/submission';
import { scripts } from './scripts';

const folder = new URL('../../public/samples/', import.meta.url);

test('what the review page offers is there, and what is there is offered', () => {
  const files = [...sampleSlugs, 'sample'].map((name) => `${name}.interleave.age`);
  expect(readdirSync(folder).sort()).toEqual(files.sort());
  const known = challenges.map(({ slug }) => slug);
  expect(sampleSlugs.filter((slug) => !known.includes(slug))).toEqual([]);
  expect(Object.keys(scripts).filter((slug) => !sampleSlugs.includes(slug))).toEqual([]);
});

test.each(sampleSlugs)('%s is typed, fails on the way, and holds in the end', async (slug) => {
  const sealed = readFileSync(new URL(`${slug}.interleave.age`, folder));
  expect(sealed.length).toBeLessThan(250_000);
  const opened = await openSubmission(sealed, [sampleIdentity]);
  if (opened.kind === 'err') throw new Error(opened.error.sentence);
  const { manifest, files, log, story } = opened.value;
  expect(manifest.challenge.slug).toBe(slug);
  expect(manifest.claims.map(({ name, result }) => [name, result.kind])).toEqual([
    ['quick', 'holds'],
    ['full', 'holds'],
  ]);
  const events = (log ?? []).flatMap((entry) => ('event' in entry ? [entry.event] : []));
  const asked = events.flatMap((event) => (event.kind === 'check' && event.asked ? [event.result.kind] : []));
  expect(asked.filter((kind) => kind !== 'holds').length).toBeGreaterThanOrEqual(2);
  expect(events.filter(({ kind }) => kind === 'edit').length).toBeGreaterThan(50);
  // Whose script is newer than the sample is held to what every sample is.
  const isScripted = manifest.candidate.name === scripts[slug]?.candidate;
  const shown = story.filter(({ trace }) => trace !== null && trace.step > 0);
  expect(shown.length).toBeGreaterThanOrEqual(isScripted ? 2 : 0);
  expect(story.length).toBeGreaterThanOrEqual(isScripted ? 5 : 3);
  const lineCount = files['protocol.ts'].split('\n').length;
  for (const { lines } of story) expect(lines?.to ?? 1).toBeLessThanOrEqual(lineCount);
  expect(files['protocol.ts']).not.toMatch(/\bWrong:/);
});
