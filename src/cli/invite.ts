/** `interleave invite` and `interleave hidden`: what a candidate is sent, and what is kept back. */
import { fileURLToPath } from 'node:url';
import { type Command, InvalidArgumentError } from 'commander';
import { challengeBySlug, challenges } from '../../challenges';
import { completeBounds } from '../check';
import type { Bounds, Challenge, Invite, NamedBounds } from '../model';
import {
  createHiddenBounds,
  decodeHiddenBounds,
  drawInviteId,
  drawSalt,
  encodeHiddenBounds,
  encodeInvite,
  hiddenBoundsHash,
  inviteMinutesMax,
  inviteRecipientsMax,
  isRecipient,
} from '../submission';
import { readIdentities } from './identity';
import { writeNew } from './keys';
import { readBytes } from './review-files';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface InviteOptions {
  readonly recipient: readonly string[];
  readonly from: string;
  readonly hidden?: string;
  readonly minutes?: number;
  readonly site?: string;
}

interface HiddenOptions {
  readonly bounds: readonly NamedBounds[];
  readonly out: string;
}

/** @param usage says what is wrong with the arguments and sets the exit code */
export function addInviteCommands(program: Command, usage: (sentence: string) => void): void {
  const slugs = `one of ${challenges.map(({ slug }) => slug).join(', ')}`;
  program
    .command('invite')
    .description('print the code of an invite, or its link')
    .argument('<challenge>', slugs)
    .requiredOption(
      '-r, --recipient <key>',
      'public key of age to which answers are sealed (can be repeated)',
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option('--from <name>', 'who invites, as the candidate is to see it', '')
    .option('--hidden <file>', 'hidden bounds to promise')
    .option('--minutes <count>', 'time allowed', minutes)
    .option('--site <address>', 'address of the app: prints the whole link')
    .action((slug: string, options: InviteOptions) => {
      const challenge = challengeBySlug(slug);
      const problem = challenge === undefined ? unknownChallenge(slug) : invite(challenge, options);
      if (problem !== undefined) usage(problem);
    });
  program
    .command('hidden')
    .description('write a file of hidden bounds')
    .argument('<challenge>', slugs)
    .requiredOption(
      '-b, --bounds <list>',
      'bounds as name=number, separated by commas, after a name and a colon if you like: "more crashes: crashes=3" (can be repeated)',
      namedBounds,
      [],
    )
    .requiredOption('-o, --out <file>', 'where to write it; must not exist')
    .action((slug: string, options: HiddenOptions) => {
      const challenge = challengeBySlug(slug);
      const problem = challenge === undefined ? unknownChallenge(slug) : hide(challenge, options);
      if (problem !== undefined) usage(problem);
    });
}

function invite(challenge: Challenge, { recipient, from, hidden, minutes, site }: InviteOptions): string | undefined {
  const wrong = recipient.find((key) => !isRecipient(key));
  if (wrong !== undefined) return `"${wrong}" is no public key of age. Such a key begins with age1.`;
  if (recipient.length === 0) return 'Nobody could open the answer. Name a public key with --recipient.';
  if (recipient.length > inviteRecipientsMax) return `An invite has at most ${inviteRecipientsMax} recipients.`;
  if (from.length > 100 || /\p{Cc}/u.test(from)) return 'The name after --from is one line of at most 100 characters.';
  const challengeHash = hashOfChallenge(challenge);
  let hiddenHash: string | null = null;
  if (hidden !== undefined) {
    const bytes = readBytes(hidden);
    const pack = bytes.kind === 'ok' ? decodeHiddenBounds(bytes.value) : bytes;
    if (pack.kind === 'err') return `"${hidden}": ${pack.error.sentence}`;
    if (pack.value.challenge !== challenge.slug)
      return `"${hidden}" is for the challenge ${pack.value.challenge}, not for ${challenge.slug}.`;
    if (pack.value.challengeHash !== challengeHash)
      return `"${hidden}" was made for another version of ${challenge.slug}. Make it again with \`interleave hidden\`.`;
    hiddenHash = hiddenBoundsHash(pack.value);
  }
  const made: Invite = {
    ...{ version: 1, id: drawInviteId(), from, challenge: challenge.slug, challengeHash },
    ...{ recipients: recipient, hiddenHash, minutes: minutes ?? null },
  };
  const code = encodeInvite(made);
  process.stdout.write(site === undefined ? `${code}\n` : `${site.replace(/\/*$/, '/')}#/invite/${code}\n`);
  return undefined;
}

function hide(challenge: Challenge, { bounds, out }: HiddenOptions): string | undefined {
  const complete: NamedBounds[] = [];
  for (const { name, bounds: given } of bounds) {
    const completed = completeBounds(challenge, { ...challenge.tiers.full, ...given });
    if (completed.kind === 'err') return completed.error.sentence;
    complete.push({ name, bounds: completed.value });
  }
  const hidden = createHiddenBounds(challenge.slug, hashOfChallenge(challenge), complete, drawSalt());
  const problem = writeNew(out, encodeHiddenBounds(hidden));
  if (problem === undefined) process.stdout.write(`${hiddenBoundsHash(hidden)}\n`);
  return problem;
}

function hashOfChallenge({ slug }: Challenge): string {
  return readIdentities(root).challenges[slug] ?? '';
}

function unknownChallenge(slug: string): string {
  return `There is no challenge "${slug}". There are ${challenges.map((challenge) => challenge.slug).join(', ')}.`;
}

function minutes(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > inviteMinutesMax)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${inviteMinutesMax}.`);
  return Number(text);
}

function namedBounds(text: string, before: readonly NamedBounds[]): readonly NamedBounds[] {
  const [, name, list = ''] = /^(?:([^:=]*):)?(.*)$/s.exec(text) ?? [];
  const bounds: Record<string, number> = {};
  for (const part of list.split(',')) {
    const found = /^\s*([^=\s]+)\s*=\s*(\d+)\s*$/.exec(part);
    if (found === null) throw new InvalidArgumentError(`"${part.trim()}" is not name=number.`);
    bounds[found[1] ?? ''] = Number(found[2]);
  }
  return [...before, { name: name?.trim() || `hidden ${before.length + 1}`, bounds: bounds satisfies Bounds }];
}
