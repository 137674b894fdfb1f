/** What a candidate is called on the screen. */
import type { Submission } from '../../model';
import { anonymousName } from '../../review';

/** The made-up name where candidates are to stay anonymous, else their own; the made-up one too if they gave none. */
export function candidateName(
  { hash, manifest }: Submission,
  anonymous: boolean,
  names?: ReadonlyMap<string, string>,
): string {
  const own = manifest.candidate.name.trim();
  if (!anonymous && own !== '') return own;
  return names?.get(hash) ?? anonymousName(hash);
}
