/** What candidates did with the challenges that ask for a machine, a model or properties, as scripts. */
import type { SampleScript } from './script';

export const modelScripts: Readonly<Record<string, SampleScript>> = {
  'wallet-statechart': {
    candidate: 'Sam Example',
    versions: [
      {
        file: 'mutants/signs-the-first-in-line.ts',
        minutes: 14,
        note: 'Approve signs what is first in line. But a click is late: the app left meanwhile, and another request had moved up.',
      },
      {
        file: 'mutants/keeps-requests-of-apps-that-left.ts',
        minutes: 7,
        hint: 1,
        note: 'An approval names its request now. The line is still not cleaned when an app leaves.',
      },
      {
        file: 'mutants/counts-anew-after-a-reload.ts',
        minutes: 9,
        also: [{ apps: 1, requests: 1, pins: 3, locks: 0, leaves: 0, reloads: 1, timeouts: 0 }],
        note: 'Quick bounds hold. With a reload three wrong PINs are six: the counter was in memory.',
      },
      {
        file: 'reference.ts',
        minutes: 6,
        awayMinutes: 35,
        note: 'The count of wrong PINs is durable, and a reload with three of them starts at the end.',
      },
    ],
    explanation: `
## What is on the screen

Only one request is, and an approval is about that one or about nothing. Everything else follows from comparing the two.

## Leaving the unlocked state

However it is left, the line is refused and emptied in one place, the exit action. Before, each way out had to remember it.

## What survives

The number of wrong PINs, and nothing else: a wallet that comes back is locked, and its apps connect anew.`,
    story: [
      { title: 'Two steps', note: 'The starter shows a request and forgets it.', version: 0 },
      {
        title: 'A late click',
        note: 'Approved was one request, signed another: what was on the screen had changed in between.',
        version: 1,
      },
      { title: 'Gone, and still in line', note: 'An app leaves; its request is asked about all the same.', version: 2 },
      {
        title: 'Three more for a reload',
        note: 'The full bounds have reloads. I had not thought of them as an attack.',
        version: 3,
      },
      {
        title: 'Is it on the screen',
        note: 'One guard, used by approval and rejection.',
        version: 4,
        lines: { at: 'isOnScreen: ({', more: 0 },
      },
      {
        title: 'One way out',
        note: 'The exit action refuses what waits.',
        version: 4,
        lines: { at: 'exit: [', more: 5 },
      },
    ],
    cover: 'I draw statecharts at work. This was the first time that one was checked before it was shipped.',
  },

  'the-notify-nobody-heard': {
    candidate: 'Ola Example',
    versions: [
      {
        file: 'mutants/checks-once.ts',
        minutes: 13,
        note: 'I read the `while` as an `if`: whoever is woken goes on without looking. Two items in a buffer for one.',
      },
      {
        file: 'mutants/wakes-all-as-listed.ts',
        minutes: 8,
        hint: 1,
        note: 'It looks again now, but my `notify` woke everybody. The listing says one.',
      },
      {
        file: 'mutants/fix-wakes-two.ts',
        minutes: 12,
        also: [{ producers: 2, consumers: 3, capacity: 1, fixed: 1, tracing: 0 }],
        note: 'The model is accepted. My fix notifies twice: enough for the incident, and not for five threads.',
      },
      {
        file: 'reference.ts',
        minutes: 10,
        awayMinutes: 50,
        also: [{ producers: 4, consumers: 3, capacity: 3, fixed: 0, tracing: 0 }],
        note: 'All are woken. As listed, 4 and 3 threads with room for 3 can hang too, after 46 turns.',
      },
    ],
    explanation: `
## The cause

One wait set for two kinds of threads, and a notification that wakes one of either kind. It can go to a thread that cannot use it, which
waits again; then nobody is left who would notify.

## Why tests did not find it

The shortest way to hang has to fill the buffer, put all of one kind to sleep, and hand each notification to the wrong thread. With
seven threads that is 46 turns in which the scheduler must never choose otherwise.

## The fix, and its price

\`notifyAll\` wakes threads in vain. Two conditions, one for each kind, would wake one that can go on.`,
    story: [
      {
        title: 'Nobody waits',
        note: 'In the starter’s model the incident cannot happen: threads try again instead of waiting.',
        version: 0,
      },
      { title: 'Look again', note: 'Between the notification and the lock somebody else has been there.', version: 1 },
      { title: 'One, not all', note: 'The log has a line that this model cannot show.', version: 2 },
      { title: 'Two are not enough', note: 'Five threads hang in 17 turns with my first fix.', version: 3 },
      {
        title: 'The turn of a thread',
        note: 'From getting the lock to giving it up is one step, because nobody sees anything in between.',
        version: 4,
        lines: { at: 'onTimer(state', more: 10 },
      },
      {
        title: 'The choice of the platform',
        note: 'Whichever of those who wait: neither language promises an order.',
        version: 4,
        lines: { at: 'function oneOf', more: 2 },
      },
    ],
    cover: 'The model took longer than the fix, and without it I would have shipped the wrong fix.',
  },

  'cross-chain-swap': {
    candidate: 'Lou Example',
    versions: [
      {
        file: 'mutants/demands-a-swap-of-everybody.ts',
        minutes: 15,
        note: 'Whoever walks away spoils the swap, and that is no fault of the protocol. I rejected a right variant.',
      },
      {
        file: 'mutants/looks-after-alice-alone.ts',
        minutes: 12,
        hint: 2,
        note: 'No false alarms any more. But I wrote it from the side of Alice, and mutants that rob Bob live.',
      },
      {
        file: 'mutants/judges-before-the-end.ts',
        minutes: 10,
        note: 'For both parties now, and in every state: in the middle of a swap one of them has always given and not got.',
      },
      {
        file: 'reference.ts',
        minutes: 13,
        awayMinutes: 20,
        note: 'Judged when nothing more can happen. All mutants are dead, no right variant is rejected.',
      },
    ],
    explanation: `
## What a party can be sure of

Whoever follows the path ends with the other's coin or with its own. That can be judged at the end alone.

## What a lock must keep

Out of a lock a coin goes once: to whom it is for, with the secret, in time; or back to whom it came from, afterwards.

## That it works

If nobody leaves the path, the coins are swapped. Less would accept a protocol that never moves; more would reject one from which somebody
has walked away.`,
    story: [
      {
        title: 'A false alarm',
        note: 'Three steps of a variant in which Bob leads: the starter takes it for wrong.',
        version: 0,
      },
      { title: 'Who walked away', note: 'The swap fails because a party stopped. Nobody is robbed.', version: 1 },
      { title: 'Bob has a coin, too', note: 'Mutants that rob him survive what looks after Alice.', version: 2 },
      { title: 'Too soon', note: 'In the middle somebody is always behind.', version: 3 },
      {
        title: 'In the end',
        note: 'At rest, both with one coin each, and each the right one if nobody has left the path.',
        version: 4,
      },
    ],
    cover: 'To say what is wrong with a protocol is easier than to say what is right.',
  },
};
