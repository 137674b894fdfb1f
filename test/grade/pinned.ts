/** Submissions whose assessments are pinned in a file: Node and a worker in the browser must both come to its bytes. */
import { assessmentText } from '../../src/grade';
import type { Assessment, CheckResult, EngineIdentity, Submission } from '../../src/model';
import { createHiddenBounds, hiddenBoundsHash } from '../../src/submission';
import { demo, fixed, starter, submissionOf } from './make-submission';

/** What the submissions name, and the machine that grades them has. */
export interface PinnedIdentity {
  readonly engine: EngineIdentity;
  readonly challengeHash: string;
}

const throwing = `import { protocol } from 'interleave';
export default protocol({ init: () => ({}), onInput() { throw new Error('ß 𝔸 '); } });
`;

export const pinnedHidden = ({ challengeHash }: PinnedIdentity) =>
  createHiddenBounds(
    demo.slug,
    challengeHash,
    [{ name: 'two participants', bounds: { participants: 2, drops: 1 } }],
    '5'.repeat(64),
  );

/** @param claim what an honest candidate claims of the mended protocol at quick bounds; the others claim it, too */
export function pinnedSubmissions(claim: CheckResult, identity: PinnedIdentity): readonly Submission[] {
  const { engine, challengeHash } = identity;
  const claims = [{ name: 'quick', bounds: demo.tiers.quick, result: claim }];
  const challenge = { slug: demo.slug, title: demo.title, hash: challengeHash };
  const invite = {
    ...{ version: 1 as const, id: '1'.repeat(32), from: 'A team', challenge: demo.slug, challengeHash },
    ...{ recipients: [], hiddenHash: hiddenBoundsHash(pinnedHidden(identity)), minutes: null },
  };
  return [
    submissionOf({
      ...{ source: fixed, claims, manifest: { engine, challenge, invite } },
      events: [{ kind: 'invited', invite: invite.id }],
    }),
    submissionOf({ source: starter, claims, manifest: { engine, challenge } }),
    submissionOf({ source: throwing, claims, manifest: { engine, challenge } }),
    submissionOf({ source: ')', manifest: { engine, challenge } }),
  ];
}

/** One line for each assessment; hashes that change with every version of the program are replaced by their meaning. */
export function pinnedText(assessments: readonly Assessment[], { engine, challengeHash }: PinnedIdentity): string {
  return assessments
    .map(assessmentText)
    .join('')
    .replaceAll(engine.hash, 'hash-of-the-engine')
    .replaceAll(challengeHash, 'hash-of-the-challenge');
}
