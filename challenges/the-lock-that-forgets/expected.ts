/**
 * What a check must find for each protocol of this challenge. Nothing of this is shipped.
 *
 * The same deadlock takes 8 steps, in a space of 14 states, where a thread's critical section is one step and items are not
 * told apart. Here calls, returns and wake-ups are messages, so that they can be seen, and each item is accounted for.
 */
export const expected = {
  correct: [
    {
      file: 'reference.ts',
      quick: { distinct: 632, generated: 1393, depth: 17 },
      full: { distinct: 145_274, generated: 497_858, depth: 19 },
    },
    {
      file: 'alternates/two-conditions.ts',
      quick: { distinct: 674, generated: 1461, depth: 17 },
      full: { distinct: 177_278, generated: 594_616, depth: 19 },
    },
    {
      file: 'alternates/hands-over.ts',
      quick: { distinct: 378, generated: 801, depth: 17 },
      full: { distinct: 61_016, generated: 193_264, depth: 19 },
    },
  ],
  starter: {
    verdict: 'deadlock',
    property: 'no deadlock',
    length: 12,
    smallest: { producers: 2, consumers: 1, items: 2, capacity: 1 },
    survives: [{ producers: 2, consumers: 1, items: 1, capacity: 1 }],
  },
  mutants: [
    {
      file: 'mutants/wakes-producers-only.ts',
      verdict: 'deadlock',
      property: 'no deadlock',
      length: 3,
      smallest: { producers: 1, consumers: 1, items: 1, capacity: 1 },
      survives: [],
    },
    {
      file: 'mutants/wakes-the-longest-waiter.ts',
      verdict: 'deadlock',
      property: 'no deadlock',
      length: 12,
      smallest: { producers: 2, consumers: 1, items: 2, capacity: 1 },
      survives: [{ producers: 2, consumers: 1, items: 1, capacity: 1 }],
    },
    {
      file: 'mutants/wakes-two.ts',
      verdict: 'deadlock',
      property: 'no deadlock',
      length: 28,
      smallest: { producers: 2, consumers: 3, items: 2, capacity: 1 },
      survives: [
        { producers: 2, consumers: 1, items: 2, capacity: 1 },
        { producers: 2, consumers: 2, items: 2, capacity: 1 },
      ],
    },
    {
      file: 'mutants/if-instead-of-while.ts',
      verdict: 'violated',
      property: 'within capacity',
      length: 7,
      smallest: { producers: 2, consumers: 1, items: 2, capacity: 1 },
      survives: [],
    },
    {
      file: 'mutants/looks-then-takes.ts',
      verdict: 'violated',
      property: 'each item once',
      length: 9,
      smallest: { producers: 1, consumers: 2, items: 1, capacity: 1 },
      survives: [{ producers: 2, consumers: 1, items: 2, capacity: 1 }],
    },
    {
      file: 'mutants/waits-with-a-timeout.ts',
      verdict: 'unreached',
      property: 'all consumed',
      smallest: { producers: 1, consumers: 1, items: 1, capacity: 1 },
      survives: [],
    },
    {
      file: 'mutants/wakes-another-before-waiting.ts',
      verdict: 'unreached',
      property: 'all consumed',
      smallest: { producers: 1, consumers: 2, items: 1, capacity: 1 },
      survives: [{ producers: 2, consumers: 1, items: 2, capacity: 1 }],
    },
  ],
};
