/** Packs that are named on the command line, to grade answers to them or to invite to them. */
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { err, ok, type Result } from '../base';
import { compileSource } from '../host/compile';
import { compileDefinition } from '../host/compile-definition';
import type { GradePack } from '../model';
import { isReviewerPart, packArchives, readPack } from '../pack';
import { gradePackOf } from '../verify';
import { findingWords, folderOf, packFilesAt, placeOf } from './load-challenge';

export interface GivenGradePack {
  readonly pack: GradePack;
  /** The archive of its public part. */
  readonly archive: Uint8Array;
}

/** An archive, with the reviewer's part that lies beside it, or a folder. An error is a sentence. */
export function gradePackAt(name: string): Result<GivenGradePack, string> {
  const place = placeOf(name);
  if (place.kind === 'catalogue')
    return err(`"${name}" is no pack. Name its archive, or its folder, as in ./my-challenge.`);
  const shown = relative(process.cwd(), folderOf(place)) || '.';
  if (!existsSync(folderOf(place))) return err(`There is no folder or archive "${shown}". Name one that holds a pack.`);
  const files = packFilesAt(place);
  if (files.kind === 'err') return files;
  if (isReviewerPart(files.value))
    return err(
      `"${shown}" is the reviewer's part of a pack alone. Name the archive of its pack; this one is read if it lies beside it.`,
    );
  const { pack, findings } = readPack(files.value);
  if (pack === null) return err(findingWords(findings, shown));
  const graded = gradePackOf(pack, place.kind, { compile: compileSource, compileDefinition });
  return graded.kind === 'ok'
    ? ok({ pack: graded.value, archive: packArchives(pack).public.bytes })
    : err(findingWords(graded.error, shown));
}
