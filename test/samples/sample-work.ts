/**
 * The work of a candidate who does not exist, on the demonstration: 50 minutes in two sittings, written character by character
 * and checked with the real engine. The review page offers it as a sample, and tests review it.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { challengeBySlug } from '../../challenges';
import { createPrng } from '../../src/base';
import { readIdentities } from '../../src/cli/identity';
import { type GradeEnvironment, gradeLimits, runSource, wholeCheck } from '../../src/grade';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import type {
  Bounds,
  Challenge,
  ClaimedVerdict,
  EditOrigin,
  FileTexts,
  Invite,
  LogRecord,
  Splice,
  WorkEvent,
  WorkFile,
} from '../../src/model';
import { activeTime } from '../../src/review';
import {
  appendRecord,
  applySplice,
  checkResultOf,
  type LogHead,
  packSubmission,
  type SubmissionParts,
  spliceBetween,
  textHash,
} from '../../src/submission';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const identities = readIdentities(root);
export const challenge = challengeBySlug('demo-commit') as Challenge;
const challengeHash = identities.challenges['demo-commit'] ?? '';
const read = (name: string): string => readFileSync(`${root}challenges/demo-commit/${name}`, 'utf8');
const starter = read('starter.ts');
const fixed = read('fixed.ts');

const environment: GradeEnvironment = {
  challenge: challengeBySlug,
  challengeHash: () => challengeHash,
  engine: identities.engine,
  compile: compileSource,
  wasm: loadSandboxWasm(),
  now: () => performance.now(),
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  isCancelled: () => false,
  limits: gradeLimits,
};

/** 2026-10-05T08:02:11Z. */
const startedAt = 1_791_187_331_000;
const flushMs = 300;

/** Somebody who types, checks and thinks, on a clock of their own. */
class Candidate {
  readonly log: LogRecord[] = [];
  head: LogHead | null = null;
  files: FileTexts;
  readonly #prng = createPrng(2026);
  #elapsed = 0;
  #at = startedAt;

  constructor(files: FileTexts, invite: string | null) {
    this.files = files;
    this.add({ kind: 'started', engine: identities.engine, invite, files });
  }

  add(event: WorkEvent): void {
    const { record, head } = appendRecord(this.head, challengeHash, event, this.#at, Math.round(this.#elapsed));
    this.log.push(record);
    this.head = head;
  }

  wait(milliseconds: number): void {
    this.#elapsed += milliseconds;
    this.#at += milliseconds;
  }

  /** Closes the page and comes back later. */
  comeBack(afterMs: number): void {
    this.#at += afterMs;
    this.#elapsed = 0;
    this.add({ kind: 'opened', engine: identities.engine });
  }

  /** Types a text in place of another, at the pace of a person. */
  type(file: WorkFile, before: string, after: string): void {
    const from = this.files[file].indexOf(before);
    if (from < 0) throw new Error(`${file} has no text "${before}".`);
    let pending: Splice[] = [];
    let began = 0;
    const flush = (): void => {
      if (pending.length === 0) return;
      const now = this.#elapsed;
      this.#elapsed = began;
      this.#at -= now - began;
      this.add({ kind: 'edit', file, origin: 'typed', splices: pending });
      this.#elapsed = now;
      this.#at += now - began;
      pending = [];
    };
    const change = (splice: Omit<Splice, 'after'>): void => {
      if (pending.length === 0) began = this.#elapsed;
      pending.push({ ...splice, after: Math.round(this.#elapsed - began) });
      this.files = { ...this.files, [file]: applySplice(this.files[file], splice) };
      if (this.#elapsed - began > flushMs) flush();
    };
    if (before !== '' && !after.startsWith(before)) change({ from, removed: before.length, inserted: '' });
    const added = after.startsWith(before) ? after.slice(before.length) : after;
    let at = after.startsWith(before) ? from + before.length : from;
    for (const character of added) {
      this.wait(70 + this.#prng.below(160) + (character === '\n' ? 700 : 0));
      change({ from: at, removed: 0, inserted: character });
      at += character.length;
    }
    flush();
  }

  replace(file: WorkFile, text: string, origin: EditOrigin): void {
    const splice = spliceBetween(this.files[file], text);
    if (splice === null) return;
    this.files = { ...this.files, [file]: text };
    this.add({ kind: 'edit', file, origin, splices: [{ after: 0, ...splice }] });
  }

  async check(bounds: Bounds, asked: boolean): Promise<ClaimedVerdict['result']> {
    const source = this.files['protocol.ts'];
    const settings = { ...wholeCheck, explore: asked ? ('all' as const) : ('first' as const) };
    const report = await runSource(
      challenge,
      compileSource(source, 'protocol.ts'),
      bounds,
      settings,
      environment,
      () => undefined,
    );
    const result = checkResultOf(report);
    const elapsedMs = 20 + Math.round(result.counts.distinct / 60);
    this.wait(elapsedMs);
    this.add({
      ...{ kind: 'check', asked, bounds, explore: settings.explore, switches: {}, mode: { kind: 'every' } },
      ...{ source: textHash(source), engine: identities.engine, result, elapsedMs },
    });
    return result;
  }
}

const minute = 60_000;

/** @param invite that the work answers, null for none */
export async function sampleParts(invite: Invite | null, key: string): Promise<SubmissionParts> {
  const { quick, full } = challenge.tiers;
  const files = { 'protocol.ts': starter, 'notes.md': '', 'explanation.md': '' };
  const ada = new Candidate(files, invite?.id ?? null);
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
  const quickResult = await ada.check(quick, true);
  ada.wait(40_000);
  const fullResult = await ada.check(full, true);
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
    challenge: { slug: challenge.slug, title: challenge.title, hash: challengeHash },
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
