/** `interleave verify`: tests packs as products are tested. */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { challenges } from '../../challenges';
import { err, grouped, ok, type Result } from '../base';
import type { Challenge, Finding, VerifyProgress, VerifyReport } from '../model';
import {
  checkSignature,
  definitionFile,
  expectationsFile,
  isReviewerPart,
  type Pack,
  readPack,
  signatureFile,
  startOf,
} from '../pack';
import { cancelledOutcome, createSlots, emptyReport, type VerifyEnvironment, verifyPack } from '../verify';
import { readIdentities } from './identity';
import {
  type ChallengePlace,
  folderOf,
  loadDefinition,
  packFilesAt,
  placeOf,
  sandboxedChallenge,
} from './load-challenge';
import { noMemory, outcomeFile, outcomePath } from './outcome-file';
import { verifyText } from './verify-text';
import { VerifyThreads } from './verify-threads';

const root = fileURLToPath(new URL('../..', import.meta.url));
const workersMax = 64;

export interface VerifyCommandOptions {
  readonly json?: boolean;
  readonly workers?: number;
  readonly cache: boolean;
  readonly quick?: boolean;
  readonly findSmallest?: boolean;
  readonly accept?: boolean;
}

/** All of the catalogue if no name is given. A sentence if the arguments make no sense. */
export async function verify(names: readonly string[], options: VerifyCommandOptions): Promise<string | undefined> {
  const places = (names.length === 0 ? challenges.map(({ slug }) => slug) : names).map(placeOf);
  const given: GivenPack[] = [];
  for (const place of places) {
    const pack = givenPack(place);
    if (pack.kind === 'err') return pack.error;
    given.push(pack.value);
  }
  const { engine } = readIdentities(root);
  const threads = new VerifyThreads();
  const memory = options.cache ? outcomeFile(outcomePath(root)) : noMemory;
  const slots = createSlots(options.workers ?? Math.min(availableParallelism(), workersMax));
  let interrupted = false;
  process.once('SIGINT', () => {
    interrupted = true;
    void threads.discard();
  });
  const line = process.stderr.isTTY === true && options.json !== true ? progressLine() : undefined;
  const reports = await Promise.all(
    given.map(async (one) =>
      verifyGiven(one, options, {
        engine: engine.hash,
        run: (task, onStates) =>
          threads.run({ place: one.place, task, source: sourceOf(one, task.file) }, onStates).catch((error) => {
            // A thread that was ended on purpose has nothing to tell.
            if (interrupted) return cancelledOutcome;
            throw error;
          }),
        slots,
        memory,
        now: () => performance.now(),
        isCancelled: () => interrupted,
        onReport: () => undefined,
        onProgress: (progress) => line?.tell(one.shown, progress),
      }),
    ),
  );
  await threads.discard();
  memory.close();
  line?.end();
  const unwritten = options.accept === true ? given.flatMap((one, index) => accept(one, reports[index])) : [];
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify(names.length === 1 ? reports[0] : reports, null, 2)}\n`
      : reports.map((report, index) => verifyText(report, given[index]?.shown ?? '')).join('\n'),
  );
  const isSound = ({ findings, rows }: VerifyReport): boolean =>
    rows.length > 0 && !findings.some(({ severity }) => severity === 'error');
  process.exitCode = interrupted || !reports.every(isSound) ? 1 : 0;
  return unwritten[0];
}

/** Writes what was measured into the folder; a sentence if that cannot be. */
function accept({ place, shown }: GivenPack, report: VerifyReport | undefined): readonly string[] {
  if (place.kind === 'archive')
    return [`"${shown}" is an archive. Unpack it into a folder to change what is expected.`];
  if (report === undefined || report.measured === null)
    return [`Nothing was measured in "${shown}" that could be written into ${expectationsFile}.`];
  try {
    writeFileSync(join(folderOf(place), expectationsFile), `${JSON.stringify(report.measured, null, 2)}\n`);
    return [];
  } catch (error) {
    return [`${expectationsFile} cannot be written in "${shown}" (${(error as NodeJS.ErrnoException).code ?? error}).`];
  }
}

interface GivenPack {
  readonly place: ChallengePlace;
  /** As it is named in places. */
  readonly shown: string;
  readonly pack: Pack | null;
  readonly findings: readonly Finding[];
}

function givenPack(place: ChallengePlace): Result<GivenPack, string> {
  const folder = folderOf(place);
  const shown = relative(process.cwd(), folder) || '.';
  if (!existsSync(folder))
    return err(
      place.kind === 'catalogue'
        ? `There is no challenge "${place.slug}". There are ${challenges.map(({ slug }) => slug).join(', ')}. A challenge of your own is named by its folder, as in ./my-challenge.`
        : `There is no folder or archive "${shown}". Name one that holds a challenge.`,
    );
  if (place.kind !== 'archive' && statSync(folder).isFile())
    return err(`"${shown}" is a file. Name the folder that holds ${definitionFile}, or an archive of a pack.`);
  const files = packFilesAt(place);
  if (files.kind === 'err') return files;
  if (isReviewerPart(files.value))
    return err(
      `"${shown}" is the reviewer's part of a pack alone. Name the archive of its pack; this one is read if it lies beside it.`,
    );
  return ok({ place, shown, ...readPack(files.value, place.kind === 'archive' ? undefined : basename(folder)) });
}

