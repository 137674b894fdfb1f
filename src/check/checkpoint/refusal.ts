/** Why a checkpoint cannot be used, in words. */
import { DamageError } from '../../base';
import type { Problem } from '../../model';
import { engineVersion } from './check-key';
import { FormatVersionError, formatVersion, NoCheckpointError } from './frames';
import type { CheckpointHeader } from './header';
import { NoMemoryError } from './restore-search';

/** Thrown within a check that was to go on from a checkpoint; `resumeCheck` answers with the problem. */
export class CheckpointRefused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.sentence);
    this.problem = problem;
  }
}

const afresh = 'Nothing of it is used; start the check afresh.';

/** Why a checkpoint with this header does not belong to a check; undefined if it does. */
export function foreignness(
  header: CheckpointHeader,
  key: string,
  asked: Pick<CheckpointHeader, 'challenge' | 'bounds'>,
): Problem | undefined {
  if (header.key === key) return undefined;
  return {
    code: 'checkpoint-foreign',
    sentence: `The checkpoint belongs to another check: ${difference(header, asked)}.`,
  };
}

function difference(header: CheckpointHeader, asked: Pick<CheckpointHeader, 'challenge' | 'bounds'>): string {
  if (header.engine !== engineVersion)
    return `it was written by version ${header.engine} of the program, and this is version ${engineVersion}. Use that version, or start the check afresh`;
  if (header.challenge !== asked.challenge)
    return `its challenge is ${header.challenge}, not ${asked.challenge}. Name that challenge, or start the check afresh`;
  const other = Object.entries(asked.bounds).find(([name, bound]) => header.bounds[name] !== bound);
  if (other !== undefined)
    return `its bound ${other[0]} is ${header.bounds[other[0]] ?? 'missing'}, not ${other[1]}. Use its bounds, or start the check afresh`;
  return 'the protocol, the definition of the challenge, or an option that changes what is explored is not the same as then. Go on with what was checked then, or start the check afresh';
}

/** A checkpoint that is not what it says can make anything fail that is rebuilt from it, so every failure is one of its. */
export function restoreRefusal(error: unknown): CheckpointRefused {
  const message = error instanceof Error ? `${error.name}: ${error.message}.` : String(error);
  return new CheckpointRefused(
    refusalOf(error) ?? {
      code: 'checkpoint-damaged',
      sentence: `The checkpoint does not fit this check (${message}) ${afresh}`,
    },
  );
}

/** What went wrong while a checkpoint was read or taken up, as a problem; undefined for a fault of ours. */
export function refusalOf(error: unknown): Problem | undefined {
  if (error instanceof CheckpointRefused) return error.problem;
  if (error instanceof NoCheckpointError)
    return { code: 'checkpoint-damaged', sentence: 'This is no checkpoint: it does not begin as one.' };
  if (error instanceof FormatVersionError)
    return {
      code: 'checkpoint-foreign',
      sentence: `The checkpoint has format version ${error.version}, and this program reads version ${formatVersion}. Go on with the program that wrote it, or start the check afresh.`,
    };
  if (error instanceof DamageError)
    return {
      code: 'checkpoint-damaged',
      sentence: `The checkpoint is damaged or was cut off (${error.message}) ${afresh}`,
    };
  if (error instanceof NoMemoryError || error instanceof RangeError)
    return {
      code: 'checkpoint-too-large',
      sentence:
        'The machine has not enough memory for the states of the checkpoint. Close other programs, or go on on a larger machine. The checkpoint is kept.',
    };
  return undefined;
}
