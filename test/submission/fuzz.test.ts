/**
 * Damaged bundles by the thousand: reading never throws, and never gives something that does not fit together. `FUZZ` is how
 * many of each kind; a failure names the seed that shows it again.
 */
import { describe, expect, test } from 'vitest';
import type { Submission } from '../../src/model';
import {
  canonicalText,
  checkLog,
  openSubmission,
  packSubmission,
  readSubmission,
  redactSpans,
  seal,
  textHash,
} from '../../src/submission';
import { mutatedBytes, mutatedTexts } from './mutate';
import { expectOk, fullLog, LogWriter, packed, partsOf, testKey, textsIn } from './samples';

const count = Number(process.env.FUZZ ?? 800);

const first = packed();
const log = fullLog();
const second = expectOk(
  packSubmission(partsOf(log, { log: redactSpans(log.records, [{ from: 2, to: 6, reason: 'x' }]), cover: 'other' })),
);
const third = expectOk(
  packSubmission(partsOf(new LogWriter().write('notes.md', 'short'), { story: [], invite: null })),
);
const bundles = [first, second, third];
const texts = bundles.map(textsIn);
const known = new Map(
  bundles.map((bytes) => expectOk(readSubmission(bytes))).map((submission) => [submission.hash, submission]),
);

/** What is wrong with a submission that was read; undefined if it is one of the known ones, or fits together on its own. */
function mistakeIn(submission: Submission): string | undefined {
  const { manifest, files, log: entries, story, cover, hash } = submission;
  const same = known.get(hash);
  if (same !== undefined)
    return canonicalText(same) === canonicalText(submission) ? undefined : 'another content with the same hash';
  if (textHash(canonicalText(manifest)) !== hash) return 'a hash that is not that of the manifest';
  for (const [name, text] of Object.entries({ ...files, 'cover.md': cover, 'story.json': canonicalText(story) }))
    if (manifest.files[name]?.sha256 !== textHash(text)) return `another ${name} than the manifest names`;
  if (entries === null) return manifest.log.share === 'left-out' ? undefined : 'a log that is missing';
  const checked = checkLog(entries, manifest.challenge.hash, files);
  if (checked.kind === 'err') return checked.error.sentence;
  return checked.value.head.hash === manifest.log.head ? undefined : 'another end of the log';
}

interface Tally {
  readonly codes: Record<string, number>;
  /** Submissions that were read and are none of the known ones, by what was changed. */
  readonly strangers: Set<string>;
}

function look(tally: Tally, seed: number, kind: string, result: ReturnType<typeof readSubmission>): void {
  const code = result.kind === 'ok' ? 'ok' : result.error.code;
  tally.codes[code] = (tally.codes[code] ?? 0) + 1;
  if (result.kind === 'err') {
    if (
      !/^(bundle|log)-/.test(code) ||
      /[\p{Cc}\p{Cf}]/u.test(result.error.sentence) ||
      result.error.sentence.length > 600
    )
      throw new Error(`seed ${seed} (${kind}): ${code}: ${result.error.sentence}`);
    return;
  }
  const mistake = mistakeIn(result.value);
  if (mistake !== undefined) throw new Error(`seed ${seed} (${kind}): ${mistake}`);
  if (!known.has(result.value.hash)) tally.strangers.add(kind);
}

describe('reading', () => {
  test('bundles with damaged bytes gives a problem, or what was packed', () => {
    const tally: Tally = { codes: {}, strangers: new Set() };
    for (let seed = 0; seed < count; seed++) {
      const at = seed % bundles.length;
      const mutant = mutatedBytes(seed, bundles[at]!, bundles[(at + 1) % bundles.length]!);
      look(tally, seed, mutant.kind, readSubmission(mutant.bytes));
    }
    report('bytes', tally);
    expect([...tally.strangers]).toEqual([]);
    expect(tally.codes['bundle-unreadable']).toBeGreaterThan(count / 4);
  });

  test('bundles with changed texts gives a problem unless all hashes were made to fit, and then something that fits', () => {
    const tally: Tally = { codes: {}, strangers: new Set() };
    for (let seed = 0; seed < count; seed++) {
      const mutant = mutatedTexts(seed, texts[seed % texts.length]!);
      look(tally, seed, mutant.kind, readSubmission(mutant.bytes));
    }
    report('texts', tally);
    // Nothing vouches for what the candidate says but the candidate: other claims, another cover note, and in the log the
    // moments and the reason of a span that was left out.
    const allowed = /^(json manifest\.json|(text|json) (cover\.md|story\.json), fitted|json log\.jsonl, fitted)$/;
    expect([...tally.strangers].filter((kind) => !allowed.test(kind))).toEqual([]);
    expect(tally.codes['bundle-invalid']).toBeGreaterThan(count / 4);
    expect(tally.codes['log-broken']).toBeGreaterThan(count / 100);
  });

  test('sealed bundles with damaged bytes never gives anything but a problem', async () => {
    const sealed = expectOk(await seal(first, [testKey.recipient]));
    const other = expectOk(await seal(second, [testKey.recipient]));
    for (let seed = 0; seed < count / 10; seed++) {
      const { kind, bytes } = mutatedBytes(seed, sealed, other);
      const opened = await openSubmission(bytes, [testKey.secret]);
      if (opened.kind === 'ok' && !Buffer.from(bytes).equals(Buffer.from(sealed)))
        throw new Error(`seed ${seed} (${kind}) was opened`);
    }
  });
});

/** Shown only when many were asked for. */
function report(what: string, tally: Tally): void {
  if (process.env.FUZZ !== undefined)
    process.stdout.write(`${what}: ${JSON.stringify(tally.codes)} ${[...tally.strangers]}\n`);
}
