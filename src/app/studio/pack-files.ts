/** A draft's files as those who read packs take them. */
import type { PackFile } from '../../model';
import type { DraftFiles } from './draft-files';

const encoder = new TextEncoder();

export function packFilesOf(files: DraftFiles): readonly PackFile[] {
  return [...files].map(([path, content]) => ({
    path,
    bytes: typeof content === 'string' ? encoder.encode(content) : content,
  }));
}
