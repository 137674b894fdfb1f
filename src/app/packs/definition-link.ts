/** The page's end of the worker that compiles what authors write: one for the whole tab, started at its first use. */
import type { DefinitionWorker, PackOpened, PackPacked, PackReviewed, SystemOutline } from '../../../workers/api';
import type { Result } from '../../base';
import type { Bounds, Compiled, DefinitionCode, PackFile, Problem } from '../../model';
import { createWorkerLink, type WorkerLink } from '../workers';

/** The longest that compiling takes without a sign of life: the compiler has to load first. */
const silenceMaxMs = 60_000;

let link: WorkerLink<DefinitionWorker> | null = null;

function definitionLink(): WorkerLink<DefinitionWorker> {
  link ??= createWorkerLink<DefinitionWorker>({
    spawn: () =>
      new Worker(new URL('../../../workers/definition.worker.ts', import.meta.url), {
        type: 'module',
        name: 'definition',
      }),
    silenceMaxMs,
  });
  return link;
}

/** @param files texts by path; `challenge.ts` and what it imports are looked at. Rejects with a `Problem` if the worker dies. */
export function compileDefinition(
  files: Readonly<Record<string, string>>,
): Promise<Result<DefinitionCode, readonly Problem[]>> {
  return definitionLink().guarded<Result<DefinitionCode, readonly Problem[]>>((to) => to.api.compile(files));
}

/** Rejects with a `Problem` if the worker dies. */
export function compileProtocol(source: string, file: string): Promise<Compiled> {
  return definitionLink().guarded<Compiled>((to) => to.api.compileProtocol(source, file));
}

/** What the archive of a public pack holds. Rejects with a `Problem` if the worker dies, as all of these. */
export function openArchive(bytes: Uint8Array): Promise<Result<PackOpened, Problem>> {
  return definitionLink().guarded<Result<PackOpened, Problem>>((to) => to.api.open(bytes));
}

/** A pack as it is graded. Rejects with a `Problem` if the worker dies. */
export function openReviewed(archive: Uint8Array, reviewer: Uint8Array | null): Promise<Result<PackReviewed, Problem>> {
  return definitionLink().guarded<Result<PackReviewed, Problem>>((to) => to.api.reviewed(archive, reviewer));
}

/** The files in an archive of either part. */
export function unpackArchive(bytes: Uint8Array): Promise<Result<readonly PackFile[], Problem>> {
  return definitionLink().guarded<Result<readonly PackFile[], Problem>>((to) => to.api.unpack(bytes));
}

/** @param secret a key to sign with, null for none */
export function packFiles(files: readonly PackFile[], secret: string | null): Promise<Result<PackPacked, Problem>> {
  return definitionLink().guarded<Result<PackPacked, Problem>>((to) => to.api.pack(files, secret));
}

export function createSigningKey(): Promise<{ readonly secret: string; readonly fingerprint: string }> {
  return definitionLink().guarded<{ readonly secret: string; readonly fingerprint: string }>((to) =>
    to.api.createSigningKey(),
  );
}

/** The systems of some bounds, in their order. Rejects with a `Problem` if the worker dies. */
export function buildOutlines(
  code: DefinitionCode,
  bounds: readonly Bounds[],
): Promise<Result<readonly SystemOutline[], Problem>> {
  return definitionLink().guarded<Result<readonly SystemOutline[], Problem>>((to) => to.api.outlines(code, bounds));
}
