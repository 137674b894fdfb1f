/** Outcomes of checks, remembered from one run to the next in a file: one line each. What cannot be read is computed again. */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type VerifyOutcome, verdictKinds } from '../model';
import type { OutcomeMemory } from '../verify';

/** Above this many lines the file is written anew, with what this run has asked for. */
const linesMax = 20_000;

export interface OutcomeFile extends OutcomeMemory {
  /** Leaves the file in order. */
  close(): void;
}

/** In the cache of the packages, or of the user. */
export function outcomePath(root: string): string {
  const { XDG_CACHE_HOME } = process.env;
  return XDG_CACHE_HOME === undefined || XDG_CACHE_HOME === ''
    ? join(root, 'node_modules/.cache/interleave/verify.jsonl')
    : join(XDG_CACHE_HOME, 'interleave/verify.jsonl');
}

/** Where the file cannot be written, nothing is remembered. */
export function outcomeFile(path: string): OutcomeFile {
  const known = new Map<string, VerifyOutcome>();
  const asked = new Set<string>();
  let lines = 0;
  let canWrite = true;
  for (const line of textAt(path).split('\n')) {
    if (line === '') continue;
    lines++;
    const entry = parsed(line);
    if (entry !== undefined) known.set(...entry);
  }
  const write = (what: () => void): void => {
    try {
      mkdirSync(dirname(path), { recursive: true });
      what();
    } catch {
      // A cache that cannot be kept costs time alone.
      canWrite = false;
    }
  };
  return {
    async recall(key) {
      asked.add(key);
      return known.get(key) ?? null;
    },
    async keep(key, outcome) {
      asked.add(key);
      known.set(key, outcome);
      lines++;
      if (canWrite) write(() => appendFileSync(path, lineOf(key, outcome)));
    },
    close() {
      if (lines <= linesMax || !canWrite) return;
      const kept = [...known].filter(([key]) => asked.has(key)).map(([key, outcome]) => lineOf(key, outcome));
      write(() => writeFileSync(path, kept.join('')));
    },
  };
}

/** Remembers nothing. */
export const noMemory: OutcomeFile = {
  recall: async () => null,
  keep: async () => undefined,
  close: () => undefined,
};

function lineOf(key: string, outcome: VerifyOutcome): string {
  return `${JSON.stringify([key, outcome])}\n`;
}

/** A line that was cut off by a program that ended, or is none of ours, is skipped. */
function parsed(line: string): [key: string, outcome: VerifyOutcome] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [key, outcome] = value as [unknown, Partial<VerifyOutcome> | null];
  const isWhole =
    typeof key === 'string' &&
    typeof outcome === 'object' &&
    outcome !== null &&
    verdictKinds.some((kind) => kind === outcome.kind) &&
    Array.isArray(outcome.properties) &&
    typeof outcome.counts?.distinct === 'number';
  return isWhole ? [key, outcome as VerifyOutcome] : undefined;
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // There is none yet.
    return '';
  }
}
