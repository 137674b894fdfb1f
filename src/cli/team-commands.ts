/** The commands of those who invite and review. What they need is large, and is loaded when one of them runs. */
import { type Command, InvalidArgumentError } from 'commander';
import { challenges } from '../../challenges';
import { grouped } from '../base';
import type { NamedBounds } from '../model';
import type { HiddenOptions, InviteOptions } from './invite';
import type { ReviewOptions } from './review';

const workersMax = 64;
const secondsDefault = 3600;

interface KeyOptions {
  readonly sign?: boolean;
  readonly passphraseFile?: string;
}

/** @param usage says what is wrong with the arguments and sets the exit code */
export function addTeamCommands(program: Command, usage: (sentence: string) => void): void {
  const told = (problem: string | undefined): void => {
    if (problem !== undefined) usage(problem);
  };
  program
    .command('review')
    .description('open submissions and compute every verdict again')
    .argument('<files or folders...>', 'submissions; of a folder all files that end in .age')
    .option(
      '-i, --identity <file>',
      'secret key of age, or one locked with a passphrase (can be repeated)',
      collect,
      [],
    )
    .option('--passphrase-file <file>', 'passphrase of locked keys; else INTERLEAVE_PASSPHRASE, else asked for')
    .option('--hidden <file>', 'hidden bounds (can be repeated)', collect, [])
    .option('--pack <archive or folder>', 'a challenge from outside the catalogue (can be repeated)', collect, [])
    .option('--json', 'print a JSON array with one document for each file')
    .option('--csv', 'print a table with one line for each file')
    .option('-w, --workers <count>', 'how many to grade at a time (default: one a core)', whole(workersMax))
    .option('--seconds <count>', 'how long one submission may take', whole(2_000_000), secondsDefault)
    .option('--states <count>', 'give up a check after this many states', whole(2 ** 30 - 1))
    .action(async (names: readonly string[], options: ReviewOptions) =>
      told(await (await import('./review')).review(names, options)),
    );
  addKeysCommand(program, told);
  const slugs = `one of ${challenges.map(({ slug }) => slug).join(', ')}, an archive of a pack, or its folder`;
  program
    .command('invite')
    .description('print the code of an invite, or its link')
    .argument('<challenge>', slugs)
    .option('-r, --recipient <key>', 'public key of age to which answers are sealed (can be repeated)', collect, [])
    .option('--from <name>', 'who invites, as the candidate is to see it', '')
    .option('--hidden <file>', 'hidden bounds to promise')
    .option('--minutes <count>', 'time allowed, at most a week', whole(7 * 24 * 60))
    .option('--site <address>', 'address of the app: prints the whole link')
    .option('--with-pack', 'put the pack itself into the link, if it is short enough')
    .action(async (slug: string, options: InviteOptions) =>
      told((await import('./invite')).printInvite(slug, options)),
    );
  program
    .command('hidden')
    .description('write a file of hidden bounds')
    .argument('<challenge>', slugs)
    .option(
      '-b, --bounds <list>',
      'bounds as name=number, separated by commas, after a name and a colon if you like: "more crashes: crashes=3" (can be repeated)',
      namedBounds,
      [],
    )
    .requiredOption('-o, --out <file>', 'where to write it; must not exist')
    .action(async (slug: string, options: HiddenOptions) =>
      told((await import('./invite')).writeHidden(slug, options)),
    );
}

function addKeysCommand(program: Command, told: (problem: string | undefined) => void): void {
  const passphraseWords = 'passphrase of the key; else INTERLEAVE_PASSPHRASE, else asked for';
  const keys = program
    .command('keys')
    .description('make keys to which submissions are sealed, or with which packs are signed');
  keys
    .command('new')
    .description('make a key, write it to a file locked with a passphrase, and print its public part')
    .argument('<file>', 'where to write it; must not exist')
    .option('--sign', 'a key to sign packs with, instead of one to which submissions are sealed')
    .option('--passphrase-file <file>', passphraseWords)
    .action(async (path: string, { passphraseFile, sign = false }: KeyOptions) =>
      told(await (await import('./keys')).makeKey(path, passphraseFile, sign)),
    );
  keys
    .command('recipient')
    .description('print the public part of keys, one a line')
    .argument('<files...>', 'files with secret keys')
    .option('--passphrase-file <file>', passphraseWords)
    .action(async (paths: readonly string[], { passphraseFile }: KeyOptions) =>
      told(await (await import('./keys')).printRecipients(paths, passphraseFile)),
    );
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function whole(max: number): (text: string) => number {
  return (text) => {
    if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > max)
      throw new InvalidArgumentError(`It must be a whole number from 1 to ${grouped(max)}.`);
    return Number(text);
  };
}

function namedBounds(text: string, before: readonly NamedBounds[]): readonly NamedBounds[] {
  const [, name, list = ''] = /^(?:([^:=]*):)?(.*)$/s.exec(text) ?? [];
  const bounds: [name: string, value: number][] = [];
  for (const part of list.split(',')) {
    const found = /^\s*([^=\s]+)\s*=\s*(\d+)\s*$/.exec(part);
    if (found === null) throw new InvalidArgumentError(`"${part.trim()}" is not name=number.`);
    bounds.push([found[1] ?? '', Number(found[2])]);
  }
  return [...before, { name: name?.trim() || `hidden ${before.length + 1}`, bounds: Object.fromEntries(bounds) }];
}
