import type { Rubric } from '../../src/model';

export const twoPhaseCommitRubric: Rubric = {
  criteria: [
    {
      id: 'safety',
      title: 'What the bounds show',
      question: 'Read the verdicts computed here, hidden bounds included. Do all nodes that decide decide alike?',
      levels: [
        'Fails at quick bounds, or does not run.',
        'Holds at quick bounds; fails at full bounds.',
        'Holds at full bounds; fails at hidden ones or with a second failure.',
        'Holds at full bounds and at every other bounds tried.',
      ],
    },
    {
      id: 'write-before-send',
      title: 'What is on the disk before what is sent',
      question: 'Is every vote and every decision logged before anybody else can learn of it?',
      levels: [
        'The log is not used, or written after sending.',
        'Either votes or decisions are sent before their record is on the disk.',
        'Both are logged first.',
        'Both are, and the candidate can say which writes could be left out if no record means abort.',
      ],
    },
    {
      id: 'recovery',
      title: 'Recovery',
      question:
        'For an empty log, a yes and a decision, on both roles: what does `onRestart` do, and is it all that it may do?',
      levels: [
        'A node that restarts guesses, or never takes part again.',
        'One role recovers; the other waits or guesses in some case.',
        'Every case is right: decide alone where that is safe, ask where it is not.',
        'Every case is right, and each is argued for rather than found by trial.',
      ],
    },
    {
      id: 'window',
      title: 'The window',
      question: 'Is waiting kept to where it cannot be avoided, and is it recognised that it cannot be there?',
      levels: [
        'Somebody waits for a coordinator that is up, or a prepared participant aborts alone.',
        'Full bounds pass; the window is not discussed.',
        'The window is explained: who waits, for whom, and why nothing better is possible.',
        'It is explained and made smaller: participants help each other (last task).',
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
      question: 'Do notes and story say why the protocol is right, to somebody who has to maintain it?',
      levels: [
        'Missing, or says what the code does line by line.',
        'Says what each message is for.',
        'Says what each log record promises, and to whom.',
        'Does so, and says what was not checked: lost messages, several transactions, nodes that lie.',
      ],
    },
  ],
};
