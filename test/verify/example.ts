/** The challenge that docs/authoring.md writes from nothing, as files; and verifying files in this process. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ok } from '../../src/base';
import type { Breaking } from '../../src/check';
import { compileBytes, compileSource } from '../../src/host/compile';
import { compileDefinition } from '../../src/host/compile-definition';
import { libraryText } from '../../src/host/libraries/libraries-node';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import {
  type Challenge,
  challengeOfPack,
  type PackFile,
  type VerifyOptions,
  type VerifyOutcome,
  type VerifyReport,
} from '../../src/model';
import { type Pack, readPack } from '../../src/pack';
import {
  createSlots,
  definitionSource,
  hiddenVariantsOfPack,
  outcomeOf,
  runVerifyTask,
  type VerifyEnvironment,
  verifyPack,
} from '../../src/verify';
import { filesOf, textsIn } from './example-texts';

const authoring = fileURLToPath(new URL('../../docs/authoring.md', import.meta.url));

/** By path inside the pack. */
export function exampleTexts(): Record<string, string> {
  return textsIn(readFileSync(authoring, 'utf8'));
}

/** The example with some files replaced, or left out where they are null. */
export function exampleFiles(changes: Readonly<Record<string, string | null>> = {}): PackFile[] {
  return filesOf({ ...exampleTexts(), ...changes });
}

export function writeFolder(folder: string, files: readonly PackFile[]): void {
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

/** The definition of a pack, run as its author's own. */
export async function definitionOf(pack: Pack): Promise<Challenge> {
  const folder = mkdtempSync(join(tmpdir(), 'interleave-definition-'));
  try {
    writeFolder(folder, pack.files);
    const { default: system } = await import(/* @vite-ignore */ join(folder, 'challenge.ts'));
    return challengeOfPack(pack.manifest, system);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface Verified {
  readonly report: VerifyReport;
  /** How many checks were run. */
  readonly ran: number;
}

const wasm = loadSandboxWasm();

/** @param known outcomes of earlier runs; what is computed is added */
export async function verifyFiles(
  files: readonly PackFile[],
  options: Partial<VerifyOptions> = {},
  known: Map<string, VerifyOutcome> = new Map(),
  changes: Partial<VerifyEnvironment> = {},
): Promise<Verified> {
  const { pack, findings } = readPack(files);
  if (pack === null) throw new Error(`the pack cannot be read: ${findings.map(({ sentence }) => sentence).join(' ')}`);
  const challenge = await definitionOf(pack);
  const compiler = { compileDefinition, compile: compileSource };
  const source = definitionSource(pack, compiler);
  const breaking: Breaking = {
    libraryText,
    variants: async () => (source.kind === 'ok' ? (source.value.variants ?? []) : []),
    hidden: async () => hiddenVariantsOfPack(pack, compileSource),
  };
  let ran = 0;
  const report = await verifyPack(
    pack,
    findings,
    { quick: false, findSmallest: false, ...options },
    {
      engine: 'test',
      challenge: ok(challenge),
      run: async (task, onStates) => {
        ran++;
        const source = files.find(({ path }) => path === task.file)?.bytes ?? new Uint8Array();
        const around = {
          challenge,
          wasm,
          now: () => performance.now(),
          pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
          isCancelled: () => false,
          breaking,
        };
        return outcomeOf(await runVerifyTask(task, compileBytes(source, task.file), around, onStates));
      },
      slots: createSlots(2),
      memory: {
        recall: async (key) => known.get(key) ?? null,
        keep: async (key, outcome) => {
          known.set(key, outcome);
        },
      },
      now: () => performance.now(),
      isCancelled: () => false,
      onReport: () => undefined,
      onProgress: () => undefined,
      ...changes,
    },
  );
  return { report, ran };
}
