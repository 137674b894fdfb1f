/** Sealed submissions for tests, as the app makes them. */
import type { Submission } from '../../src/model';
import { packSubmission, seal } from '../../src/submission';
import { type SubmissionParts, submissionOf } from './make-submission';

/** @param identity what the machine that grades will find, so that claims are about its challenge and engine */
export async function sealedSubmission(
  parts: SubmissionParts,
  identity: Pick<Submission['manifest'], 'engine' | 'challenge'>,
  recipient: string,
): Promise<Uint8Array> {
  const { manifest, files, log } = submissionOf({ ...parts, manifest: { ...identity, ...parts.manifest } });
  const { createdAt, challenge, engine, invite, candidate, claims, activeMs } = manifest;
  const head = { n: manifest.log.records - 1, hash: manifest.log.head };
  const bundle = packSubmission({
    ...{ createdAt, challenge, engine, invite, candidate, claims, activeMs },
    ...{ files, log, head, story: [], cover: '' },
  });
  if (bundle.kind === 'err') throw new Error(bundle.error.sentence);
  const sealed = await seal(bundle.value, [recipient]);
  if (sealed.kind === 'err') throw new Error(sealed.error.sentence);
  return sealed.value;
}
