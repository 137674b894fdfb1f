/**
 * What a check must find for each protocol of this challenge. Nothing of this is shipped.
 *
 * Messages are delivered one by one and a proposer learns from answers, so a ballot that decides takes 9 steps. In models
 * whose messages are a set that only grows, and whose decision is a fact about that set, spaces and schedules are shorter.
 */
export const expected = {
  correct: [
    {
      file: 'reference.ts',
      quick: { distinct: 2064, generated: 6556, depth: 20 },
      full: { distinct: 779_950, generated: 4_578_621, depth: 27 },
      also: [
        {
          bounds: { acceptors: 3, proposers: 2, ballots: 2, crashes: 0, drops: 0, duplicates: 0 },
          distinct: 155_990,
          generated: 798_993,
          depth: 25,
        },
      ],
    },
    {
      file: 'alternates/asks-the-promisers-only.ts',
      quick: { distinct: 2064, generated: 6556, depth: 20 },
      full: { distinct: 87_640, generated: 406_794, depth: 23 },
      also: [
        {
          bounds: { acceptors: 3, proposers: 2, ballots: 3, crashes: 0, drops: 0, duplicates: 0 },
          distinct: 2_839_643,
          generated: 15_860_522,
          depth: 31,
        },
      ],
    },
    {
      file: 'alternates/says-no.ts',
      quick: { distinct: 2784, generated: 9502, depth: 20 },
      full: { distinct: 1_893_590, generated: 11_686_989, depth: 28 },
    },
  ],
  starter: {
    verdict: 'violated',
    property: 'agreement',
    length: 6,
    smallest: { acceptors: 2, proposers: 2, ballots: 2, crashes: 0, drops: 0, duplicates: 0 },
    survives: [{ acceptors: 2, proposers: 2, ballots: 1, crashes: 1, drops: 0, duplicates: 0 }],
  },
  mutants: [
    {
      file: 'mutants/quorum-of-one.ts',
      verdict: 'violated',
      property: 'decided means chosen',
      length: 5,
      smallest: { acceptors: 2, proposers: 1, ballots: 1, crashes: 0, drops: 0, duplicates: 0 },
      survives: [],
    },
    {
      file: 'mutants/ballot-reused.ts',
      verdict: 'violated',
      property: 'one value per ballot',
      length: 12,
      smallest: { acceptors: 2, proposers: 2, ballots: 2, crashes: 0, drops: 0, duplicates: 0 },
      survives: [{ acceptors: 2, proposers: 2, ballots: 1, crashes: 1, drops: 0, duplicates: 0 }],
    },
    {
      file: 'mutants/ignores-accepted-values.ts',
      verdict: 'violated',
      property: 'agreement',
      length: 14,
      smallest: { acceptors: 2, proposers: 2, ballots: 2, crashes: 0, drops: 0, duplicates: 0 },
      survives: [{ acceptors: 2, proposers: 2, ballots: 1, crashes: 1, drops: 0, duplicates: 0 }],
    },
    {
      file: 'mutants/no-check-on-accept.ts',
      verdict: 'violated',
      property: 'agreement',
      length: 14,
      smallest: { acceptors: 2, proposers: 2, ballots: 2, crashes: 0, drops: 0, duplicates: 0 },
      survives: [{ acceptors: 2, proposers: 2, ballots: 1, crashes: 1, drops: 0, duplicates: 0 }],
    },
    {
      file: 'mutants/promise-forgotten.ts',
      verdict: 'violated',
      property: 'agreement',
      length: 16,
      smallest: { acceptors: 3, proposers: 2, ballots: 2, crashes: 1, drops: 0, duplicates: 0 },
      survives: [
        { acceptors: 2, proposers: 2, ballots: 2, crashes: 1, drops: 0, duplicates: 0 },
        { acceptors: 3, proposers: 2, ballots: 2, crashes: 0, drops: 0, duplicates: 0 },
      ],
    },
    {
      file: 'mutants/accepted-forgotten.ts',
      verdict: 'violated',
      property: 'agreement',
      length: 16,
      smallest: { acceptors: 3, proposers: 2, ballots: 2, crashes: 1, drops: 0, duplicates: 0 },
      survives: [
        { acceptors: 2, proposers: 2, ballots: 2, crashes: 1, drops: 0, duplicates: 0 },
        { acceptors: 3, proposers: 2, ballots: 2, crashes: 0, drops: 0, duplicates: 0 },
      ],
    },
    {
      file: 'mutants/lowest-accepted-ballot.ts',
      verdict: 'violated',
      property: 'agreement',
      length: 20,
      smallest: { acceptors: 3, proposers: 2, ballots: 3, crashes: 0, drops: 0, duplicates: 0 },
      survives: [
        { acceptors: 3, proposers: 2, ballots: 2, crashes: 1, drops: 0, duplicates: 0 },
        { acceptors: 2, proposers: 2, ballots: 3, crashes: 1, drops: 0, duplicates: 0 },
      ],
    },
    {
      file: 'mutants/adopts-nothing.ts',
      verdict: 'violated',
      property: 'validity',
      length: 6,
      smallest: { acceptors: 2, proposers: 1, ballots: 1, crashes: 0, drops: 0, duplicates: 0 },
      survives: [],
    },
    {
      file: 'mutants/counts-copies.ts',
      verdict: 'violated',
      property: 'decided means chosen',
      length: 9,
      smallest: { acceptors: 2, proposers: 1, ballots: 1, crashes: 0, drops: 0, duplicates: 1 },
      survives: [{ acceptors: 3, proposers: 2, ballots: 2, crashes: 0, drops: 0, duplicates: 0 }],
    },
    {
      file: 'mutants/gives-way.ts',
      verdict: 'unreached',
      property: 'a second proposer can learn',
      smallest: { acceptors: 2, proposers: 2, ballots: 2, crashes: 0, drops: 0, duplicates: 0 },
      survives: [{ acceptors: 2, proposers: 2, ballots: 1, crashes: 1, drops: 0, duplicates: 0 }],
    },
  ],
};
