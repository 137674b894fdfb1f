/** Checkpoints in a file: the newest complete one, whatever happens to the process. */
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { beginsAsCheckpoint, type CheckpointKeeper, type CheckpointReason } from '../check';

export interface CheckpointFile extends CheckpointKeeper {
  /** States in the checkpoint that was written last; 0 while none was. */
  readonly keptStates: number;
}

/** A check is not slowed down by more than a twentieth. */
const shareMax = 20;
const readBytes = 2 ** 20;

/**
 * Writes checkpoints to a file: as often as asked, when a limit is hit and when the check is interrupted. Each is written
 * beside the one before and takes its place when it is complete.
 *
 * @param onFailure told once, with the code of the error; the check goes on without checkpoints then
 */
export function checkpointFile(path: string, everyMs: number, onFailure: (code: string) => void): CheckpointFile {
  let writtenAt = performance.now();
  let tookMs = 0;
  let keptStates = 0;
  let isBroken = false;
  return {
    get keptStates() {
      return keptStates;
    },
    wants(reason: CheckpointReason) {
      if (isBroken) return false;
      switch (reason) {
        case 'passing':
          return performance.now() - writtenAt >= Math.max(everyMs, tookMs * shareMax);
        case 'limit':
        case 'cancelled':
          return true;
        case 'held':
          return false;
      }
    },
    async write(pieces, { distinct }) {
      const beganAt = performance.now();
      try {
        replaceFile(path, pieces);
        keptStates = distinct;
      } catch (error) {
        isBroken = true;
        onFailure((error as NodeJS.ErrnoException).code ?? String(error));
      }
      writtenAt = performance.now();
      tookMs = writtenAt - beganAt;
    },
  };
}

/** Why checkpoints must not be written there: something else would be lost, or nothing can be. Undefined if they may. */
export function checkpointPathProblem(path: string): string | undefined {
  let beginning: Uint8Array;
  try {
    beginning = beginningOf(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return code === 'ENOENT' ? undefined : `The checkpoint "${path}" cannot be written (${code}). Name another file.`;
  }
  if (beginning.length === 0 || beginsAsCheckpoint(beginning)) return undefined;
  return `The file "${path}" is there and is no checkpoint, so it is not written over. Name another file with --checkpoint.`;
}

/** The bytes of a file, piece by piece. */
export function* filePieces(path: string): Generator<Uint8Array, void> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const bytes = new Uint8Array(readBytes);
      const count = readSync(file, bytes);
      if (count === 0) return;
      yield bytes.subarray(0, count);
    }
  } finally {
    closeSync(file);
  }
}

function beginningOf(path: string): Uint8Array {
  for (const piece of filePieces(path)) return piece;
  return new Uint8Array(0);
}

function replaceFile(path: string, pieces: Iterable<Uint8Array>): void {
  const beside = `${path}.${process.pid}.part`;
  try {
    const file = openSync(beside, 'w');
    try {
      for (const piece of pieces) for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
