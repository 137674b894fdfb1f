/** Which of a reviewer's sets of hidden bounds a submission is to pass. */
import type { HiddenBounds, Submission } from '../model';
import { hiddenBoundsHash } from '../submission';

/** The one that the invite promises; else the first one of the same challenge; null if there is none. */
export function chooseHidden({ manifest }: Submission, packs: readonly HiddenBounds[]): HiddenBounds | null {
  const own = packs.filter(({ challenge }) => challenge === manifest.challenge.slug);
  const promised = manifest.invite?.hiddenHash ?? null;
  return own.find((pack) => hiddenBoundsHash(pack) === promised) ?? own[0] ?? null;
}
