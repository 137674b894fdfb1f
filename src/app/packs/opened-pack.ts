/** A pack that somebody has opened: looked at, kept in this browser, made ready to be worked on. */
import type { PackOpened } from '../../../workers/api';
import { err, ok, type Result } from '../../base';
import type { Challenge, Problem } from '../../model';
import { findOpened } from '../catalogue';
import { type KeptPack, sharedDraftStore } from '../storage';
import { openArchive } from './definition-link';
import { imageType } from './image-type';
import { openChallenge } from './open-challenge';

/** So many digits of a pack's hash are its name on this page. */
const digits = 16;

/** The name under which the page and the stored work know a pack. */
export function packSlug(hash: string): string {
  return `pack-${hash.slice(0, digits)}`;
}

/** The start of a pack's hash, from such a name; null if it is none. */
export function hashStartOf(slug: string): string | null {
  const found = /^pack-([0-9a-f]{16})$/.exec(slug);
  return found?.[1] ?? null;
}

/** Keeps a pack in this browser, so that it opens offline. Rejects with a `StorageFailure`. */
export async function keepPack(bytes: Uint8Array, { hash, manifest }: PackOpened, now: number): Promise<void> {
  const { slug, title } = manifest;
  await sharedDraftStore().keepPack({ hash, slug, title, bytes, openedAt: now });
}

/** Reads a kept pack and makes it ready. What is wrong is said in sentences. */
export async function readyPack(slug: string): Promise<Result<Challenge, readonly Problem[]>> {
  const known = findOpened(slug);
  if (known) return ok(known);
  const start = hashStartOf(slug);
  const kept = start === null ? null : await sharedDraftStore().pack(start);
  if (kept === null) return err([notKept]);
  return readyArchive(kept);
}

async function readyArchive(kept: KeptPack): Promise<Result<Challenge, readonly Problem[]>> {
  const opened = await openArchive(kept.bytes);
  if (opened.kind === 'err') return err([opened.error]);
  if (opened.value.hash !== kept.hash) return err([changed]);
  return readyOpened(opened.value);
}

/** Makes an opened pack ready to be worked on. */
export function readyOpened(pack: PackOpened): Promise<Result<Challenge, readonly Problem[]>> {
  const urls = new Map<string, string>();
  const figureUrl = (file: string): string | undefined => {
    const known = urls.get(file);
    if (known !== undefined) return known;
    const figure = pack.figures.find(({ path }) => path === `figures/${file}`);
    if (figure === undefined) return undefined;
    const url = URL.createObjectURL(new Blob([figure.bytes as BlobPart], { type: imageType(file) }));
    urls.set(file, url);
    return url;
  };
  const texts = new Map(Object.entries(pack.texts));
  return openChallenge({ manifest: pack.manifest, texts, figureUrl }, packSlug(pack.hash), pack.hash);
}

const notKept: Problem = {
  code: 'challenge-unknown',
  sentence:
    'This browser does not have the pack of this challenge. Open its file or its link again; the work on it is untouched.',
};

const changed: Problem = {
  code: 'challenge-invalid',
  sentence: 'What this browser has stored of the pack is not what was opened. Open its file or its link again.',
};
