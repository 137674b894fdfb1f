/** An invite while it is being written, and what it comes to: the invite, and the hidden bounds that it promises. */
import { err, ok, type Result } from '../../base';
import type { Challenge, HiddenBounds, Invite } from '../../model';
import { createHiddenBounds, hiddenBoundsHash, inviteMinutesMax } from '../../submission';
import { type BoundsDraft, draftOf, parseBounds } from '../check/bounds';
import { recipientsIn } from './recipients';

export interface InviteDraft {
  /** Slug of the challenge. */
  readonly challenge: string;
  /** Who invites. */
  readonly from: string;
  /** Keys of this browser that were ticked. */
  readonly keys: readonly string[];
  /** More keys, as text. */
  readonly others: string;
  /** Time allowed in minutes, as text; empty if it is not limited. */
  readonly minutes: string;
  readonly hidden: readonly HiddenDraft[];
}

export interface HiddenDraft {
  readonly name: string;
  readonly bounds: BoundsDraft;
}

/** At most so many sets of hidden bounds fit into one file. */
export const hiddenCountMax = 16;
export const fromLengthMax = 100;

/** One sentence for each field that is wrong. */
export interface InviteFaults {
  readonly from?: string;
  readonly keys?: string;
  readonly minutes?: string;
  /** By place in `hidden`. */
  readonly hidden: Readonly<Record<number, string>>;
}

/** What nobody can guess, drawn for one invite. */
export interface InviteLuck {
  readonly id: string;
  readonly salt: string;
}

export interface MadeInvite {
  readonly invite: Invite;
  /** Null if it promises none. */
  readonly hidden: HiddenBounds | null;
}

/** Another set of hidden bounds: the full bounds, one step beyond where the challenge allows it. */
export function hiddenDraftFor({ parameters, tiers }: Challenge, count: number): HiddenDraft {
  const bounds = { ...tiers.full };
  const beyond = parameters.find(({ name, max }) => (bounds[name] ?? max) < max);
  if (beyond) bounds[beyond.name] = (bounds[beyond.name] ?? 0) + 1;
  return { name: `hidden ${count + 1}`, bounds: draftOf(bounds) };
}

/** @param challengeHash hash of the challenge as this page has it */
export function makeInvite(
  draft: InviteDraft,
  challenge: Challenge,
  challengeHash: string,
  { id, salt }: InviteLuck,
): Result<MadeInvite, InviteFaults> {
  const from = draft.from.trim();
  const { recipients, faults: keyFaults } = recipientsIn([...draft.keys, draft.others].join('\n'));
  const minutes = minutesOf(draft.minutes);
  const hiddenFaults: Record<number, string> = {};
  const named = draft.hidden.flatMap(({ name, bounds }, index) => {
    const parsed = parseBounds(challenge.parameters, bounds);
    if (parsed.kind === 'ok') return [{ name: name.trim() || `hidden ${index + 1}`, bounds: parsed.value }];
    hiddenFaults[index] = Object.values(parsed.error).join(' ');
    return [];
  });
  const faults: InviteFaults = {
    ...fromFault(from),
    ...(keyFaults.length > 0
      ? { keys: keyFaults.join(' ') }
      : recipients.length === 0
        ? { keys: 'Nobody could open the answer: tick a key, or paste one that begins with age1.' }
        : {}),
    ...(minutes.kind === 'err' ? { minutes: minutes.error } : {}),
    hidden: hiddenFaults,
  };
  if (minutes.kind === 'err' || Object.keys(faults).length > 1 || Object.keys(hiddenFaults).length > 0)
    return err(faults);
  const hidden = named.length === 0 ? null : createHiddenBounds(challenge.slug, challengeHash, named, salt);
  const invite: Invite = {
    version: 1,
    id,
    from,
    challenge: challenge.slug,
    challengeHash,
    recipients,
    hiddenHash: hidden === null ? null : hiddenBoundsHash(hidden),
    minutes: minutes.value,
  };
  return ok({ invite, hidden });
}

function fromFault(from: string): Pick<InviteFaults, 'from'> {
  if (from === '') return { from: 'Say who invites: the candidate sees it first.' };
  if (from.length > fromLengthMax)
    return { from: `This has ${from.length} characters; at most ${fromLengthMax} fit into the link.` };
  if (/[\p{Cc}\p{Cs}]/u.test(from)) return { from: 'This has a character that is no letter. Type it in one line.' };
  return {};
}

function minutesOf(text: string): Result<number | null, string> {
  const trimmed = text.trim();
  if (trimmed === '') return ok(null);
  const minutes = Number(trimmed);
  return /^\d{1,9}$/.test(trimmed) && minutes >= 1 && minutes <= inviteMinutesMax
    ? ok(minutes)
    : err(`The time must be a whole number of minutes from 1 to ${inviteMinutesMax} (a week), or empty.`);
}
