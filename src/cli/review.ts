/** `interleave review`: opens and grades any number of submissions. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { err, grouped, ok, type Result } from '../base';
import type { GradePack, HiddenBounds } from '../model';
import { claimMatch, cohortCsv, cohortRows, type Graded, groupByFailure, isMismatch } from '../review';
import { canonicalText, decodeHiddenBounds } from '../submission';
import { gradePackAt } from './grade-packs';
import { readIdentities } from './identity';
import { readSecrets } from './key-file';
import { readBytes, submissionFiles } from './review-files';
import { reviewText } from './review-text';
import { gradeAll, type ReviewAnswer, type ReviewJob } from './review-threads';

const root = fileURLToPath(new URL('../..', import.meta.url));
const workersMax = 64;

/** Exit codes beside 0: everything was opened, and every claim came out. */
export const reviewExitCodes = { mismatch: 1, refused: 2 } as const;

export interface ReviewOptions {
  readonly identity: readonly string[];
  readonly passphraseFile?: string;
  readonly hidden: readonly string[];
  readonly pack: readonly string[];
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly workers?: number;
  readonly seconds: number;
  readonly states?: number;
}

/** A sentence if the arguments make no sense. */
export async function review(names: readonly string[], options: ReviewOptions): Promise<string | undefined> {
  if (options.json === true && options.csv === true) return 'Give either --json or --csv.';
  const files = submissionFiles(names);
  if (files.kind === 'err') return files.error;
  if (options.identity.length === 0)
    return 'Submissions are sealed. Name the file with your secret key with --identity.';
  const secrets = await readSecrets(options.identity, options.passphraseFile);
  if (secrets.kind === 'err') return secrets.error;
  const hidden = readHidden(options.hidden);
  if (hidden.kind === 'err') return hidden.error;
  const packs: GradePack[] = [];
  for (const name of options.pack) {
    const pack = gradePackAt(name);
    if (pack.kind === 'err') return pack.error;
    packs.push(pack.value.pack);
  }
  const { engine, challenges } = readIdentities(root);
  const onTerminal = process.stderr.isTTY === true;
  const bar = onTerminal ? progressBar(files.value.length) : undefined;
  const jobs = files.value.map((path): ReviewJob => {
    const shown = bar?.begin(path);
    return {
      read() {
        const bytes = readBytes(path);
        return bytes.kind === 'ok' ? { bytes: bytes.value } : bytes.error;
      },
      onProgress: (progress) => shown?.(progress),
    };
  });
  const setup = {
    engine,
    challengeHashes: challenges,
    identities: secrets.value,
    hidden: hidden.value,
    packs,
    states: options.states ?? null,
  };
  const workers = options.workers ?? Math.min(availableParallelism(), workersMax);
  const results = await gradeAll(jobs, setup, workers, options.seconds * 1000);
  bar?.end();
  const graded = results.map((result, index): Graded => ({ ...result, file: files.value[index] ?? '' }));
  process.stdout.write(outputOf(graded, options));
  process.exitCode = exitCodeOf(graded);
  return undefined;
}

function outputOf(graded: readonly Graded[], { json, csv }: ReviewOptions): string {
  if (csv === true) return cohortCsv(cohortRows(graded));
  if (json !== true)
    return reviewText(
      graded,
      groupByFailure(graded.flatMap((one) => (one.kind === 'assessed' ? [one.assessment] : []))),
    );
  const documents = graded.map((one) =>
    canonicalText(
      one.kind === 'assessed'
        ? one.assessment
        : { format: 'interleave-refusal', version: 1, file: one.file, problem: one.problem },
    ),
  );
  return `[\n${documents.join(',\n')}\n]\n`;
}

function exitCodeOf(graded: readonly Graded[]): number {
  if (graded.some(({ kind }) => kind === 'refused')) return reviewExitCodes.refused;
  return graded.every((one) => one.kind === 'assessed' && fits(one)) ? 0 : reviewExitCodes.mismatch;
}

/** Whether all that is claimed is so: verdicts, the challenge, the invite, and the hidden bounds, if they are at hand. */
function fits({ assessment }: Extract<Graded, { readonly kind: 'assessed' }>): boolean {
  const match = claimMatch(assessment);
  return (
    assessment.challengeMatch === 'same' &&
    assessment.hidden !== 'differs' &&
    assessment.inviteMatch !== 'differs' &&
    assessment.inviteMatch !== 'other-challenge' &&
    !isMismatch(match)
  );
}

function readHidden(paths: readonly string[]): Result<readonly HiddenBounds[], string> {
  const hidden: HiddenBounds[] = [];
  for (const path of paths) {
    const bytes = readBytes(path);
    const read = bytes.kind === 'ok' ? decodeHiddenBounds(bytes.value) : bytes;
    if (read.kind === 'err') return err(`"${path}": ${read.error.sentence}`);
    hidden.push(read.value);
  }
  return ok(hidden);
}

const barLength = 20;

/** One line on the terminal that is written over: how many are done, and what is under way. */
function progressBar(count: number) {
  const shares = new Map<string, number>();
  let latest = '';
  const draw = (): void => {
    const done = [...shares.values()].reduce((sum, share) => sum + share, 0) / count;
    const filled = Math.round(done * barLength);
    const bar = '#'.repeat(filled) + '.'.repeat(barLength - filled);
    const width = Math.max(20, (process.stderr.columns || 80) - 1);
    process.stderr.write(`\r\u001b[K${`[${bar}] ${Math.floor(done * 100)}% of ${count}  ${latest}`.slice(0, width)}`);
  };
  return {
    begin(path: string) {
      return ({ done, of, states }: Extract<ReviewAnswer, { readonly kind: 'progress' }>): void => {
        shares.set(path, of === 0 ? 1 : done / of);
        const name = (path.split(/[\\/]/).at(-1) ?? path).replace(/[\p{Cc}\p{Cf}]/gu, '');
        latest = `${name}: check ${Math.min(done + 1, of)} of ${of}, ${grouped(states)} states`;
        draw();
      };
    },
    end(): void {
      process.stderr.write('\r\u001b[K');
    },
  };
}
