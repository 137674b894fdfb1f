/** What candidates did with the challenges about secrets, as scripts: each wrong turn has its counterexample. */
import type { SampleScript } from './script';

export const secretScripts: Readonly<Record<string, SampleScript>> = {
  'dining-cryptographers': {
    candidate: 'Mei Example',
    versions: [
      {
        file: 'mutants/payer-speaks-last.ts',
        minutes: 2,
        note: 'I thought that the payer could wait to be safe. Whoever speaks last is the payer: the coins hide what is said, and not when.',
      },
      {
        file: 'mutants/coin-not-awaited.ts',
        minutes: 1.5,
        hint: 1,
        note: 'Everybody at once now, and too early: the coin of the neighbour has not come yet, and the result is wrong.',
      },
      {
        file: 'mutants/forgets-early-words.ts',
        minutes: 1.5,
        also: [{ cryptographers: 3, schedules: 1 }],
        note: 'Right round by round. With `schedules` an announcement comes before I have made mine, and is lost.',
      },
      {
        file: 'reference.ts',
        minutes: 1,
        also: [{ cryptographers: 4, schedules: 0 }],
        note: 'What comes early is kept. Four at the table hold as well.',
      },
    ],
    explanation: `
## Why it is right

Each coin is in exactly two announcements and cancels out in the sum. What is left is 1 if one of us has paid.

## Why it tells nothing

Fix somebody who did not pay. Of the others, move the payment from one to the next and flip the coin between them: everything that the
observer sees stays as it is, and the flipped coin was as likely. So each view has as many runs with the one payer as with the other.

## What it does not do

Two payers cancel each other, and one liar spoils the result unseen.`,
    story: [
      {
        title: 'The result is right, the secret is out',
        note: 'The starter: two histograms that share nothing.',
        version: 0,
      },
      { title: 'Who speaks last', note: 'All bits are uniform. The order is not.', version: 1 },
      {
        title: 'Half of the coins',
        note: 'An announcement made without the neighbour’s coin has nothing to cancel it.',
        version: 2,
      },
      {
        title: 'An early word',
        note: 'Holds at quick bounds; every order of messages shows what is forgotten.',
        version: 3,
      },
      {
        title: 'Two coins and a lie',
        note: 'It waits for both coins, and says their difference, or the opposite.',
        version: 4,
        lines: { at: 'function announce', more: 6 },
      },
    ],
    cover: 'The second histogram is the best argument for this protocol that I know.',
  },

  'secure-sum': {
    candidate: 'Jo Example',
    versions: [
      {
        file: 'mutants/keeps-nothing.ts',
        minutes: 12,
        note: 'I gave all shares away. The two others together then have every one of them, and add them up.',
      },
      {
        file: 'mutants/share-not-reduced.ts',
        minutes: 8,
        hint: 2,
        note: 'One share is kept now. It is not reduced, so its size says something about the number: the distance is small and not zero.',
      },
      {
        file: 'mutants/shares-in-a-circle.ts',
        minutes: 10,
        also: [{ parties: 4, modulus: 2 }],
        note: 'Task 6 (c): one share, to the next party alone. Three parties cannot tell. With four, the two neighbours of somebody see all of it.',
      },
      {
        file: 'reference.ts',
        minutes: 9,
        awayMinutes: 25,
        also: [{ parties: 4, modulus: 2 }],
        note: 'A share for each peer. Four parties hold, and no order of messages changes anything.',
      },
    ],
    explanation: `
## The definition

Perfect privacy against coalitions of up to n - 1 parties that follow the protocol, on private channels: for any two vectors of numbers that
agree on the coalition's own and on the sum, its view has one distribution.

## The proof

Let ann and bob be outside of the coalition. Add d to ann's number, take it from bob's, and add d to the share that ann gives to bob. Then ann
keeps the share that she kept, bob keeps his less d, and the subtotals stay as they are; the coalition sees nothing of that share. This maps
runs to runs, one to one, and each is as likely. Any two vectors with one sum are joined by such steps.

## Task 6

(a) is harmless: a uniform number of twice the range is uniform after reduction. (b) is harmless, because the others' shares still hide
it. (c) is not, from four parties on.`,
    story: [
      { title: 'Everybody tells everybody', note: 'Distance 1: each view belongs to one vector.', version: 0 },
      { title: 'Nothing kept', note: 'Two of three hold all shares of the third.', version: 1 },
      {
        title: 'A share that is too large',
        note: 'Uniform is not enough: it must be uniform **on the residues**.',
        version: 2,
      },
      {
        title: 'A circle of three, and one of four',
        note: 'It holds at quick bounds. My own question was whether four parties change anything, and they do.',
        version: 3,
      },
      {
        title: 'A share for each',
        note: 'Whoever is outside of a coalition has a share of everybody outside, and nobody inside has seen it.',
        version: 4,
        lines: { at: 'for (const peer of ctx.peers)', more: 6 },
      },
    ],
    cover: 'I would have sent the circle if the last task had not asked for four parties.',
  },

  schnorr: {
    candidate: 'Ada Sample',
    versions: [
      {
        file: 'mutants/constant-nonce.ts',
        minutes: 10,
        note: 'Every proof is accepted with the nonce 1, too. And one response gives the witness away: z - 1 divided by c.',
      },
      {
        file: 'mutants/simulator-draws-the-commitment.ts',
        minutes: 14,
        hint: 2,
        note: 'The nonce is drawn. My simulator draws all three numbers, and the verifier would not accept what it shows.',
      },
      {
        file: 'mutants/challenge-leaves-out-the-statement.ts',
        minutes: 12,
        also: [{ group: 1 }],
        note: 'The simulator goes backwards now. Signing: I hashed the message and the commitment, and a statement can be found afterwards.',
      },
      {
        file: 'reference.ts',
        minutes: 8,
        pauseMinutes: 3,
        note: 'Statement, message and commitment as a list, so that nothing runs together. Full bounds hold.',
      },
    ],
    explanation: `
## Extractor and simulator

The extractor gets what no verifier gets: two answers to one commitment. From $g^{z - z'} = h^{c - c'}$ it divides, modulo q, and the prover must
have known $x$. The simulator may choose the challenge first; that is why it can write what the prover alone can say in order.

## A challenge of one bit

Completeness, special soundness and zero knowledge would hold; a cheater would be accepted in one of two runs. Repeating the proof k times makes it one in
2^k.

## What is hashed

Everything that must not be chosen once the challenge is known.`,
    story: [
      {
        title: 'What the starter does not do',
        note: 'The extractor shows nothing that opens the statement.',
        version: 0,
      },
      { title: 'A nonce that everybody knows', note: 'Complete, sound, and not zero knowledge at all.', version: 1 },
      {
        title: 'Transcripts that nobody would accept',
        note: 'Three uniform numbers, and one equation between them.',
        version: 2,
      },
      { title: 'Whose signature is it', note: 'Two statements, one hash.', version: 3 },
      {
        title: 'Backwards',
        note: 'Challenge and response first; the commitment is what fits them.',
        version: 4,
        lines: { at: "case 'simulate'", more: 6 },
      },
      {
        title: 'A nonce serves once',
        note: 'It is forgotten with the response: two responses with one nonce are what the extractor wants.',
        version: 4,
        lines: { at: 'function respond', more: 5 },
      },
    ],
    cover: 'I knew the protocol and had never written its simulator. That was the hard part.',
  },
};