async function verifyGiven(
  { place, pack, findings }: GivenPack,
  { quick = false, findSmallest = false }: VerifyCommandOptions,
  environment: Omit<VerifyEnvironment, 'challenge'>,
): Promise<VerifyReport> {
  if (pack === null) {
    const name = basename(folderOf(place));
    return emptyReport({ slug: name, title: name, release: '?' }, environment.engine, '', findings);
  }
  const signature = await checkSignature(pack);
  const signatureFindings: readonly Finding[] =
    signature.kind === 'wrong'
      ? [
          {
            severity: 'error',
            code: 'signature-wrong',
            sentence: `The signature is not of this pack: something was changed after the owner of the key ${signature.fingerprint} signed it, or the signature itself was. Ask for the pack again.`,
            place: startOf(signatureFile),
          },
        ]
      : [];
  if (signature.kind === 'signed')
    process.stderr.write(`interleave: ${pack.manifest.slug} is signed by ${signature.fingerprint}\n`);
  // Where two files import each other, loading them could only say something that is harder to understand.
  const challenge: Result<Challenge, readonly Finding[]> = findings.some(({ code }) => code === 'import-cycle')
    ? err([])
    : place.kind === 'archive'
      ? await sandboxedChallenge(pack)
      : await definitionAt(folderOf(place), pack);
  return verifyPack(pack, [...findings, ...signatureFindings], { quick, findSmallest }, { ...environment, challenge });
}

async function definitionAt(folder: string, { manifest }: Pack): Promise<Result<Challenge, readonly Finding[]>> {
  const loaded = await loadDefinition(folder, manifest);
  if (loaded.kind === 'ok') return loaded;
  const [, file, line, column, sentence] =
    /^(?:.*[\\/])?([^\\/:]+\.[a-z]+):(\d+):(\d+): (.*)$/s.exec(loaded.error) ?? [];
  const place = file === undefined ? startOf(definitionFile) : { file, line: Number(line), column: Number(column) };
  return err([{ severity: 'error', code: 'definition-invalid', sentence: sentence ?? loaded.error, place }]);
}

function sourceOf({ pack }: GivenPack, file: string): Uint8Array {
  return pack?.files.find(({ path }) => path === file)?.bytes ?? new Uint8Array();
}

/** One line on the terminal that is written over. */
function progressLine() {
  const latest = new Map<string, VerifyProgress>();
  const sum = (of: (progress: VerifyProgress) => number): number =>
    [...latest.values()].reduce((total, progress) => total + of(progress), 0);
  return {
    tell(pack: string, progress: VerifyProgress): void {
      latest.set(pack, progress);
      const running = [...latest].flatMap(([name, one]) =>
        one.running
          .filter(({ states }) => states > 0)
          .map(({ file, states }) => `${basename(name)}/${file} ${grouped(states)}`),
      );
      const remembered = sum((one) => one.remembered);
      const words = `${sum(({ done }) => done)} of ${sum(({ of }) => of)} checks${remembered === 0 ? '' : `, ${remembered} remembered`}  ${running.join('  ')}`;
      const width = Math.max(20, (process.stderr.columns || 80) - 1);
      process.stderr.write(`\r\u001b[K${words.slice(0, width)}`);
    },
    end(): void {
      process.stderr.write('\r\u001b[K');
    },
  };
}
