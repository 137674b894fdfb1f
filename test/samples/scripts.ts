/** What the people of the samples did, by challenge. A challenge without a script gets the plain one. */
import { modelScripts } from './model-scripts';
import type { SampleScript } from './script';
import { secretScripts } from './secret-scripts';

export const scripts: Readonly<Record<string, SampleScript>> = {
  ...secretScripts,
  ...modelScripts,

  'the-lock-that-forgets': {
    candidate: 'Lin Example',
    versions: [
      {
        file: 'mutants/wakes-the-longest-waiter.ts',
        minutes: 1.5,
        note: 'First idea: it is unfair, so make the wait set a queue. Same deadlock: it is the kind of thread that matters, not its turn.',
      },
      {
        file: 'mutants/wakes-two.ts',
        minutes: 2,
        hint: 2,
        also: [{ producers: 2, consumers: 3, items: 2, capacity: 1 }],
        note: 'Two are enough for three threads. With five they are not; I should have asked why two.',
      },
      {
        file: 'reference.ts',
        minutes: 1.5,
        note: 'Wake all. Whoever has no use for it waits again, so nobody who could go on is left asleep.',
      },
    ],
    explanation: `
## What was wrong

\`notify\` wakes one thread of either kind. A producer that has filled the buffer can wake the other producer, which finds it full and
waits again. The notification is used up, and the consumer sleeps on.

## Why the fix is enough

All who wait are woken whenever the buffer changes, so whoever could go on looks again. That wakes many threads in vain; two
conditions, one for each kind, would not.`,
    story: [
      {
        title: 'Everybody sleeps',
        note: 'In the last state all threads are in `waiting`. The notification before it went to a thread that had no use for it.',
        version: 0,
      },
      { title: 'A fair queue', note: 'Fair, and just as wrong: it deadlocks in as many steps.', version: 1 },
      {
        title: 'Two instead of one',
        note: 'It held at quick bounds. The full bounds needed 28 steps to show that the number is not the point.',
        version: 2,
      },
      {
        title: 'All of them',
        note: 'A notification is a hint. If everybody gets it, it cannot go to the wrong one.',
        version: 3,
        lines: { at: 'function notify', more: 2 },
      },
      {
        title: 'Why that is safe',
        note: 'A thread that is woken calls again, and the monitor looks again: waking too many costs time and nothing else.',
        version: 3,
        lines: { at: "case 'woken'", more: 2 },
      },
    ],
    cover: 'Ten minutes were enough for the fix. The second wrong turn taught me more than the fix did.',
  },

  'two-phase-commit': {
    candidate: 'Bo Example',
    versions: [
      {
        file: 'mutants/sends-before-logging.ts',
        minutes: 8,
        note: 'The decision goes out at once and is written meanwhile. A crash in between, and the coordinator decides anew, the other way.',
      },
      {
        file: 'mutants/never-asks.ts',
        minutes: 6,
        hint: 2,
        note: 'Written first now. But who comes back with a yes in its log just sits there: it has to ask.',
      },
      {
        file: 'reference.ts',
        minutes: 7,
        also: [{ participants: 2, failures: 1, crashes: 2, restarts: 1, cooperative: 1 }],
        note: 'Holds at full bounds. With `cooperative` a participant waits though the other one could still abort.',
      },
      {
        file: 'alternates/cooperative-termination.ts',
        minutes: 11,
        awayMinutes: 40,
        also: [{ participants: 2, failures: 1, crashes: 2, restarts: 1, cooperative: 1 }],
        note: 'Participants ask each other. Whoever has not voted yes refuses and tells everybody.',
      },
    ],
    explanation: `
## The rule

Nobody may learn of a vote or a decision that could still be forgotten: first the record, then the message. A record is a promise to
those who hear of it.

## Coming back

A coordinator without a decision in its log has told nobody to commit, so it may abort. A participant with a yes in its log may do
nothing alone: it asks. One with an empty log has not voted, so it may refuse.

## The window

If all who are up have voted yes and nobody knows the outcome, they wait. That cannot be helped (Skeen 1981). Everything short of it
can: the participants tell each other what they know.`,
    story: [
      {
        title: 'Two memories are missing',
        note: 'The starter never hears of a coordinator that came back without anything.',
        version: 0,
      },
      {
        title: 'Said before it was written',
        note: 'p1 commits on a word that its speaker has forgotten in the next step.',
        version: 1,
      },
      {
        title: 'Prepared, and silent',
        note: 'The decision was sent while the participant was down, and it was lost in its next crash. Asking costs one message.',
        version: 2,
      },
      {
        title: 'Right, and not yet good',
        note: 'The full bounds hold. The last task shows a participant that waits beside one that could abort.',
        version: 3,
      },
      {
        title: 'What an empty log allows',
        note: 'Whoever has not voted yes is free: it refuses at once, and tells everybody.',
        version: 4,
        lines: { at: 'function refuse', more: 8 },
      },
      {
        title: 'What a yes forbids',
        note: 'It asks, and waits for an answer from anyone.',
        version: 4,
        lines: { at: 'state.asked = true', more: 1 },
      },
    ],
    cover: 'I went for the last task because the window is what I would be asked about at three in the morning.',
  },

  paxos: {
    candidate: 'Noor Example',
    versions: [
      {
        file: 'mutants/ignores-accepted-values.ts',
        minutes: 14,
        note: 'Promises alone do not help: the second proposer has a majority of promises and proposes its own value all the same.',
      },
      {
        file: 'mutants/no-check-on-accept.ts',
        minutes: 9,
        note: 'It listens now. But an accept of ballot 1 that was under way all the time still goes through after the promise of ballot 2.',
      },
      {
        file: 'mutants/promise-forgotten.ts',
        minutes: 6,
        hint: 3,
        pauseMinutes: 4,
        also: [{ acceptors: 3, proposers: 2, ballots: 2, crashes: 1, drops: 0, duplicates: 0 }],
        note: 'Quick bounds hold, full bounds do not: I had left `promised` out of `durable`. With two acceptors a majority is both, so no other majority could miss it.',
      },
      {
        file: 'alternates/asks-the-promisers-only.ts',
        minutes: 8,
        also: [{ acceptors: 3, proposers: 2, ballots: 3, crashes: 0, drops: 0, duplicates: 0 }],
        note: 'Three ballots were too many states until accept requests went to the promisers only. They are a majority; nobody else is needed.',
      },
    ],
    explanation: `
## The argument

Say $v$ was chosen in ballot $b$ by a majority $Q$. Whoever proposes in a later ballot has promises of a majority, and one of those
acceptors is in $Q$. Either it had accepted $(b, v)$ when it promised, and reports it; or it promised first, and then it refuses
$(b, v)$, so $Q$ did not choose it. By induction every later proposal is $v$.

## What survives a crash

\`promised\` and \`accepted\`, because others have acted on them, and \`round\`, so that no ballot is used twice.

## What the check does not show

That anything is ever decided: two proposers can overtake each other for ever.`,
    story: [
      { title: 'Two majorities', note: 'One acceptor is in both, and says nothing.', version: 0 },
      {
        title: 'Promises without ears',
        note: 'The promise reports what was accepted, and the proposer does not look.',
        version: 1,
      },
      { title: 'The late request', note: 'A promise that binds prepares only is half a promise.', version: 2 },
      {
        title: 'Forgotten in a crash',
        note: 'It takes three acceptors to see it: the third one is asked by the other majority.',
        version: 3,
        lines: { at: 'durable:', more: 0 },
      },
      {
        title: 'Whose value',
        note: 'That of the highest ballot reported. With two ballots any rule would do; three show the difference.',
        version: 4,
        lines: { at: 'message.accepted.ballot > attempt.reported', more: 3 },
      },
      {
        title: 'Fewer questions',
        note: 'Only those who have promised are asked to accept. That keeps three ballots below three million states.',
        version: 4,
        lines: { at: 'of attempt.answers', more: 2 },
      },
    ],
    cover: 'I have read about Paxos before, and still wrote three of the classic mistakes. The log shows them all.',
  },

  'raft-election': {
    candidate: 'Ravi Example',
    versions: [
      {
        file: 'mutants/votes-twice.ts',
        minutes: 9,
        note: 'Term and vote are kept now, and terms only rise. But the vote was never looked at: s3 votes for both.',
      },
      {
        file: 'mutants/vote-not-persisted.ts',
        minutes: 8,
        note: 'I wanted to keep as little as possible and left the vote out. A server that leads, restarts, and votes for somebody else: two leaders of term 1.',
      },
      {
        file: 'mutants/counts-stale-votes.ts',
        minutes: 7,
        hint: 2,
        also: [{ servers: 3, elections: 3, crashes: 1, restarts: 1, duplicates: 0, logs: 0 }],
        note: 'Quick holds, full does not: a vote of term 1 arrives when its candidate stands in term 2.',
      },
      {
        file: 'reference.ts',
        minutes: 10,
        awayMinutes: 30,
        also: [
          { servers: 4, elections: 2, crashes: 0, restarts: 0, duplicates: 0, logs: 0 },
          { servers: 3, elections: 2, crashes: 1, restarts: 1, duplicates: 0, logs: 1 },
          { servers: 3, elections: 2, crashes: 1, restarts: 1, duplicates: 0, logs: 2 },
        ],
        note: 'One line at the top sorts messages by term; below it all terms are equal. Four servers and both kinds of logs hold, too.',
      },
    ],
    explanation: `
## The argument

Two leaders of a term would have a voter in common, and it would have voted twice. It cannot: the vote is remembered with its term,
through a crash as well, and the candidate's own vote is one.

## What is kept

\`term\`, or a server would vote again in a term that it has forgotten; \`votedFor\`, or it would vote again in one that it remembers.
The role is not kept: a leader that comes back can be elected again, and nobody loses anything.

## What the check does not show

That somebody is elected in the end. Timeouts drawn at random make that likely; no protocol makes it certain.`,
    story: [
      { title: 'Three steps', note: 'It stands in term 1, crashes, and is back in term 0.', version: 0 },
      {
        title: 'A vote for everybody',
        note: 'Whoever asks gets it. Six steps, and term 1 has two leaders.',
        version: 1,
      },
      {
        title: 'The vote that was forgotten',
        note: 'I had asked which field *I* would miss. The question is who else has acted on it.',
        version: 2,
        lines: { at: 'durable:', more: 0 },
      },
      {
        title: 'The vote that came late',
        note: 'It takes three elections: one to earn the vote, one to outlive it, and a rival.',
        version: 3,
      },
      {
        title: 'Newer, older, equal',
        note: 'Two lines decide what a message may do. Everything below them is about one term.',
        version: 4,
        lines: { at: 'if (message.term > state.term)', more: 1 },
      },
      {
        title: 'Who may lead',
        note: 'A longer log is not a newer one: the term of the last entry counts first.',
        version: 4,
        lines: { at: 'function isAhead', more: 2 },
      },
    ],
    cover: 'The third version passed the quick bounds, and I nearly sent it.',
  },
};
