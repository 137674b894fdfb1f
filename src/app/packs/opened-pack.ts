/** A pack that somebody has opened: looked at, kept in this browser, made ready to be worked on. */
import type { PackOpened } from '../../../workers/api';
import { err, ok, type Result } from '../../base';
import { type Challenge, type Problem, packHashStart, packSlug } from '../../model';
import { findOpened } from '../catalogue';
import { type KeptPack, sharedDraftStore } from '../storage';
import { openArchive } from './definition-link';
import { imageType } from './image-type';
import { openChallenge } from './open-challenge';

/** Packs that were opened since the page was: where the browser keeps nothing, they are here until it is closed. */
const session = new Map<string, KeptPack>();

/** Keeps a pack in this browser, so that it opens offline. Rejects with a `StorageFailure`; the page has it all the same. */
export async function keepPack(bytes: Uint8Array, { hash, manifest }: PackOpened, now: number): Promise<void> {
  const { slug, title } = manifest;
  const known = await keptPack(hash);
  const { reviewer } = known ?? {};
  await keep({ hash, slug, title, bytes, openedAt: now, ...(reviewer === undefined ? {} : { reviewer }) });
}

/** Keeps the reviewer's part beside its pack. Rejects with a `StorageFailure`; the page has it all the same. */
export async function keepReviewerPart(pack: KeptPack, reviewer: Uint8Array): Promise<void> {
  await keep({ ...pack, reviewer });
}

/** Keeps a pack again that was removed, as it was. Rejects with a `StorageFailure`; the page has it all the same. */
export async function restorePack(pack: KeptPack): Promise<void> {
  await keep(pack);
}

async function keep(pack: KeptPack): Promise<void> {
  session.set(pack.hash, pack);
  await sharedDraftStore().keepPack(pack);
}

/** Removes a pack from this browser. Rejects with a `StorageFailure`. */
export async function removePack(hash: string): Promise<void> {
  session.delete(hash);
  await sharedDraftStore().removePack(hash);
}

/** The pack whose hash begins so, null if this browser does not have it. */
export async function keptPack(hashStart: string): Promise<KeptPack | null> {
  const own = [...session.values()].find(({ hash }) => hash.startsWith(hashStart));
  if (own) return own;
  // Without storage there is what was opened since.
  return sharedDraftStore()
    .pack(hashStart)
    .catch(() => null);
}

/** All of them, the latest first. */
export async function keptPacks(): Promise<readonly KeptPack[]> {
  const stored = await sharedDraftStore()
    .packs()
    .catch(() => []);
  const others = stored.filter(({ hash }) => !session.has(hash));
  return [...session.values(), ...others].sort((one, other) => other.openedAt - one.openedAt);
}

/** Reads a kept pack and makes it ready. What is wrong is said in sentences. */
export async function readyPack(slug: string): Promise<Result<Challenge, readonly Problem[]>> {
  const known = findOpened(slug);
  if (known) return ok(known);
  const start = packHashStart(slug);
  const kept = start === null ? null : await keptPack(start);
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
