/** A sample submission as a script: the versions that a candidate went through, and what they say about it afterwards. */
import { challengeBySlug } from '../../challenges';
import type { Bounds, Expectations, StoryStop } from '../../src/model';
import { activeTime } from '../../src/review';
import { type LogHead, packSubmission, type SubmissionParts } from '../../src/submission';
import { Candidate, type CheckDone, challengeHash, identities, readChallengeFile, startedAt } from './candidate';

/** One version of the protocol, from a file of the challenge's folder, and what was tried with it. */
export interface ScriptVersion {
  readonly file: string;
  /** Thought about before it was written. */
  readonly minutes: number;
  /** A hint that was opened before. */
  readonly hint?: number;
  /** Written into the notes after it was checked. */
  readonly note?: string;
  /** Checked as well, after the quick bounds. */
  readonly also?: readonly Bounds[];
  /** A pause, or a night, before it. */
  readonly pauseMinutes?: number;
  readonly awayMinutes?: number;
}

/** A stop of the story. */
export interface ScriptStop {
  readonly title: string;
  readonly note: string;
  /** Which version it is about, counting from 0; the last one is the solution. Its counterexample is shown if it has one. */
  readonly version: number;
  /** The first line of the solution with this text is shown, and so many after it. */
  readonly lines?: { readonly at: string; readonly more: number };
}

export interface SampleScript {
  readonly candidate: string;
  /** The starter is the first version without being named. The last one passes the full bounds. */
  readonly versions: readonly ScriptVersion[];
  readonly explanation: string;
  readonly story: readonly ScriptStop[];
  readonly cover: string;
}

const minute = 60_000;

/** Plays a script: everything is typed and checked by the real engine. Throws where its last version does not hold. */
export async function playScript(slug: string, script: SampleScript, key: string): Promise<SubmissionParts> {
  const challenge = challengeBySlug(slug);
  if (challenge === undefined) throw new Error(`There is no challenge ${slug}.`);
  const { quick, full } = challenge.tiers;
  const starter = readChallengeFile(slug, 'starter.ts');
  const person = new Candidate(challenge, { 'protocol.ts': starter, 'notes.md': '', 'explanation.md': '' }, null);
  person.wait(4 * minute);
  const firsts: CheckDone[] = [await person.check(quick, true)];
  for (const version of script.versions) {
    if (version.awayMinutes !== undefined) person.comeBack(version.awayMinutes * minute);
    person.wait(version.minutes * minute);
    if (version.pauseMinutes !== undefined) person.add({ kind: 'pause', milliseconds: version.pauseMinutes * minute });
    if (version.hint !== undefined) {
      person.add({ kind: 'hint', number: version.hint });
      person.wait(minute);
    }
    person.rewrite('protocol.ts', withoutHeading(readChallengeFile(slug, version.file)));
    await person.check(quick, false);
    person.wait(20_000);
    firsts.push(await person.check(quick, true));
    for (const bounds of version.also ?? []) {
      person.wait(40_000);
      const done = await person.check(bounds, true);
      if (done.result.kind !== 'holds') firsts[firsts.length - 1] = done;
    }
    if (version.note !== undefined) person.append('notes.md', `${version.note}\n`);
  }
  const atQuick = await person.check(quick, true);
  person.wait(minute);
  const atFull = await person.check(full, true);
  for (const { result } of [atQuick, atFull])
    if (result.kind !== 'holds') throw new Error(`The solution of ${slug} does not hold: ${result.kind}.`);
  challenge.tasks.forEach((_task, index) => {
    person.add({ kind: 'task', number: index + 1, done: true });
  });
  person.append('explanation.md', `${script.explanation.trim()}\n`);
  person.wait(minute);
  const records = [...firsts.slice(0, -1), atFull];
  return {
    createdAt: new Date(startedAt + 300 * minute).toISOString(),
    challenge: { slug, title: challenge.title, hash: challengeHash(slug) },
    engine: identities.engine,
    invite: null,
    candidate: { name: script.candidate, key },
    claims: [
      { name: 'quick', bounds: quick, result: atQuick.result },
      { name: 'full', bounds: full, result: atFull.result },
    ],
    activeMs: activeTime(person.log).activeMs,
    files: person.files,
    log: person.log,
    head: person.head as LogHead,
    story: script.story.map((stop) => storyStop(stop, records, person.files['protocol.ts'])),
    cover: script.cover,
  };
}

/** The bundle, not sealed. */
export async function scriptBundle(slug: string, script: SampleScript, key: string): Promise<Uint8Array> {
  const packed = packSubmission(await playScript(slug, script, key));
  if (packed.kind === 'err') throw new Error(packed.error.sentence);
  return packed.value;
}

/** For a challenge without a script of its own: one wrong turn, then the reference. */
export function plainScript(slug: string): SampleScript {
  const { mutants }: Expectations = JSON.parse(readChallengeFile(slug, 'expected.json'));
  const turn = mutants.find(({ file }) => file.startsWith('mutants/'));
  if (turn === undefined) throw new Error(`${slug} has no mutant to turn to.`);
  return {
    candidate: 'Kim Example',
    versions: [
      {
        file: turn.file,
        minutes: 9,
        note: `A first version. The check objects: ${turn.property}.`,
        also: [turn.smallest],
      },
      { file: 'reference.ts', minutes: 12, hint: 1, note: 'It holds. What remains is to say why.' },
    ],
    explanation:
      '## What I did\n\nI wrote a version that I believed in, looked at its counterexample, and mended the cause.',
    story: [
      { title: 'Where it began', note: 'What the starter does wrong, as the check shows it.', version: 0 },
      { title: 'A wrong turn', note: `My first version. What was missing shows in **${turn.property}**.`, version: 1 },
      { title: 'The solution', note: 'It holds at full bounds.', version: 2 },
    ],
    cover: 'Thank you for the challenge.',
  };
}

function storyStop(stop: ScriptStop, records: readonly CheckDone[], source: string): StoryStop {
  const done = records[stop.version];
  if (done === undefined) throw new Error(`"${stop.title}" is about a version that there is not.`);
  const steps = done.result.length ?? 0;
  return {
    title: stop.title,
    note: stop.note,
    lines: stop.lines === undefined ? null : linesAt(source, stop.lines),
    record: done.record,
    trace: steps === 0 ? null : { check: done.record, step: steps },
  };
}

function linesAt(source: string, { at, more }: { readonly at: string; readonly more: number }) {
  const index = source.split('\n').findIndex((line) => line.includes(at));
  if (index < 0) throw new Error(`The solution has no line with "${at}".`);
  return { from: index + 1, to: index + 1 + more };
}

/** A candidate's file does not begin with what the catalogue says about it. */
function withoutHeading(source: string): string {
  return source.replace(/^\/\*\*[^\n]*\*\/\n/, '');
}
