/**
 * What a check must find for each protocol of this challenge. Nothing of this is shipped.
 *
 * A write to the disk is a step of its own here, participants log their decision as well as their vote, and a vote against
 * comes from an input that may arrive at any moment: hence more states and longer schedules than in models without these.
 * With neither crashes nor local failures the reference has 186 states.
 */
export const expected = {
  correct: [
    {
      file: 'reference.ts',
      quick: { distinct: 5468, generated: 18_310, depth: 17 },
      full: { distinct: 316_194, generated: 1_459_084, depth: 23 },
    },
    {
      file: 'alternates/presumed-abort.ts',
      quick: { distinct: 5448, generated: 18_513, depth: 16 },
      full: { distinct: 369_534, generated: 1_747_456, depth: 22 },
    },
    {
      file: 'alternates/resumes-the-vote.ts',
      quick: { distinct: 9273, generated: 32_058, depth: 18 },
      full: { distinct: 740_857, generated: 3_527_496, depth: 25 },
    },
    {
      file: 'alternates/cooperative-termination.ts',
      quick: { distinct: 13_476, generated: 53_702, depth: 18 },
      full: { distinct: 2_977_680, generated: 17_199_190, depth: 27 },
      also: [
        {
          bounds: { participants: 2, failures: 1, crashes: 2, restarts: 1, cooperative: 1 },
          distinct: 45_268,
          generated: 176_177,
          depth: 19,
        },
        {
          bounds: { participants: 2, failures: 1, crashes: 3, restarts: 2, cooperative: 1 },
          distinct: 341_650,
          generated: 1_591_552,
          depth: 25,
        },
      ],
    },
  ],
  starter: {
    verdict: 'violated',
    property: 'nobody waits for a coordinator that is up',
    length: 5,
    smallest: { participants: 2, failures: 0, crashes: 1, restarts: 0, cooperative: 0 },
    survives: [{ participants: 2, failures: 1, crashes: 0, restarts: 0, cooperative: 0 }],
  },
  mutants: [
    {
      file: 'mutants/commits-on-majority.ts',
      verdict: 'violated',
      property: 'commit only if all voted yes',
      length: 8,
      smallest: { participants: 3, failures: 0, crashes: 0, restarts: 0, cooperative: 0 },
      survives: [{ participants: 2, failures: 1, crashes: 1, restarts: 1, cooperative: 0 }],
    },
    {
      file: 'mutants/aborts-after-voting-yes.ts',
      verdict: 'violated',
      property: 'abort only for a reason',
      length: 5,
      smallest: { participants: 2, failures: 1, crashes: 0, restarts: 0, cooperative: 0 },
      survives: [{ participants: 2, failures: 0, crashes: 1, restarts: 1, cooperative: 0 }],
    },
    {
      file: 'mutants/sends-before-logging.ts',
      verdict: 'violated',
      property: 'agreement',
      length: 9,
      smallest: { participants: 2, failures: 0, crashes: 1, restarts: 1, cooperative: 0 },
      survives: [{ participants: 2, failures: 1, crashes: 1, restarts: 0, cooperative: 0 }],
    },
    {
      file: 'mutants/recovery-ignores-the-log.ts',
      verdict: 'violated',
      property: 'agreement',
      length: 11,
      smallest: { participants: 2, failures: 0, crashes: 1, restarts: 1, cooperative: 0 },
      survives: [{ participants: 2, failures: 1, crashes: 1, restarts: 0, cooperative: 0 }],
    },
    {
      file: 'mutants/decides-on-the-first-vote.ts',
      verdict: 'violated',
      property: 'abort only for a reason',
      length: 5,
      smallest: { participants: 2, failures: 0, crashes: 0, restarts: 0, cooperative: 0 },
      survives: [],
    },
    {
      file: 'mutants/votes-before-logging.ts',
      verdict: 'violated',
      property: 'commit only if all voted yes',
      length: 8,
      smallest: { participants: 2, failures: 0, crashes: 1, restarts: 1, cooperative: 0 },
      survives: [{ participants: 2, failures: 1, crashes: 1, restarts: 0, cooperative: 0 }],
    },
    {
      file: 'mutants/recovers-in-silence.ts',
      verdict: 'violated',
      property: 'nobody waits for a coordinator that is up',
      length: 9,
      smallest: { participants: 2, failures: 0, crashes: 1, restarts: 1, cooperative: 0 },
      survives: [{ participants: 2, failures: 1, crashes: 1, restarts: 0, cooperative: 0 }],
    },
    {
      file: 'mutants/never-asks.ts',
      verdict: 'violated',
      property: 'nobody waits for a coordinator that is up',
      length: 10,
      smallest: { participants: 2, failures: 0, crashes: 1, restarts: 1, cooperative: 0 },
      survives: [{ participants: 2, failures: 1, crashes: 1, restarts: 0, cooperative: 0 }],
    },
    {
      file: 'mutants/waits-for-ever.ts',
      verdict: 'violated',
      property: 'nobody waits for a coordinator that is up',
      length: 5,
      smallest: { participants: 2, failures: 0, crashes: 1, restarts: 0, cooperative: 0 },
      survives: [{ participants: 2, failures: 1, crashes: 0, restarts: 0, cooperative: 0 }],
    },
    {
      file: 'mutants/waits-for-one-vote-too-many.ts',
      verdict: 'unreached',
      property: 'all can commit',
      smallest: { participants: 2, failures: 0, crashes: 0, restarts: 0, cooperative: 0 },
      survives: [],
    },
    {
      file: 'mutants/prepared-peer-guesses-abort.ts',
      verdict: 'violated',
      property: 'abort only for a reason',
      length: 10,
      smallest: { participants: 2, failures: 0, crashes: 1, restarts: 1, cooperative: 0 },
      survives: [{ participants: 2, failures: 1, crashes: 1, restarts: 0, cooperative: 0 }],
    },
    {
      // Right in itself: only the last task asks for more.
      file: 'reference.ts',
      verdict: 'violated',
      property: 'nobody waits needlessly',
      length: 6,
      smallest: { participants: 2, failures: 1, crashes: 1, restarts: 0, cooperative: 1 },
      survives: [
        { participants: 2, failures: 0, crashes: 1, restarts: 0, cooperative: 1 },
        { participants: 2, failures: 1, crashes: 2, restarts: 1, cooperative: 0 },
      ],
    },
  ],
};
