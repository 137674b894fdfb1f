/** The command line: the headless twin of the workbench. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { challenges } from '../../challenges';
import { grouped } from '../base';
import { graphStatesMax } from '../check';
import { dotText, itfText, shivizText } from '../export';
import {
  type Bounds,
  type Challenge,
  type CheckReport,
  changeWords,
  defaultSeed,
  defaultSwarm,
  type Limits,
  lossWords,
  type Progress,
  savedWords,
  type VerdictKind,
} from '../model';
import { type CheckSource, checkSource, graphOfSource, resumeSource, withLateFutures } from './check-source';
import { type CheckpointFile, checkpointFile, checkpointPathProblem, filePieces } from './checkpoint-file';
import { loadChallenge, placeOf, starterOf } from './load-challenge';
import { addPackCommands } from './pack-commands';
import { addPlayCommand } from './play';
import { reportText } from './report-text';
import { parseSearches, parseSeed, parseWalks, searchMode, type WalkAmount } from './search-mode';
import { searchThreads } from './search-threads';
import { addSimulateCommand } from './simulate-command';
import { swarmThreads } from './swarm-threads';
import { addTeamCommands } from './team-commands';
import { breakingAt } from './variants';

/** Exit code of each verdict; 64 for wrong usage and 70 for a fault of ours, as in sysexits(3). */
const exitCodes: Readonly<Record<VerdictKind, number>> = {
  holds: 0,
  violated: 1,
  deadlock: 2,
  livelock: 3,
  unreached: 4,
  vacuous: 5,
  inconclusive: 6,
  nondeterministic: 7,
  crashed: 8,
  runaway: 9,
  invalid: 10,
};
const workersMax = 64;
const usageExitCode = 64;
const faultExitCode = 70;

interface CheckOptions {
  readonly protocol?: string;
  readonly bounds?: Bounds;
  readonly tier: 'quick' | 'full';
  readonly states?: number;
  readonly seconds?: number;
  readonly walks?: WalkAmount;
  readonly swarm?: number;
  readonly seed?: number;
  readonly all?: boolean;
  readonly workers?: number;
  readonly symmetry: boolean;
  readonly partialOrder?: boolean;
  readonly checkpoint?: string;
  readonly checkpointEvery: number;
  readonly resume?: string;
  readonly trace?: string;
  readonly futures?: boolean;
  readonly graph?: string;
  readonly json?: boolean;
}

