import type { Rubric } from '../../src/model';

export const paxosRubric: Rubric = {
  criteria: [
    {
      id: 'safety',
      title: 'What the bounds show',
      question: 'Read the verdicts computed here, hidden bounds included. Is at most one value ever chosen?',
      levels: [
        'Fails at quick bounds, or does not run.',
        'Holds at quick bounds; fails at full bounds.',
        'Holds at full bounds; fails with three ballots or duplicates.',
        'Holds at full bounds and at every other bounds tried.',
      ],
    },
    {
      id: 'promises',
      title: 'Promises and stale messages',
      question:
        'Does an acceptor refuse everything below its promise, `accept` included, and does a proposer ignore answers to ballots it has left?',
      levels: [
        'Promises do not bind, or any answer is counted.',
        'They bind for prepare only, or answers are not matched to ballot and sender.',
        'They bind for both; answers are matched to ballot and sender.',
        'They do, and the candidate can say which refusal each property needs.',
      ],
    },
    {
      id: 'value-choice',
      title: 'Choice of the value (P2c)',
      question: 'Is the value of the highest ballot reported by a majority proposed, and only then the own one?',
      levels: [
        'The own value is proposed whatever was reported.',
        'Some reported value is adopted, not that of the highest ballot.',
        'The value of the highest reported ballot is adopted.',
        'It is, and the explanation argues why a chosen value must be among those reported.',
      ],
    },
    {
      id: 'durability',
      title: 'What survives a crash',
      question: 'Which fields are durable, and is each of them needed?',
      levels: [
        'A promise or an accepted proposal is forgotten.',
        'Everything is durable, without a reason.',
        'Promise, accepted proposal and whatever keeps ballots unique are durable, no more.',
        'They are, and a counterexample is named for each that is left out.',
      ],
    },
    {
      id: 'method',
      title: 'How counterexamples were used',
      question:
        'Follow the replay from failing checks to the changes after them. Does each change answer what was shown?',
      levels: [
        'Changes look like guesses; the same failure comes back.',
        'The symptom of the last counterexample is mended each time.',
        'Causes are found; each failure is gone after a change or two.',
        'Causes are found, and bounds are chosen to test a suspicion before it is mended.',
      ],
    },
    {
      id: 'explanation',
      title: 'Explanation',
      question:
        'Would a colleague who has not seen Paxos know after reading why two majorities are not enough, and what is?',
      levels: [
        'Missing, or says what the code does line by line.',
        'Says what each phase does.',
        'Says why each phase is needed.',
        'Gives the argument, and says what the check at these bounds does not show.',
      ],
    },
  ],
};
