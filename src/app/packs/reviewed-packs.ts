/** Packs as reviewers have opened them on this page: what grading answers to them takes, and what their reviewer's parts hold. */
import type { PackReviewed } from '../../../workers/api';
import { err, ok, type Result } from '../../base';
import { isReviewerPath, type Problem, packHashStart, packSlug } from '../../model';
import { identityHash } from '../../submission';
import { isProblem } from '../workers';
import { openArchive, openReviewed, unpackArchive } from './definition-link';
import { keepPack, keepReviewerPart, keptPack, keptPacks, readyPack } from './opened-pack';

const packs = new Map<string, PackReviewed>();
const listeners = new Set<() => void>();
/** Another number after every change. */
let version = 0;

/** Undefined for a challenge of the catalogue, and for a pack that was not opened yet. */
export function reviewedPack(slug: string): PackReviewed | undefined {
  return packs.get(slug);
}

export function reviewedPacksVersion(): number {
  return version;
}

export function onReviewedPacks(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens a pack that this browser keeps, once; a challenge of the catalogue is ready as it is. What is wrong is told. */
export async function readyReviewed(slug: string): Promise<Problem | null> {
  const start = packHashStart(slug);
  if (start === null || packs.has(slug)) return null;
  const kept = await keptPack(start);
  if (kept === null) return notHere;
  try {
    const shown = await readyPack(slug);
    if (shown.kind === 'err') return shown.error[0] ?? notHere;
    const opened = await openReviewed(kept.bytes, kept.reviewer ?? null);
    if (opened.kind === 'err') return opened.error;
    packs.set(slug, opened.value);
    version++;
    for (const listener of listeners) listener();
    return null;
  } catch (error) {
    if (isProblem(error)) return error;
    throw error;
  }
}

/**
 * Takes in archives that a reviewer has chosen, public parts and reviewer's parts in any order. Each is kept in this browser.
 * @returns the slugs of the packs that were opened, or opened anew because their reviewer's part has come
 */
export async function addReviewed(files: readonly File[]): Promise<Result<readonly string[], Problem>> {
  const slugs = new Set<string>();
  const parts: ReviewerPart[] = [];
  try {
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const inside = await unpackArchive(bytes);
      if (inside.kind === 'err') return err(named(file, inside.error));
      if (inside.value.length > 0 && inside.value.every(({ path }) => isReviewerPath(path))) {
        parts.push({ file, bytes, hash: identityHash(inside.value) });
        continue;
      }
      const opened = await openArchive(bytes);
      if (opened.kind === 'err') return err(named(file, opened.error));
      await keepPack(bytes, opened.value, Date.now()).catch(() => undefined);
      slugs.add(packSlug(opened.value.hash));
    }
    for (const part of parts) {
      const slug = await placePart(part);
      if (slug === null) return err(named(part.file, withoutPack));
      slugs.add(slug);
    }
  } catch (error) {
    if (isProblem(error)) return err(error);
    throw error;
  }
  for (const slug of slugs) {
    packs.delete(slug);
    const problem = await readyReviewed(slug);
    if (problem !== null) return err(problem);
  }
  return ok([...slugs]);
}

interface ReviewerPart {
  readonly file: File;
  readonly bytes: Uint8Array;
  readonly hash: string;
}

/** Keeps a reviewer's part with the packs that name it. The slug of one of them; null if there is none. */
async function placePart({ bytes, hash }: ReviewerPart): Promise<string | null> {
  let found: string | null = null;
  for (const kept of await keptPacks()) {
    const opened = await openArchive(kept.bytes);
    if (opened.kind === 'err' || opened.value.manifest.reviewer !== hash) continue;
    await keepReviewerPart(kept, bytes).catch(() => undefined);
    found = packSlug(kept.hash);
    packs.delete(found);
  }
  return found;
}

function named({ name }: File, problem: Problem): Problem {
  return { ...problem, sentence: `${name}: ${problem.sentence}` };
}

const notHere: Problem = {
  code: 'challenge-unknown',
  sentence: 'This browser does not have the pack of this challenge. Open its file, or its link.',
};

const withoutPack: Problem = {
  code: 'challenge-invalid',
  sentence:
    'This is the reviewer’s part of a pack that this browser does not have. Choose the public pack with it that it was packed with.',
};