/** Parses the arguments, runs the command, and sets the exit code of the process. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('interleave');
  program.description('Explores every schedule of a distributed protocol and says what it found.');
  program.exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : usageExitCode);
  });
  program
    .command('check')
    .description('check a protocol against a challenge')
    .argument(
      '<challenge>',
      `one of ${challenges.map((challenge) => challenge.slug).join(', ')}, a folder with challenge.ts and starter.ts, or an archive of a pack`,
    )
    .option('-p, --protocol <file>', 'TypeScript file to check (default: the starter of the challenge)')
    .option('-b, --bounds <list>', 'bounds as name=number, separated by commas', parseBounds)
    .addOption(new Option('-t, --tier <tier>', 'bounds to start from').choices(['quick', 'full']).default('quick'))
    .option('--states <count>', 'give up after this many states; of a swarm, each search', parseCount)
    .option('--seconds <count>', 'give up after this time', parseCount)
    .option('--walks <count|time>', 'try random schedules: so many, or for so long, as in 30s or 5m', parseWalks)
    .option(
      '--swarm <searches>',
      `try the schedules that so many bounded searches meet, each of ${grouped(defaultSwarm.states)} states (see --states)`,
      parseSearches,
    )
    .option('--seed <number>', `which random schedules (default: ${defaultSeed})`, parseSeed)
    .option('--all', 'explore everything and decide every property, also after a violation')
    .option('-w, --workers <count>', 'threads that search (default: one a core)', parseWorkers)
    .option('--no-symmetry', 'explore interchangeable members one by one')
    .option('--partial-order', 'take steps whose order cannot matter in one order only')
    .option('--checkpoint <file>', 'write down how far the check got, to go on later')
    .option('--checkpoint-every <seconds>', 'how often that is written down', parseCount, 60)
    .option('--resume <file>', 'go on from a checkpoint, and keep it up to date unless --checkpoint names another')
    .option('--trace <file>', 'write the trace found: as a ShiViz log if the name ends in .log, else as ITF JSON')
    .option('--futures', 'of a counterexample also tell how likely it was, step by step, up to 1,500,000 states')
    .option('--graph <file>', `write the state graph as DOT, if it has at most ${graphStatesMax} states`)
    .option('--json', 'print one JSON document')
    .action(check);
  addPackCommands(program, usage);
  addSimulateCommand(program, usage, parseBounds);
  addTeamCommands(program, usage);
  addPlayCommand(program, usage, parseBounds);
  program.command('list').description('list the challenges and their bounds').action(list);
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.stderr.write(
      `interleave: a fault of the program itself: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = faultExitCode;
  }
}

async function check(name: string, options: CheckOptions): Promise<void> {
  const place = placeOf(name);
  const loaded = await loadChallenge(place);
  if (loaded.kind === 'err') return usage(loaded.error);
  const challenge = loaded.value;
  const mode = searchMode(options);
  if (mode.kind === 'err') return usage(mode.error);
  const starter = options.protocol === undefined ? starterOf(place) : undefined;
  const path = options.protocol ?? starter?.path ?? '';
  let source: Uint8Array;
  try {
    source = starter?.source ?? readFileSync(path);
  } catch (error) {
    return usage(
      `The file "${path}" cannot be read (${(error as NodeJS.ErrnoException).code ?? error}). Name a TypeScript file with --protocol.`,
    );
  }
  const isSwarm = mode.value.kind === 'swarm';
  const keptAt = options.checkpoint ?? options.resume;
  if (keptAt !== undefined && mode.value.kind !== 'every')
    return usage('Checkpoints are of checks of every schedule. Walks and swarms are begun anew, with another --seed.');
  const unusable = checkpointProblem(options.resume, keptAt);
  if (unusable !== undefined) return usage(unusable);
  const limits: Partial<Limits> = {
    ...(options.states === undefined || isSwarm ? {} : { states: options.states }),
    ...(options.seconds === undefined ? {} : { milliseconds: options.seconds * 1000 }),
  };
  const onTerminal = process.stderr.isTTY === true && options.json !== true;
  let interrupted = false;
  process.once('SIGINT', () => {
    interrupted = true;
  });
  const workers = options.workers ?? Math.min(availableParallelism(), workersMax);
  const threads = workers > 1 && mode.value.kind === 'every' ? searchThreads(workers - 1) : undefined;
  const swarm = workers > 1 && isSwarm ? swarmThreads(workers - 1, place) : undefined;
  const asked: CheckSource = {
    challenge,
    source,
    file: path.split(/[\\/]/).at(-1) ?? path,
    bounds: { ...challenge.tiers[options.tier], ...options.bounds },
    limits,
    explore: options.all === true ? 'all' : 'first',
    symmetry: options.symmetry,
    partialOrder: options.partialOrder === true,
    mode: mode.value,
    breaking: breakingAt(place),
    ...(swarm === undefined ? {} : { swarm }),
    ...(threads === undefined ? {} : { threads }),
    isCancelled: () => interrupted,
    ...(onTerminal ? { onProgress: progressLine(challenge) } : {}),
  };
  const keeper = keptAt === undefined ? undefined : keeperAt(keptAt, options.checkpointEvery);
  const checked = await reportOf(
    { ...asked, ...(keeper === undefined ? {} : { checkpoints: keeper }) },
    options.resume,
  );
  threads?.discard();
  swarm?.discard();
  if (onTerminal) process.stderr.write('\r\u001b[K');
  if (checked === undefined) return;
  const report = options.futures === true ? await withLateFutures(asked, checked) : checked;
  process.stdout.write(options.json === true ? `${jsonDocument(report)}\n` : reportText(report, challenge));
  process.exitCode = exitCodes[report.verdict.kind];
  if (report.verdict.kind === 'inconclusive') tellHowToGoOn(report, keptAt, keeper);
  else if (keptAt !== undefined) rmSync(keptAt, { force: true });
  if (options.trace !== undefined) writeTrace(options.trace, report, challenge);
  if (options.graph !== undefined) await writeGraph(options.graph, asked);
}

/** Why a checkpoint cannot be read or written where it is wanted. */
function checkpointProblem(resume: string | undefined, keptAt: string | undefined): string | undefined {
  if (resume !== undefined && !existsSync(resume))
    return `There is no checkpoint "${resume}". Leave --resume out to start from the beginning.`;
  return keptAt === undefined || keptAt === resume ? undefined : checkpointPathProblem(keptAt);
}

function keeperAt(path: string, everySeconds: number): CheckpointFile {
  return checkpointFile(path, everySeconds * 1000, (code) => {
    process.stderr.write(
      `interleave: The checkpoint "${path}" cannot be written (${code}). The check goes on without one.\n`,
    );
  });
}

/** The report; undefined if the checkpoint to go on from cannot be used, which has been said then. */
async function reportOf(asked: CheckSource, resume: string | undefined): Promise<CheckReport | undefined> {
  if (resume === undefined) return checkSource(asked);
  const resumed = await resumeSource(asked, () => filePieces(resume));
  if (resumed.kind === 'ok') return resumed.value;
  usage(`"${resume}": ${resumed.error.sentence}`);
  return undefined;
}

