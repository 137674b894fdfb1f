/** Sealing: what is on the sheet becomes one file that only the recipients can open. */
import { useState } from 'react';
import { err, ok, type Result } from '../../base';
import type { Challenge, FileTexts, Problem } from '../../model';
import { redactSpans, type SubmissionParts, submissionFileName } from '../../submission';
import { challengeHash, engineIdentity } from '../record';
import type { Work } from '../storage';
import type { CandidateKey } from '../storage/candidate-key';
import { download } from '../ui';
import { isProblem, sealLink } from '../workers';
import type { Paste } from './log-rows';
import { labelsToLog, recipientsFor } from './sealing';
import { fittingStory, type SheetDraft } from './sheet-draft';
import type { SheetLog } from './sheet-log';
import { fittingSpans } from './spans';
import { type ClaimsHandle, claimedVerdicts } from './use-claims';
import type { SheetLogHandle } from './use-sheet-log';

export interface SealedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type SealState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sealing' }
  | { readonly kind: 'sealed'; readonly file: SealedFile }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface SealHandle {
  readonly state: SealState;
  readonly seal: () => void;
  /** Forgets what the last attempt came to. */
  readonly clear: () => void;
}

interface SealInput {
  readonly challenge: Challenge;
  readonly work: Work;
  readonly draft: SheetDraft;
  /** Those in the part of the log that is sent. */
  readonly pastes: readonly Paste[];
  readonly canWrite: boolean;
  readonly append: SheetLogHandle['append'];
  readonly candidateKey: CandidateKey;
  readonly claims: ClaimsHandle;
}

export function useSeal(input: SealInput): SealHandle {
  const [state, setState] = useState<SealState>({ kind: 'idle' });
  const sealNow = async (): Promise<void> => {
    setState({ kind: 'sealing' });
    try {
      const sealed = await sealSheet(input);
      if (sealed.kind === 'ok') download(sealed.value.bytes, sealed.value.name);
      setState(
        sealed.kind === 'ok' ? { kind: 'sealed', file: sealed.value } : { kind: 'failed', problem: sealed.error },
      );
    } catch (error) {
      if (isProblem(error)) {
        setState({ kind: 'failed', problem: error });
        return;
      }
      const why = error instanceof Error ? error.message : String(error);
      setState({
        kind: 'failed',
        problem: {
          code: 'bundle-invalid',
          sentence: `The file could not be made: ${why}. Reload the page and seal again.`,
        },
      });
    }
  };
  return { state, seal: () => void sealNow(), clear: () => setState({ kind: 'idle' }) };
}

async function sealSheet({
  challenge,
  work,
  draft,
  pastes,
  canWrite,
  append,
  candidateKey,
  claims,
}: SealInput): Promise<Result<SealedFile, Problem>> {
  const recipients = recipientsFor(work.invite, draft);
  if (recipients.kind === 'err') return recipients;
  const log = await append(canWrite && draft.sharesLog ? labelsToLog(draft, pastes) : []);
  if (draft.sharesLog && log.problem) return err(log.problem);
  const parts = sheetParts({
    challenge,
    work,
    draft,
    log,
    key: candidateKey.recipient,
    claims: claimedVerdicts(claims.claims),
    now: new Date(),
  });
  const sealed = await sealLink().guarded<Result<Uint8Array, Problem>>((to) => to.api.seal(parts, recipients.value));
  return sealed.kind === 'ok' ? ok({ name: submissionFileName(parts), bytes: sealed.value }) : sealed;
}

interface SheetInput {
  readonly challenge: Challenge;
  readonly work: Work;
  readonly draft: SheetDraft;
  readonly log: SheetLog;
  /** The candidate's public key. */
  readonly key: string;
  readonly claims: SubmissionParts['claims'];
  readonly now: Date;
}

/** What is packed. */
export function sheetParts({ challenge, work, draft, log, key, claims, now }: SheetInput): SubmissionParts {
  const { source, notes, explanation, invite, activeMs } = work;
  const files: FileTexts = { 'protocol.ts': source, 'notes.md': notes, 'explanation.md': explanation };
  const sharesLog = draft.sharesLog && log.problem === null;
  return {
    createdAt: now.toISOString(),
    challenge: { slug: challenge.slug, title: challenge.title, hash: challengeHash(challenge.slug) },
    engine: engineIdentity,
    invite,
    candidate: { name: draft.name.trim(), key },
    claims,
    activeMs,
    files,
    log: sharesLog ? redactSpans(log.entries, fittingSpans(draft.spans, log.head.n)) : null,
    head: log.head,
    story: fittingStory(draft.story, log.head.n),
    cover: draft.cover,
  };
}
