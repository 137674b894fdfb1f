/** Tries slips of a pack's reference, and says why nothing catches those that survive. Definitions and protocols run in sandboxes. */
import { engine } from 'virtual:identities';
import { expose } from 'comlink';
import type { Result } from '../src/base';
import type {
  Bounds,
  Challenge,
  Compiled,
  DefinitionSource,
  Finding,
  MutantCheck,
  PackFile,
  VerifyOutcome,
} from '../src/model';
import { generateMutants, type MutantTier, runMutants, sampleMutants } from '../src/mutate';
import { type Pack, readPack, referenceFile } from '../src/pack';
import { createTriager, type Triager } from '../src/triage';
import { cancelledOutcome, checkTask, definitionKey, definitionSource, isLasting, outcomeOf } from '../src/verify';
import type { MutantsNews, MutantsWorker, Survivor, TriageNews } from './api';
import { outcomeMemory, triageMemory } from './outcome-database';
import { pause } from './pause';
import { helperCount } from './search-threads';
import { loadCompiler, wasm, withDefinition } from './verify-definition';
import { VerifyThreads } from './verify-threads';

const outcomes = outcomeMemory();
const triages = triageMemory();
const threads = new VerifyThreads();

/** A sign of life goes out so often. */
const aliveMs = 1000;

/** Counts jobs; one that began before the newest ends. */
let newest = 0;
let running: Promise<unknown> = Promise.resolve();

const worker: MutantsWorker = {
  tryMutants: (files, options, onNews) =>
    begin(async (isCancelled) => {
      const prepared = await prepare(files);
      if (typeof prepared === 'string') return prepared;
      const { pack, source, compile } = prepared;
      const { tiers, budget } = pack.manifest;
      const reference = pack.texts.get(referenceFile);
      if (reference === undefined)
        return `There is no ${referenceFile} to make slips of. Write the right answer first.`;
      const compiled = compile(reference, referenceFile);
      if (compiled.kind === 'refused')
        return `${referenceFile}: ${compiled.problems[0]?.sentence ?? 'it does not compile.'}`;
      const { quick, full } = tiers;
      const used: readonly MutantTier[] = [
        { name: 'quick', bounds: quick, statesMax: budget.states },
        ...(options.isQuick ? [] : [{ name: 'full', bounds: full, statesMax: budget.states }]),
      ];
      const checking: Checking = { pack, source, compile, isCancelled, onNews };
      const last = used.at(-1) as MutantTier;
      const own = await check(reference, last.bounds, last.statesMax, checking);
      if (isCancelled()) return null;
      if (own.kind !== 'holds')
        return `${referenceFile} does not hold at the ${last.name} bounds (${own.kind}), so what its slips come to says nothing. Mend it first.`;
      const all = generateMutants(reference, referenceFile);
      const mutants = sampleMutants(all, options.sample, options.seed);
      onNews({ kind: 'begun', mutants, generated: all.length });
      const run = {
        tiers: used,
        parallel: helperCount(),
        isCancelled,
        check: async (text: string, bounds: Bounds, states: number) =>
          mutantCheckOf(await check(text, bounds, states, checking)),
      };
      for await (const { mutant, result } of runMutants(mutants, run)) {
        // What was cut off is not decided.
        if (isCancelled()) return null;
        onNews({ kind: 'result', id: mutant.id, result });
      }
      return null;
    }),
  triage: (files, survivors, onNews) =>
    begin(async (isCancelled) => {
      const prepared = await prepare(files);
      if (typeof prepared === 'string') return prepared;
      return withDefinition(prepared.source, [], async (challenge) =>
        challenge.kind === 'err'
          ? definitionWords(challenge.error)
          : triageAll(survivors, { ...prepared, challenge: challenge.value, isCancelled, onNews }),
      );
    }),
  cancel() {
    cancel();
  },
};

/** Ends what is under way; the number of what comes next. */
function cancel(): number {
  newest++;
  threads.end();
  return newest;
}

/** Does a job when the one before has ended. */
function begin(work: (isCancelled: () => boolean) => Promise<string | null>): Promise<string | null> {
  const own = cancel();
  const before = running;
  const result = (async () => {
    await before.catch(() => undefined);
    return work(() => own !== newest);
  })();
  running = result;
  return result;
}

