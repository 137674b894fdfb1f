/** Checkpoints come from outside: whatever is wrong with one is said, and nothing of it is used. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { checksum, checksumWords } from '../../../src/base';
import { engineVersion } from '../../../src/check/checkpoint';
import { type CheckSource, checkSource, resumeSource } from '../../../src/cli';
import type { CheckReport, Problem } from '../../../src/model';
import { bytesOf, keeperOf } from '../../models/checkpoints';
import { tinyChallenge } from '../../models/tiny-spec';
import { twoPhaseTla, twoPhaseTlaProtocol } from '../../models/two-phase-tla';

const check: CheckSource = {
  challenge: tinyChallenge(twoPhaseTla(4)),
  source: twoPhaseTlaProtocol,
  file: 'protocol.ts',
  bounds: {},
  explore: 'all',
};
let bytes: Uint8Array<ArrayBuffer>;
let whole: CheckReport;

beforeAll(async () => {
  whole = await checkSource(check);
  const { keeper, kept } = keeperOf((reason) => reason === 'limit');
  await checkSource({ ...check, limits: { states: 700 }, checkpoints: keeper });
  bytes = bytesOf(kept[0]?.pieces ?? []);
  expect(bytes.length).toBeGreaterThan(10_000);
});

/** What comes of going on from bytes; they come in small pieces. */
async function resumed(from: Uint8Array, asked: CheckSource = check): Promise<CheckReport | Problem> {
  function* pieces() {
    for (let at = 0; at < from.length; at += 1000) yield from.subarray(at, at + 1000);
  }
  const result = await resumeSource(asked, pieces);
  return result.kind === 'ok' ? result.value : result.error;
}

const codeOf = (came: CheckReport | Problem): string => ('code' in came ? came.code : came.verdict.kind);

interface FramePlace {
  readonly kind: number;
  readonly start: number;
  readonly end: number;
}

/** Where the frames lie: see `frames.ts`. */
function framesOf(file: Uint8Array<ArrayBuffer>): readonly FramePlace[] {
  const words = new Int32Array(file.buffer);
  const frames: FramePlace[] = [];
  for (let start = 8; start < words.length; ) {
    const end = start + 4 + Math.ceil((words[start + 1] ?? 0) / 16) * 4 + checksumWords;
    frames.push({ kind: words[start] ?? 0, start: start * 4, end: end * 4 });
    start = end;
  }
  return frames;
}

/** The same file with checksums that are right, whatever else was changed. */
function resealed(file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const words = new Int32Array(file.buffer);
  for (const { start, end } of framesOf(bytes)) {
    const last = end / 4 - checksumWords;
    words.set(checksum(words.subarray(start / 4, last), words[start / 4 + 2] ?? 0), last);
  }
  return file;
}

test('the version of the program that checkpoints name is that of the package', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  expect(engineVersion).toBe(version);
});

describe('a checkpoint', () => {
  test('that is whole leads to the same verdict', async () => {
    expect(await resumed(bytes)).toMatchObject({ verdict: whole.verdict, resumedFrom: 700 });
  });

  test('of another format version, or of no format at all, is named as such', async () => {
    const later = bytes.slice();
    later[16] = 2;
    expect(await resumed(later)).toMatchObject({
      code: 'checkpoint-foreign',
      sentence: expect.stringContaining('format version 2, and this program reads version 1'),
    });
    expect(codeOf(await resumed(new TextEncoder().encode('export default {}'.repeat(9))))).toBe('checkpoint-damaged');
    expect(codeOf(await resumed(new Uint8Array(0)))).toBe('checkpoint-damaged');
  });

  test.each<[string, Partial<CheckSource>, RegExp]>([
    [
      'another protocol',
      { source: `${twoPhaseTlaProtocol} ` },
      /protocol, the definition of the challenge, or an option/,
    ],
    [
      'another challenge',
      { challenge: { ...tinyChallenge(twoPhaseTla(4)), slug: 'other' } },
      /its challenge is tiny, not other/,
    ],
    ['another definition', { challenge: tinyChallenge(twoPhaseTla(5)) }, /the definition of the challenge/],
    ['another way to explore', { explore: 'first' }, /option that changes what is explored/],
  ])('of %s is refused', async (_what, other, sentence) => {
    expect(await resumed(bytes, { ...check, ...other })).toMatchObject({
      code: 'checkpoint-foreign',
      sentence: expect.stringMatching(sentence),
    });
  });

  test('of other bounds is refused by their name', async () => {
    const challenge = {
      ...check.challenge,
      parameters: [{ name: 'managers', label: '', meaning: '', min: 1, max: 9 }],
      tiers: { quick: { managers: 4 }, full: { managers: 4 } },
    };
    expect(await resumed(bytes, { ...check, challenge })).toMatchObject({
      code: 'checkpoint-foreign',
      sentence: expect.stringContaining('its bound managers is missing, not 4'),
    });
  });

  test('that is cut off anywhere is refused', async () => {
    const ends = [...framesOf(bytes).map(({ end }) => end), 5, 31, 33, 1000];
    for (const end of ends)
      if (end < bytes.length) expect(codeOf(await resumed(bytes.subarray(0, end)))).toBe('checkpoint-damaged');
  });

  test('with any one bit changed is refused', async () => {
    const anyBit = fc.record({ at: fc.nat({ max: bytes.length - 1 }), bit: fc.nat({ max: 7 }) });
    await fc.assert(
      fc.asyncProperty(anyBit, async ({ at, bit }) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] as number) ^ (1 << bit);
        // The words behind the version are not used.
        fc.pre(at < 20 || at >= 32);
        expect(codeOf(await resumed(changed))).toMatch(/^checkpoint-/);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  test('of random bytes behind a right beginning is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (noise) => {
        const file = new Uint8Array(32 + noise.length);
        file.set(bytes.subarray(0, 32));
        file.set(noise, 32);
        expect(codeOf(await resumed(file))).toBe('checkpoint-damaged');
      }),
      { seed: 6, numRuns: 40 },
    );
  });

  test('whose checksums were made right again after a change never makes anything hang or fail otherwise', async () => {
    const frames = framesOf(bytes).filter(({ start, end }) => end - start > 32);
    const outcomes = new Map<string, number>();
    const anyChange = fc.record({
      frame: fc.constantFrom(...frames),
      place: fc.double({ min: 0, max: 0.999, noNaN: true }),
      value: fc.nat({ max: 255 }),
      count: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(anyChange, async ({ frame, place, value, count }) => {
        const changed = bytes.slice();
        const first = frame.start + 16;
        const length = frame.end - 16 - first;
        const at = first + Math.floor(place * length);
        for (let index = 0; index < count; index++) changed[Math.min(at + index, frame.end - 17)] = value;
        const came = await resumed(resealed(changed), { ...check, limits: { states: 20_000, milliseconds: 20_000 } });
        const code = codeOf(came);
        outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
      }),
      { seed: 7, numRuns: 150 },
    );
    expect(outcomes.get('checkpoint-damaged')).toBeGreaterThan(75);
  }, 120_000);
});
