import type { Rubric } from '../../src/model';

export const theLockThatForgetsRubric: Rubric = {
  criteria: [
    {
      id: 'fix',
      title: 'The fix',
      question: 'Read the verdicts computed here. Do all properties hold, with three consumers too?',
      levels: [
        'The deadlock is still there, or another property fails now.',
        'Holds at quick bounds; fails at full bounds.',
        'Holds at full bounds.',
        'Holds at full bounds and at every other bounds tried.',
      ],
    },
    {
      id: 'cause',
      title: 'The cause',
      question:
        'Is the lost notification named: who got it, who had needed it, and why the monitor could not tell them apart?',
      levels: [
        'Not named, or something else is blamed (speed, fairness, the buffer).',
        'A lost notification is mentioned, not which one.',
        'The step and both threads are named.',
        'They are, together with the condition that the starter loses there.',
      ],
    },
    {
      id: 'size',
      title: 'Size of the change',
      question: 'Is as much changed as the cause asks for, and no more?',
      levels: [
        'Rewritten, or waiting is replaced by polling or timeouts.',
        'More is changed than needed, or some of it has no effect.',
        'One or two lines, each of which is needed.',
        'So, and another way (two wait sets, handing over) is weighed against it.',
      ],
    },
    {
      id: 'argument',
      title: 'Why it holds for any number of threads',
      question: 'Read the comment beside the change. Does it argue, or does it point at the check?',
      levels: [
        'Missing, or "the check passes".',
        'Says what happens in the run that failed before.',
        'States what is true after every step: no thread that could go on sleeps alone.',
        'States it and says why each of `put` and `take` keeps it, whatever the number of threads.',
      ],
    },
    {
      id: 'method',
      title: 'Way of working',
      question: 'Ten minutes were planned. Was the counterexample read before the first change?',
      levels: [
        'Changes before the first look at the counterexample, or none at all.',
        'Several tries, each mending what the last run showed.',
        'The counterexample is read, then mended at once.',
        'It is, and the bounds are varied to see when the fault can hide (the last question of the statement).',
      ],
    },
  ],
};
