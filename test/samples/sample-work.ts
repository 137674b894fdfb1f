/**
 * The work of a candidate who does not exist, on the demonstration: 50 minutes in two sittings, written character by character
 * and checked with the real engine. The review page offers it as a sample, and tests review it.
 */
import { challengeBySlug } from '../../challenges';
import type { Challenge, Invite } from '../../src/model';
import { activeTime } from '../../src/review';
import { type LogHead, packSubmission, type SubmissionParts } from '../../src/submission';
import { Candidate, challengeHash, identities, readChallengeFile, startedAt } from './candidate';

export { identities } from './candidate';
export const challenge = challengeBySlug('demo-commit') as Challenge;
const starter = readChallengeFile('demo-commit', 'starter.ts');
const fixed = readChallengeFile('demo-commit', 'fixed.ts');

const minute = 60_000;

/** @param invite that the work answers, null for none */
export async function sampleParts(invite: Invite | null, key: string): Promise<SubmissionParts> {
  const { quick, full } = challenge.tiers;
  const files = { 'protocol.ts': starter, 'notes.md': '', 'explanation.md': '' };
  const ada = new Candidate(challenge, files, invite?.id ?? null);
  ada.wait(3 * minute);
  await ada.check(quick, true);
  ada.wait(1.5 * minute);
  ada.type('notes.md', '', 'A participant that has voted yes aborts when its patience ends. Why is it allowed to?\n');
  ada.wait(40_000);
  // A first idea: nobody loses patience.
  ada.type(
    'protocol.ts',
    "    decide(state, 'abort', ctx);\n  },\n});",
    "    // decide(state, 'abort', ctx);\n  },\n});",
  );
  await ada.check(quick, false);
  ada.wait(25_000);
  await ada.check(quick, true);
  ada.wait(2 * minute);
  ada.add({ kind: 'pause', milliseconds: 90_000 });
  ada.type('notes.md', '\n', '\nThen it waits for ever if the coordinator never begins. Too much.\n');
  ada.replace('protocol.ts', starter, 'reset');
  await ada.check(quick, false);
  ada.wait(50_000);
  ada.comeBack(95 * minute);
  ada.wait(1.2 * minute);
  // A second idea: only the coordinator decides alone.
  const guarded = starter.replace(
    "    decide(state, 'abort', ctx);\n  },\n});",
    "    if (ctx.role === 'coordinator') decide(state, 'abort', ctx);\n  },\n});",
  );
  ada.type(
    'protocol.ts',
    "    decide(state, 'abort', ctx);\n  },\n});",
    "    if (ctx.role === 'coordinator') decide(state, 'abort', ctx);\n  },\n});",
  );
  await ada.check(quick, false);
  ada.wait(20_000);
  await ada.check(quick, true);
  ada.wait(3 * minute);
  ada.replace(
    'notes.md',
    `${ada.files['notes.md']}\nFrom a textbook: “A participant that has voted yes has given up its right to abort.”\n`,
    'pasted',
  );
  ada.add({ kind: 'label', of: ada.log.length - 1, text: 'copied from my lecture notes' });
  ada.wait(45_000);
  ada.replace('protocol.ts', starter, 'undone');
  if (guarded === starter) throw new Error('The starter of the demonstration has changed.');
  ada.wait(30_000);
  const line = "    if (state.phase === 'voted') return; // It has promised.\n";
  ada.type('protocol.ts', '  onTimer(state, _timer, ctx) {\n', `  onTimer(state, _timer, ctx) {\n${line}`);
  await ada.check(quick, false);
  ada.wait(15_000);
  const { result: quickResult } = await ada.check(quick, true);
  ada.wait(40_000);
  const { result: fullResult } = await ada.check(full, true);
  ada.wait(30_000);
  ada.type(
    'explanation.md',
    '',
    [
      '## What was wrong',
      '',
      'A participant that votes **yes** hands its right to decide to the coordinator. The starter lets it abort when its',
      'patience ends, although the coordinator may have committed by then. Two lost messages are enough to show it.',
      '',
      '## What it costs',
      '',
      'A participant that has voted waits for the decision, as long as it takes. That is the blocking of two-phase commit;',
      'no protocol of this kind avoids it (Skeen, 1981).',
      '',
    ].join('\n'),
  );
  ada.wait(10_000);
  if (ada.files['protocol.ts'] !== fixed) throw new Error('The sample does not end at the known fix.');
  const checks = ada.log.flatMap((record) => (record.event.kind === 'check' && record.event.asked ? [record.n] : []));
  return {
    createdAt: new Date(startedAt + 160 * minute).toISOString(),
    challenge: { slug: challenge.slug, title: challenge.title, hash: challengeHash(challenge.slug) },
    engine: identities.engine,
    invite,
    candidate: { name: 'Ada Example', key },
    claims: [
      { name: 'quick', bounds: quick, result: quickResult },
      { name: 'full', bounds: full, result: fullResult },
    ],
    activeMs: activeTime(ada.log).activeMs,
    files: ada.files,
    log: ada.log,
    head: ada.head as LogHead,
    story: [
      {
        title: 'The run that goes wrong',
        note: 'Everybody votes yes, the coordinator **commits**, and one participant has lost patience meanwhile. The check finds it in eight steps.',
        lines: { from: 46, to: 49 },
        record: checks[0] ?? null,
        trace: checks[0] === undefined ? null : { check: checks[0], step: 8 },
      },
      {
        title: 'A fix that is too strong',
        note: 'Without any timeout nothing goes wrong, and nothing ends either.',
        lines: { from: 46, to: 49 },
        record: checks[1] ?? null,
        trace: null,
      },
      {
        title: 'A fix that is too strict',
        note: 'Only the coordinator may lose patience. It holds, but a participant that has not voted need not wait.',
        lines: { from: 46, to: 49 },
        record: checks[2] ?? null,
        trace: null,
      },
      {
        title: 'What a vote means',
        note: 'Who has voted yes has promised. One line says so, and it holds at full bounds.',
        lines: { from: 46, to: 50 },
        record: null,
        trace: null,
      },
    ],
    cover:
      'Thank you for the challenge. I looked for the smallest change that I can argue for; the notes say what I tried before.',
  };
}

/** The bundle of the sample, not sealed. */
export async function sampleBundle(invite: Invite | null, key: string): Promise<Uint8Array> {
  const packed = packSubmission(await sampleParts(invite, key));
  if (packed.kind === 'err') throw new Error(packed.error.sentence);
  return packed.value;
}
