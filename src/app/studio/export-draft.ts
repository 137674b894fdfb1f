import { err, type Result } from '../../base';
import type { DraftFiles } from './draft-files';
export interface Archive {
  readonly name: string;
  readonly bytes: Uint8Array;
}
export async function archiveOf(
  _files: DraftFiles,
  _part: 'whole' | 'public' | 'reviewer',
): Promise<Result<readonly Archive[], string>> {
  return err('not yet');
}