interface Prepared {
  readonly pack: Pack;
  readonly source: Result<DefinitionSource, readonly Finding[]> & { readonly kind: 'ok' };
  readonly compile: (source: string, file: string) => Compiled;
}

/** A sentence where nothing can be run. */
async function prepare(files: readonly PackFile[]): Promise<Prepared | string> {
  const { pack, findings } = readPack(files);
  if (pack === null)
    return findings.find(({ severity }) => severity === 'error')?.sentence ?? 'The pack cannot be read.';
  const { writes = 'protocol' } = pack.manifest;
  if (writes !== 'protocol')
    return `Candidates write ${writes === 'machine' ? 'a machine' : writes} for this challenge, and slips are made of protocols.`;
  const compiler = await loadCompiler();
  const source = definitionSource(pack, compiler);
  if (source.kind === 'err') return definitionWords(source.error);
  return { pack, source, compile: compiler.compile };
}

function definitionWords(findings: readonly Finding[]): string {
  const [first] = findings;
  return first === undefined
    ? 'The definition cannot be used. The findings say what is wrong with it.'
    : `${first.place.file}:${first.place.line}: ${first.sentence}`;
}

interface Checking extends Prepared {
  readonly isCancelled: () => boolean;
  readonly onNews: (news: MutantsNews) => void;
}

async function check(text: string, bounds: Bounds, states: number, checking: Checking): Promise<VerifyOutcome> {
  const { pack, source, compile, isCancelled, onNews } = checking;
  const task = checkTask({ file: referenceFile, source: text }, definitionKey(pack, engine.hash), bounds, { states });
  const memory = await outcomes;
  const known = await memory.recall(task.key);
  if (known !== null) return known;
  if (isCancelled()) return cancelledOutcome;
  try {
    const job = { definition: source.value, task, program: compile(text, referenceFile) };
    const report = await threads.run(job, (found) => onNews({ kind: 'states', states: found }));
    const outcome = outcomeOf(report);
    if (isLasting(outcome)) await memory.keep(task.key, outcome);
    return outcome;
  } catch (error) {
    if (isCancelled()) return cancelledOutcome;
    throw error;
  }
}

function mutantCheckOf({ kind, property, schedule, counts }: VerifyOutcome): MutantCheck {
  return {
    verdict: kind,
    ...(property === null ? {} : { property }),
    ...(schedule === null ? {} : { length: schedule.length }),
    distinct: counts.distinct,
  };
}

interface Triaging extends Prepared {
  readonly challenge: Challenge;
  readonly isCancelled: () => boolean;
  readonly onNews: (news: TriageNews) => void;
}

async function triageAll(survivors: readonly Survivor[], triaging: Triaging): Promise<string | null> {
  const { pack, challenge, compile, isCancelled, onNews } = triaging;
  const text = pack.texts.get(referenceFile);
  const reference = text === undefined ? undefined : compile(text, referenceFile);
  if (text === undefined || reference?.kind !== 'compiled')
    return `There is no ${referenceFile} that compiles, and survivors are compared with it. Write the right answer first.`;
  const memory = await triages;
  const definition = definitionKey(pack, engine.hash);
  const triagers = new Map<string, Triager>();
  let aliveAt = performance.now();
  const environment = {
    wasm: await wasm,
    now: () => performance.now(),
    pause: () => {
      if (performance.now() - aliveAt > aliveMs) {
        aliveAt = performance.now();
        onNews({ kind: 'alive' });
      }
      return pause();
    },
    isCancelled,
  };
  try {
    for (const { id, file, source, bounds } of survivors) {
      if (isCancelled()) return null;
      const own = checkTask({ file: referenceFile, source: `${text}\n${source}` }, definition, bounds, { states: 0 });
      const known = await memory.recall(own.key);
      const place = JSON.stringify(Object.entries(bounds).sort());
      const program = compile(source, file);
      const triager = triagers.get(place) ?? createTriager({ challenge, reference, bounds, environment });
      triagers.set(place, triager);
      const triage = known ?? (program.kind === 'compiled' ? await triager.triage(program) : null);
      // What was cut off is no finding.
      if (isCancelled()) return null;
      if (triage !== null && known === null) await memory.keep(own.key, triage);
      onNews({ kind: 'triage', id, triage });
    }
    return null;
  } finally {
    for (const triager of triagers.values()) await triager.dispose();
  }
}

expose(worker);
