/** `interleave play`: the shortest way to a state in which an expression is true. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { err, ok, type Result } from '../base';
import { itfText, shivizText } from '../export';
import { compileBytes, eraseExpression } from '../host/compile';
import { loadSandboxWasm } from '../host/wasm-node';
import { type Action, actionKinds, type Bounds, defaultLimits, type PlayFound, type Schedule } from '../model';
import { Play } from '../play';
import { loadChallenge, placeOf, starterOf } from './load-challenge';
import { nodeTime } from './node-time';
import { breakingAt } from './variants';

/** Exit codes, those of verdicts that mean the same. */
const exitCodes: Readonly<Record<PlayFound['kind'], number>> = { found: 0, none: 1, stopped: 6, refused: 10 };

interface PlayOptions {
  readonly protocol?: string;
  readonly bounds?: Bounds;
  readonly tier: 'quick' | 'full';
  readonly variant?: string;
  readonly until: string;
  readonly from?: string;
  readonly nearest?: boolean;
  readonly trace?: string;
  readonly json?: boolean;
}

/** @param usage says what is wrong with how the command was given */
export function addPlayCommand(
  program: Command,
  usage: (sentence: string) => void,
  parseBounds: (text: string) => Bounds,
): void {
  program
    .command('play')
    .description('find the shortest way to a state in which an expression is true (docs/play.md)')
    .argument('<challenge>', 'a challenge of the catalogue, a folder with challenge.ts, or an archive of a pack')
    .requiredOption(
      '-u, --until <expression>',
      'what is to be true of the state, as in "count(nodes, (n) => !n.up) > 1"',
    )
    .option('-p, --protocol <file>', 'TypeScript file to play (default: the starter of the challenge)')
    .option('-b, --bounds <list>', 'bounds as name=number, separated by commas', parseBounds)
    .addOption(new Option('-t, --tier <tier>', 'bounds to start from').choices(['quick', 'full']).default('quick'))
    .option('--variant <name>', 'the variant to play, where the challenge asks for properties or schedules')
    .option('--from <file>', 'begin at the end of this schedule: JSON, as printed by check --json')
    .option('--nearest', 'steps of that schedule may be taken back')
    .option('--trace <file>', 'write the trace found: as a ShiViz log if the name ends in .log, else as ITF JSON')
    .option('--json', 'print one JSON document')
    .action((name: string, options: PlayOptions) => play(name, options, usage));
}

async function play(name: string, options: PlayOptions, usage: (sentence: string) => void): Promise<void> {
  const place = placeOf(name);
  const loaded = await loadChallenge(place);
  if (loaded.kind === 'err') return usage(loaded.error);
  const challenge = loaded.value;
  const starter = options.protocol === undefined ? starterOf(place) : undefined;
  const path = options.protocol ?? starter?.path ?? '';
  const source = starter?.source ?? readBytes(path);
  if (source === undefined) return usage(`The file "${path}" cannot be read. Name a TypeScript file with --protocol.`);
  const from = options.from === undefined ? ok([]) : readSchedule(options.from);
  if (from.kind === 'err') return usage(from.error);
  const game = new Play({
    challenge: () => challenge,
    wasm: loadSandboxWasm(),
    breaking: breakingAt(place),
    eraseExpression: async (text, file) => eraseExpression(text, file),
    ...nodeTime,
  });
  process.once('SIGINT', () => game.cancel());
  const opened = await game.open({
    challenge: challenge.slug,
    program: compileBytes(Buffer.from(source), path.split(/[\\/]/).at(-1) ?? path),
    bounds: { ...challenge.tiers[options.tier], ...options.bounds },
    limits: defaultLimits,
    explore: 'first',
    ...(options.variant === undefined ? {} : { variant: options.variant }),
  });
  if (opened.kind === 'err') {
    tell(options, { kind: 'refused', problem: opened.error }, []);
    return;
  }
  const begun = await game.at(from.value);
  if (begun.divergedAt !== undefined) {
    await game.dispose();
    usage(`Step ${begun.divergedAt + 1} of "${options.from}" is not enabled in this protocol. Give a schedule of it.`);
    return;
  }
  const goal = { kind: 'formula', source: options.until } as const;
  const found = await game.search(
    from.value,
    goal,
    options.nearest === true ? 'the way here' : 'here',
    () => undefined,
  );
  const trace = found.kind === 'found' ? (await game.at(found.schedule)).trace : undefined;
  await game.dispose();
  tell(options, found, trace?.steps.map(({ label }) => label) ?? []);
  if (options.trace === undefined || trace === undefined) return;
  const description = `${challenge.slug} until ${options.until}`;
  try {
    writeFileSync(options.trace, options.trace.endsWith('.log') ? shivizText(trace) : itfText(trace, description));
  } catch (error) {
    usage(`The file "${options.trace}" cannot be written (${(error as NodeJS.ErrnoException).code ?? error}).`);
  }
}

function tell({ json }: PlayOptions, found: PlayFound, steps: readonly string[]): void {
  process.stdout.write(json === true ? `${JSON.stringify(found, null, 2)}\n` : `${words(found, steps)}\n`);
  process.exitCode = exitCodes[found.kind];
}

function words(found: PlayFound, steps: readonly string[]): string {
  switch (found.kind) {
    case 'found': {
      const back = found.back === 0 ? '' : `${found.back} steps back, `;
      const numbered = steps.map((step, index) => `  ${String(index + 1).padStart(3)}  ${step}`);
      return [`found: ${back}${found.forward} steps forward, ${found.explored} states looked at`, ...numbered].join(
        '\n',
      );
    }
    case 'none':
      return `none: all ${found.explored} states that can follow were looked at, and it is true in none`;
    case 'stopped':
      return `stopped (${found.why}) after ${found.explored} states: it is true in none within ${found.depth} steps`;
    case 'refused':
      return `refused: ${found.problem.sentence}`;
  }
}

function readBytes(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined; // Said by the caller, with what to do.
  }
}

/** The schedule of a JSON document, or a list of actions. */
function readSchedule(path: string): Result<Schedule, string> {
  const unreadable = `The file "${path}" is no schedule. Give a JSON document with a "schedule", as check --json prints it.`;
  try {
    const document = JSON.parse(readFileSync(path, 'utf8')) as { readonly schedule?: unknown } | null;
    const schedule: unknown = Array.isArray(document) ? document : document?.schedule;
    return Array.isArray(schedule) && schedule.every(isAction) ? ok(schedule) : err(unreadable);
  } catch {
    return err(unreadable);
  }
}

/** Whether it is called as an action is; one that is none is not enabled. */
function isAction(thing: unknown): thing is Action {
  const kind = (thing as { readonly kind?: unknown } | null)?.kind;
  return (actionKinds as readonly unknown[]).includes(kind);
}
