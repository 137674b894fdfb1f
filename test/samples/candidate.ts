/** Somebody who types, checks and thinks, on a clock of their own. Everything is recorded as the workbench records it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { challengeBySlug } from '../../challenges';
import { createPrng } from '../../src/base';
import { readIdentities } from '../../src/cli/identity';
import { breaking } from '../../src/cli/variants';
import { type GradeEnvironment, gradeLimits, runSource, wholeCheck } from '../../src/grade';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import type {
  Bounds,
  Challenge,
  CheckResult,
  EditOrigin,
  FileTexts,
  LogRecord,
  Splice,
  WorkEvent,
  WorkFile,
} from '../../src/model';
import { appendRecord, applySplice, checkResultOf, type LogHead, spliceBetween, textHash } from '../../src/submission';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const identities = readIdentities(root);

/** A file of a challenge's folder. */
export function readChallengeFile(slug: string, path: string): string {
  return readFileSync(`${root}challenges/${slug}/${path}`, 'utf8');
}

export function challengeHash(slug: string): string {
  return identities.challenges[slug] ?? '';
}

const environment: GradeEnvironment = {
  challenge: challengeBySlug,
  challengeHash,
  engine: identities.engine,
  compile: compileSource,
  wasm: loadSandboxWasm(),
  breaking,
  now: () => performance.now(),
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  isCancelled: () => false,
  limits: gradeLimits,
};

/** The record of a check, and what came out. */
export interface CheckDone {
  readonly record: number;
  readonly result: CheckResult;
}

/** 2026-10-05T08:02:11Z. */
export const startedAt = 1_791_187_331_000;
const flushMs = 300;

export class Candidate {
  readonly log: LogRecord[] = [];
  head: LogHead | null = null;
  files: FileTexts;
  readonly #challenge: Challenge;
  readonly #prng = createPrng(2026);
  #elapsed = 0;
  #at = startedAt;

  constructor(challenge: Challenge, files: FileTexts, invite: string | null) {
    this.#challenge = challenge;
    this.files = files;
    this.add({ kind: 'started', engine: identities.engine, invite, files });
  }

  add(event: WorkEvent): void {
    const { record, head } = appendRecord(
      this.head,
      challengeHash(this.#challenge.slug),
      event,
      this.#at,
      Math.round(this.#elapsed),
    );
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
    if (after.startsWith(before)) this.typeAt(file, from + before.length, 0, after.slice(before.length));
    else this.typeAt(file, from, before.length, after);
  }

  /** Deletes at once and types one character after the other. */
  typeAt(file: WorkFile, from: number, removed: number, inserted: string): void {
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
    if (removed > 0) change({ from, removed, inserted: '' });
    let at = from;
    for (const character of inserted) {
      this.wait(70 + this.#prng.below(160) + (character === '\n' ? 700 : 0));
      change({ from: at, removed: 0, inserted: character });
      at += character.length;
    }
    flush();
  }

  /** Types what is new in a text, line by line, after deleting what is old. */
  rewrite(file: WorkFile, text: string): void {
    for (;;) {
      const change = firstDifference(this.files[file].split('\n'), text.split('\n'));
      if (change === null) return;
      this.wait(2000 + this.#prng.below(4000));
      this.typeAt(file, change.from, change.removed, change.inserted);
    }
  }

  append(file: WorkFile, text: string): void {
    this.typeAt(file, this.files[file].length, 0, text);
  }

  replace(file: WorkFile, text: string, origin: EditOrigin): void {
    const splice = spliceBetween(this.files[file], text);
    if (splice === null) return;
    this.files = { ...this.files, [file]: text };
    this.add({ kind: 'edit', file, origin, splices: [{ after: 0, ...splice }] });
  }

  async check(bounds: Bounds, asked: boolean): Promise<CheckDone> {
    const source = this.files['protocol.ts'];
    const settings = { ...wholeCheck, explore: asked ? ('all' as const) : ('first' as const) };
    const report = await runSource(
      { data: this.#challenge, hash: undefined, pack: null },
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
    return { record: this.log.length - 1, result };
  }
}

/** The first run of lines that differ, as a splice of characters; the lines after it are found again as early as possible. */
function firstDifference(before: readonly string[], after: readonly string[]): Omit<Splice, 'after'> | null {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  if (start === before.length && start === after.length) return null;
  let old = before.length;
  let fresh = after.length;
  search: for (let distance = 1; distance < before.length + after.length; distance++) {
    for (let gone = 0; gone <= distance; gone++) {
      const [i, k] = [start + gone, start + distance - gone];
      if (i >= before.length || k >= after.length || !alike(before, i, after, k)) continue;
      [old, fresh] = [i, k];
      break search;
    }
  }
  const offset = (line: number): number => before.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
  const atEnd = old === before.length && fresh === after.length;
  const from = atEnd && start > 0 ? offset(start) - 1 : offset(start);
  const to = atEnd ? offset(old) - 1 : offset(old);
  const lines = after.slice(start, fresh);
  const inserted = atEnd
    ? `${start > 0 && lines.length > 0 ? '\n' : ''}${lines.join('\n')}`
    : lines.map((line) => `${line}\n`).join('');
  return { from, removed: to - from, inserted };
}

/** Two lines in a row, one of them with something on it, or the last ones of both. */
function alike(before: readonly string[], i: number, after: readonly string[], k: number): boolean {
  if (before[i] !== after[k] || before[i + 1] !== after[k + 1]) return false;
  return `${before[i]}${before[i + 1] ?? ''}`.trim().length > 3;
}
