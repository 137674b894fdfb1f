/** The commands of those who write challenges. What they need is loaded when one of them runs. */
import { type Command, InvalidArgumentError } from 'commander';
import type { MutantsCommandOptions } from './mutants';
import type { PackCommandOptions } from './pack';
import type { VerifyCommandOptions } from './verify';

const workersMax = 64;

/** @param usage says what is wrong with the arguments and sets the exit code */
export function addPackCommands(program: Command, usage: (sentence: string) => void): void {
  const told = (problem: string | undefined): void => {
    if (problem !== undefined) usage(problem);
  };
  program
    .command('verify')
    .description('test challenges: right answers pass, each wrong one dies as it is meant to, the words are true')
    .argument('[challenges...]', 'names of the catalogue, folders or archives (default: the whole catalogue)')
    .option('--json', 'print the report as JSON; of several challenges an array')
    .option('-w, --workers <count>', 'how many checks to run at a time (default: one a core)', workers)
    .option('--no-cache', 'compute everything anew and remember nothing')
    .option('--quick', 'leave out full, hidden and further bounds')
    .option('--accept', 'write what was measured into expected.json; look at the difference before you believe it')
    .option('--find-smallest', 'search the smallest bounds that kill each mutant')
    .action(async (names: readonly string[], options: VerifyCommandOptions) =>
      told(await (await import('./verify')).verify(names, options)),
    );
  program
    .command('mutants')
    .description('make slips in an answer that holds, and say which of them no property catches')
    .argument('<challenge>', 'name of the catalogue or folder')
    .option('-p, --protocol <file>', 'the answer (default: reference.ts of the challenge)')
    .option('--sample <count>', 'try so many of them, drawn by the seed', count)
    .option('--seed <number>', 'what draws the sample', count, 1)
    .option('--quick', 'try quick bounds only')
    .option('--states <count>', 'give a check up beyond so many states', count, 1_000_000)
    .option('--triage', 'find out why each survivor survives, which takes some seconds for each')
    .option('--json', 'print one JSON document')
    .action(async (name: string, options: MutantsCommandOptions) =>
      told(await (await import('./mutants')).mutants(name, options)),
    );
  program
    .command('pack')
    .description('write a challenge as archives: one for candidates, one for reviewers')
    .argument('<folder>', 'a folder with pack.json, or a name of the catalogue')
    .option('-o, --out <folder>', 'where to write them', '.')
    .option('--sign <file>', 'key to sign with, see "keys new --sign"')
    .option('--passphrase-file <file>', 'passphrase of the key; else INTERLEAVE_PASSPHRASE, else asked for')
    .action(async (name: string, options: PackCommandOptions) =>
      told(await (await import('./pack')).pack(name, options)),
    );
}

function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number of at most nine digits.');
  return Number(text);
}

function workers(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > workersMax)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${workersMax}.`);
  return Number(text);
}