/** What to type to go on with a check that has not come to its end. */
function tellHowToGoOn({ verdict }: CheckReport, path: string | undefined, keeper: CheckpointFile | undefined): void {
  const { kind } = verdict.limit ?? {};
  if (keeper === undefined || path === undefined) {
    const advice = 'With --checkpoint <file>, a check that is stopped can go on later.';
    if (kind === 'cancelled') process.stderr.write(`interleave: ${advice}\n`);
    return;
  }
  if (keeper.keptStates === 0 || kind === 'bytes') return;
  const raise =
    kind === 'states' ? ' and a higher --states' : kind === 'time' ? ' and a higher --seconds (all runs together)' : '';
  process.stderr.write(
    `interleave: ${grouped(keeper.keptStates)} states are kept in "${path}". To go on from there, give the same command with --resume ${path}${raise}.\n`,
  );
}

function writeTrace(path: string, { trace, verdict }: CheckReport, challenge: Challenge): void {
  if (trace === undefined) {
    usage(`There is no trace to write: the verdict ${verdict.kind} has none.`);
    return;
  }
  const bounds = Object.entries(verdict.bounds).map(([name, value]) => `${name}=${value}`);
  const description = [
    challenge.slug,
    ...bounds,
    verdict.kind,
    ...(verdict.property === undefined ? [] : [verdict.property]),
  ].join(' ');
  writeOut(path, path.endsWith('.log') ? shivizText(trace) : itfText(trace, description));
}

async function writeGraph(path: string, asked: CheckSource): Promise<void> {
  const graph = await graphOfSource(asked);
  if (graph === undefined) {
    usage(
      `There is no graph to write: the protocol has more than ${graphStatesMax} states at these bounds, or a handler fails. Try smaller bounds.`,
    );
    return;
  }
  writeOut(path, dotText({ name: asked.challenge.slug, ...graph }));
}

function writeOut(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    usage(`The file "${path}" cannot be written (${(error as NodeJS.ErrnoException).code ?? error}).`);
  }
}

/**
 * The verdict as one JSON document. Nothing in it depends on the machine or the time, but that with several workers a
 * schedule may be another one of the same length.
 */
function jsonDocument(report: CheckReport): string {
  return JSON.stringify(report.verdict, null, 2);
}

function list(): void {
  for (const challenge of challenges) {
    const bounds = challenge.parameters.map(
      ({ name, min, max }) =>
        `${name} ${min}-${max} (${challenge.tiers.quick[name]}, full ${challenge.tiers.full[name]})`,
    );
    process.stdout.write(
      `${challenge.slug}\n  ${challenge.code}: ${challenge.title}\n  bounds: ${bounds.join(', ')}\n`,
    );
  }
}

/** Shows progress in one line that is written over, and once what smaller checks would save. */
function progressLine({ parameters }: Challenge): (progress: Progress) => void {
  let told = false;
  return (progress) => {
    if (progress.savings !== undefined && !told) {
      told = true;
      const lines = progress.savings.map(
        (saving) => `  ${changeWords(saving, parameters)}: ${savedWords(saving)}. ${lossWords(saving, parameters)}\n`,
      );
      process.stderr.write(`\r\u001b[KThis takes a while. Smaller checks:\n${lines.join('')}`);
    }
    const { samples } = progress;
    const left =
      samples !== undefined
        ? `${grouped(samples.done)}${samples.of === undefined ? '' : ` of ${grouped(samples.of)}`} done`
        : progress.estimate === null || progress.remainingMs === null
          ? 'no end in sight'
          : `about ${grouped(progress.estimate)} expected, ${Math.ceil(progress.remainingMs / 1000)} s left`;
    process.stderr.write(
      `\r\u001b[K${grouped(progress.distinct)} states, depth ${progress.depth}, ${grouped(progress.rate)} transitions/s, ${left}`,
    );
  };
}

function usage(sentence: string): void {
  process.stderr.write(`interleave: ${sentence}\n`);
  process.exitCode = usageExitCode;
}

function parseBounds(text: string): Bounds {
  const bounds: [name: string, value: number][] = [];
  for (const part of text.split(',')) {
    const [name, value, ...rest] = part.split('=');
    if (
      name === undefined ||
      name.trim() === '' ||
      value === undefined ||
      rest.length > 0 ||
      !/^-?\d+$/.test(value.trim())
    ) {
      throw new InvalidArgumentError(`"${part}" is not name=number.`);
    }
    bounds.push([name.trim(), Number(value)]);
  }
  return Object.fromEntries(bounds);
}

function parseWorkers(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > workersMax)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${workersMax}.`);
  return Number(text);
}

function parseCount(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) >= 2 ** 30) {
    throw new InvalidArgumentError('It must be a whole number above zero, at most 1,073,741,823.');
  }
  return Number(text);
}
