/** Packing a submission: the same parts give the same bytes, in every browser, in Node, in every time zone. */
import { assert, type Err, grouped, ok, type Result } from '../base';
import {
  type FileTexts,
  type LogEntry,
  type LogShare,
  type Problem,
  type StoryStop,
  type SubmissionManifest,
  workFiles,
} from '../model';
import { canonicalText } from './canonical';
import { bytesHash } from './hash';
import { logBytesMax, textBytesMax } from './limits';
import { encodeLog } from './log-file';
import type { LogHead } from './log-record';
import { refuse } from './problems';
import { readSubmission } from './read';
import { zipFiles } from './zip';

/** What a submission is made of. */
export interface SubmissionParts
  extends Pick<
    SubmissionManifest,
    'createdAt' | 'challenge' | 'engine' | 'invite' | 'candidate' | 'claims' | 'activeMs'
  > {
  readonly files: FileTexts;
  /** The log, whole or with spans left out; null to leave it out. */
  readonly log: readonly LogEntry[] | null;
  /** The end of the whole log. */
  readonly head: LogHead;
  readonly story: readonly StoryStop[];
  /** Markdown. */
  readonly cover: string;
}

/**
 * The bundle, not yet sealed. It was read back as a reviewer will read it, so it opens there: its log fits together and leads
 * to its files. Otherwise the problem that a reviewer would be told.
 */
export function packSubmission(parts: SubmissionParts): Result<Uint8Array, Problem> {
  const { createdAt, challenge, engine, invite, candidate, claims, activeMs, files, log, head, story, cover } = parts;
  const contents = new Map<string, Uint8Array>(workFiles.map((file) => [file, encoder.encode(files[file])]));
  contents.set('cover.md', encoder.encode(cover));
  contents.set('story.json', encoder.encode(canonicalText(story)));
  if (log !== null) contents.set('log.jsonl', encoder.encode(encodeLog(log)));
  const tooLong = tooLongIn(contents);
  if (tooLong !== null) return tooLong;
  const described = [...contents].map(([name, bytes]) => [name, { bytes: bytes.length, sha256: bytesHash(bytes) }]);
  const manifest: SubmissionManifest = {
    format: 'interleave-submission',
    version: 1,
    createdAt,
    challenge,
    engine,
    invite,
    candidate,
    claims,
    log: { share: shareOf(log), records: head.n + 1, head: head.hash },
    activeMs,
    files: Object.fromEntries(described),
  };
  const bytes = zipFiles([['manifest.json', encoder.encode(canonicalText(manifest))], ...contents]);
  const read = readSubmission(bytes);
  if (read.kind === 'err') return read;
  assert(canonicalText(read.value.manifest) === canonicalText(manifest), 'a bundle reads back as it was packed');
  return ok(bytes);
}

const encoder = new TextEncoder();

/** What the candidate can do something about, said to the candidate and not to the reviewer. */
function tooLongIn(contents: ReadonlyMap<string, Uint8Array>): Err<Problem> | null {
  for (const [name, { length }] of contents) {
    if (name === 'log.jsonl' && length > logBytesMax)
      return refuse(
        'bundle-too-large',
        `The work log has ${grouped(length)} bytes, and ${grouped(logBytesMax)} is the most that can be handed in. Leave it out, or leave out spans of it.`,
      );
    if (name !== 'log.jsonl' && length > textBytesMax)
      return refuse(
        'bundle-too-large',
        `“${name}” has ${grouped(length)} bytes, and ${grouped(textBytesMax)} is the most that can be handed in. Shorten it.`,
      );
  }
  return null;
}

function shareOf(log: readonly LogEntry[] | null): LogShare {
  if (log === null) return 'left-out';
  return log.some((entry) => 'redacted' in entry) ? 'redacted' : 'whole';
}
