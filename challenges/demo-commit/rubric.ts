import type { Rubric } from '../../src/model';

export const demoRubric: Rubric = {
  criteria: [
    {
      id: 'safety',
      title: 'What the bounds show',
      question: 'Read the verdicts computed here. Can one node commit what another aborts?',
      levels: [
        'Fails at quick bounds, or does not run.',
        'Holds at quick bounds, fails with one more loss.',
        'Holds at full bounds.',
      ],
    },
    {
      id: 'cost',
      title: 'What the change costs',
      question: 'Is the fix no stronger than it must be, and does the candidate say what it gives up?',
      levels: [
        'Timeouts are gone, or nobody waits for anything.',
        'Safe, and stricter than needed: nodes wait that have promised nothing.',
        'Only who has voted waits.',
        'Only who has voted waits, and the explanation names the blocking that remains.',
      ],
    },
    {
      id: 'method',
      title: 'How it came about',
      question: 'Follow the Replay: is a schedule read before the code is changed?',
      levels: [
        'Changes without reading the counterexample.',
        'Reads it after several attempts.',
        'Each change answers a schedule that was read.',
      ],
    },
  ],
};
