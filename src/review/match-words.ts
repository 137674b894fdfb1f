/** What a reviewer is told about claims, hidden bounds and invites: the same words on every page and in every report. */
import type { Assessment, HiddenMatch, InviteMatch, Regrade } from '../model';

/** Whether what is claimed came out, as a sentence. */
export const matchSentences: Readonly<Record<Regrade['match'], string>> = {
  same: 'As claimed, bit for bit.',
  differs: 'Not what is claimed, with the same engine: the claim is wrong.',
  'other-engine': 'Not what is claimed; another version of the engine had computed the claim.',
  unfinished:
    'The time allowed here was over first, so nothing is said of the claim. Allow more time, and check again.',
  'not-claimed': 'Nothing was claimed for these bounds.',
};

/** Whether a check of the log came out again, as a sentence. */
export const rerunSentences: Readonly<Record<Regrade['match'], string>> = {
  same: 'Bit for bit what the log says.',
  differs: 'Not what the log says, with the same engine.',
  'other-engine': 'Not what the log says; another version of the engine ran it then.',
  unfinished: 'The time allowed here was over first, so nothing is said of what the log says.',
  'not-claimed':
    'The log claims nothing that must come out again: the check had been ended, or was of another version.',
};

/** The end of a line that says what came out: `, as claimed`. What had been claimed follows where it is another. */
export const matchEndings: Readonly<Record<Regrade['match'], string>> = {
  same: ', as claimed',
  differs: ', BUT CLAIMED ',
  'other-engine': ', but another engine came to ',
  unfinished: ', the time being over; claimed ',
  'not-claimed': '',
};

/** Whether both sides have to be shown. */
export function isMismatch(match: Regrade['match']): boolean {
  return match === 'differs' || match === 'other-engine';
}

/** How the hidden bounds at hand are those of the invite, as a sentence. */
export const hiddenSentences: Readonly<Record<HiddenMatch, string>> = {
  matches: 'The hidden bounds are those that the invite promised: their hash fits.',
  differs: 'The hidden bounds are not those that the invite promised. What they show was not agreed on beforehand.',
  'not-promised': 'The invite promised no hidden bounds; these were chosen afterwards.',
  'in-pack': 'The hidden bounds are those of the pack’s reviewer’s part, which the pack names by its hash.',
  'pack-missing': 'The invite promises hidden bounds that are not at hand. Load their file, and check again.',
  none: 'There are no hidden bounds.',
};

/** What does not fit between the invite and the log, with both sides; null if nothing has to be said. */
export function inviteSentence({
  invite,
  inviteMatch,
  invitesLogged,
  challenge,
}: Pick<Assessment, 'invite' | 'inviteMatch' | 'invitesLogged' | 'challenge'>): string | null {
  const named = invite === null ? 'no invite' : `the invite ${invite}`;
  const last = invitesLogged.at(-1);
  const logged = last === undefined ? 'none' : last;
  return inviteWords(inviteMatch, named, logged, challenge.slug);
}

function inviteWords(match: InviteMatch, named: string, logged: string, slug: string): string | null {
  switch (match) {
    case 'same':
    case 'none':
      return null;
    case 'differs':
      return `The submission names ${named}, and the invite that the log was under last is ${logged === 'none' ? 'none' : `another: ${logged}`}.`;
    case 'other-challenge':
      return `The submission names ${named}, which is for another challenge than ${slug}, or for another version of it.`;
    case 'not-told':
      return `The submission names ${named}; the part of the log that could tell whether the work was done under it was left out.`;
  }
}
