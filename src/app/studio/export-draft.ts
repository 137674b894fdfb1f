/** A draft as archives, to be saved or handed on. */
import { err, ok, type Result } from '../../base';
import { packFiles } from '../packs/definition-link';
import { isProblem } from '../workers';
import type { DraftFiles } from './draft-files';
import { packFilesOf } from './pack-files';

export interface SavedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface PackedDraft {
  readonly public: SavedFile & { readonly hash: string };
  /** Null where the draft has nothing of it. */
  readonly reviewer: SavedFile | null;
  /** Of the key that signed it; null if it is not signed. */
  readonly fingerprint: string | null;
}

/** Both parts. An error is a sentence: what is wrong with the draft, where, and what to do. */
export async function packDraft(files: DraftFiles, secret: string | null): Promise<Result<PackedDraft, string>> {
  try {
    const packed = await packFiles(packFilesOf(files), secret);
    if (packed.kind === 'ok') return ok({ ...packed.value.archives, fingerprint: packed.value.fingerprint });
    const { sentence, place } = packed.error;
    return err(`${place ? `${place.file}:${place.line}: ` : ''}${sentence}`);
  } catch (error) {
    return err(isProblem(error) ? error.sentence : String(error));
  }
}
