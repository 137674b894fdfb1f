/** Export and import of work as files, from the page's side. */
import type { Result } from '../../base';
import type { Problem } from '../../model';
import type { Work } from '../storage';
import { chooseFile, download } from '../ui';

/** Offers the work as a download. */
export async function exportWork(work: Work): Promise<void> {
  const { encodeWorkFile, workFileName } = await import('../storage/work-file');
  const now = new Date();
  download(encodeWorkFile(work, now), workFileName(work, now), 'application/json');
}

/** Offers any value as a JSON file, for records that could not be read. */
export function exportRecord(record: unknown, name: string): void {
  download(JSON.stringify(record, null, 2), name, 'application/json');
}

/** Asks for a file and reads it. Null if none was chosen. */
export async function importWork(challenge: string): Promise<Result<Work, Problem> | null> {
  const file = await chooseFile('.json,application/json');
  return file ? readWorkFile(file, challenge) : null;
}

/** Reads a file that was chosen or dropped; one that is too large is refused unread. */
export async function readWorkFile(file: File, challenge: string): Promise<Result<Work, Problem>> {
  const { decodeWorkFile, workFileBytesMax } = await import('../storage/work-file');
  const head = file.size > workFileBytesMax ? file.slice(0, workFileBytesMax + 1) : file;
  try {
    return decodeWorkFile(new Uint8Array(await head.arrayBuffer()), challenge);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      kind: 'err',
      error: { code: 'file-unreadable', sentence: `The file could not be read: ${why}. Nothing was imported.` },
    };
  }
}
