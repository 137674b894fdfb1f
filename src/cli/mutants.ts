/** `interleave mutants`: slips made in an answer by the machine, which of them the properties catch, and why the others survive. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileSource } from '../host/compile';
import { loadSandboxWasm } from '../host/wasm-node';
import {
  type Bounds,
  isProvedEquivalent,
  type MutantCheck,
  type MutantOutcome,
  type MutationScore,
  mutantWords,
  mutationScore,
  type Triage,
} from '../model';
import { generateMutants, type MutantTier, runMutants, sampleMutants } from '../mutate';
import { readPack } from '../pack';
import { createTriager } from '../triage';
import { checkSource } from './check-source';
import { folderOf, loadChallenge, placeOf } from './load-challenge';
import { nodeTime } from './node-time';
import { readPackFolder } from './pack-files';

export interface MutantsCommandOptions {
  readonly protocol?: string;
  readonly sample?: number;
  readonly seed: number;
  readonly quick?: true;
  readonly states: number;
  readonly triage?: true;
  readonly json?: true;
}

/** One mutant as the command prints it. */
interface Row extends MutantOutcome {
  readonly triage?: Triage;
}

/** @returns what is wrong with the arguments, as a sentence */
export async function mutants(name: string, options: MutantsCommandOptions): Promise<string | undefined> {
  const place = placeOf(name);
  if (place.kind === 'archive') return 'Name the folder of a challenge: an archive for candidates holds no answers.';
  const loaded = await loadChallenge(place);
  if (loaded.kind === 'err') return loaded.error;
  const challenge = loaded.value;
  if (challenge.writes !== undefined && challenge.writes !== 'protocol')
    return `Candidates write ${challenge.writes} for "${challenge.slug}". Mutants are made of protocols only.`;
  const path = options.protocol ?? join(folderOf(place), 'reference.ts');
  if (!existsSync(path)) return `There is no file "${path}". Name an answer that holds with --protocol.`;
  const source = readFileSync(path, 'utf8');
  const compiled = compileSource(source, path);
  if (compiled.kind === 'refused') return `${path}: ${compiled.problems[0]?.sentence ?? 'it does not compile'}`;

  const tiers = tiersOf(challenge.tiers, options);
  const check = async (text: string, bounds: Bounds, statesMax: number): Promise<MutantCheck> => {
    const { verdict } = await checkSource({
      challenge,
      source: text,
      file: path,
      bounds,
      limits: { states: statesMax },
    });
    const { kind, property, schedule, counts } = verdict;
    return { verdict: kind, property, length: schedule?.length, distinct: counts.distinct };
  };
  const last = tiers.at(-1) as MutantTier;
  const own = await check(source, last.bounds, last.statesMax);
  if (own.verdict !== 'holds')
    return `${path} does not hold at the ${last.name} bounds (${own.verdict}). Mutants are made of an answer that does.`;

  const all = generateMutants(source, path);
  const chosen = options.sample === undefined ? all : sampleMutants(all, options.sample, options.seed);
  const rows: Row[] = [];
  for await (const outcome of runMutants(chosen, { tiers, check })) {
    rows.push(outcome);
    if (process.stderr.isTTY) process.stderr.write(`\r${rows.length} of ${chosen.length} mutants `);
  }
  if (process.stderr.isTTY) process.stderr.write('\r');
  if (options.triage) {
    const triager = createTriager({
      challenge,
      reference: compiled,
      bounds: last.bounds,
      environment: {
        wasm: loadSandboxWasm(),
        ...nodeTime,
        isCancelled: () => false,
      },
    });
    for (const [index, row] of rows.entries())
      if (row.result.kind === 'survived')
        rows[index] = { ...row, triage: await triager.triage(compileSource(row.mutant.source, path)) };
    await triager.dispose();
  }
  const proved = rows.filter(({ triage }) => triage && isProvedEquivalent(triage)).map(({ mutant }) => mutant.id);
  const score = mutationScore(rows, new Set([...notedEquivalent(folderOf(place)), ...proved]));
  const report = options.json
    ? JSON.stringify({ challenge: challenge.slug, file: path, score, mutants: rows })
    : reportOf(rows, score, all.length);
  process.stdout.write(`${report}\n`);
  return undefined;
}

/** Ids of the slips that the author has noted as equivalent; none where `expected.json` cannot be read. */
function notedEquivalent(folder: string): readonly string[] {
  const files = readPackFolder(folder);
  const { pack } = readPack(files.kind === 'ok' ? files.value : []);
  return pack?.expectations?.equivalent?.map(({ id }) => id) ?? [];
}

function tiersOf(
  { quick, full }: { readonly quick: Bounds; readonly full: Bounds },
  { states, quick: isQuick }: MutantsCommandOptions,
): readonly MutantTier[] {
  const first: MutantTier = { name: 'quick', bounds: quick, statesMax: states };
  return isQuick ? [first] : [first, { name: 'full', bounds: full, statesMax: states }];
}

/** Survivors, each with its reason; how many each property caught; the score. */
function reportOf(rows: readonly Row[], score: MutationScore, generated: number): string {
  const lines: string[] = [];
  for (const { mutant, result, triage } of rows) {
    if (result.kind === 'killed') continue;
    lines.push(`${result.kind}  ${mutantWords(mutant)}`);
    if (triage) lines.push(`          ${triage.sentence}`);
  }
  if (lines.length > 0) lines.push('');
  const caught = new Map<string, number>();
  for (const { result } of rows) {
    if (result.kind !== 'killed') continue;
    const by = result.property ?? result.verdict;
    caught.set(by, (caught.get(by) ?? 0) + 1);
  }
  for (const [by, count] of [...caught].sort((one, other) => other[1] - one[1])) lines.push(`${by} catches ${count}`);
  const { killed, survived, unfinished, skipped, equivalent } = score;
  const share = score.score === undefined ? 'none was decided' : `score ${Math.round(score.score * 100)} %`;
  const others = [
    `${survived} survive`,
    ...(equivalent > 0 ? [`${equivalent} are proved equivalent`] : []),
    ...(unfinished > 0 ? [`${unfinished} ran into the limit of states`] : []),
    ...(skipped > 0 ? [`${skipped} were not tried`] : []),
  ];
  lines.push(`${rows.length} of ${generated} mutants: ${killed} killed, ${others.join(', ')}; ${share}.`);
  return lines.join('\n');
}
