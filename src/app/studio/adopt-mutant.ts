/** Generated slips taken into the draft: as mutants with what is expected of them, or noted as equivalent. Pure. */
import {
  type Bounds,
  type EquivalentSlip,
  type ExpectedWrong,
  type GeneratedMutant,
  type MutantResult,
  mutantWords,
  mutationOperators,
  type Triage,
} from '../../model';
import type { DraftFiles, FileOperation } from './draft-files';
import { free } from './file-tree';
import { expectationsPath, listField, looseObject } from './manifest-text';

/**
 * Writes the slip as a mutant of the author. Where it is known what kills it, `expected.json` says so; else it is left open, and
 * verifying asks for it until a property, a bound or a fault is added that kills it.
 */
export function adoption(
  files: DraftFiles,
  mutant: GeneratedMutant,
  result: MutantResult,
  triage: Triage | null | undefined,
): FileOperation & { readonly path: string } {
  const path = free(files, `mutants/${nameOf(mutant)}`, '.ts');
  const expected = expectationOf(path, result, triage);
  const changed = expected === null ? null : withEntry(files, 'mutants', expected);
  return {
    path,
    label: `Add ${path}`,
    moves: [],
    writes: [
      [path, `// ${commentOf(mutant)}\n${mutant.source}`],
      ...(changed === null ? [] : [[expectationsPath, changed] as const]),
    ],
  };
}

/** Notes in `expected.json` that a slip need not be caught; null while that is no JSON, or does not exist. */
export function equivalence(
  files: DraftFiles,
  mutant: GeneratedMutant,
  triage: Triage | null | undefined,
): FileOperation | null {
  const entry: EquivalentSlip = {
    id: mutant.id,
    slip: mutantWords(mutant),
    reason: triage?.finding.kind === 'equivalent' ? triage.sentence : 'The author says that it makes no difference.',
  };
  const changed = withEntry(files, 'equivalent', entry);
  if (changed === null) return null;
  return { label: 'Note a slip as equivalent', moves: [], writes: [[expectationsPath, changed]] };
}

/** Takes such a note back. */
export function noEquivalence(files: DraftFiles, id: string): FileOperation | null {
  const expected = expectationsOf(files);
  if (expected === null) return null;
  const left = listField(expected, 'equivalent').filter((one) => idOf(one) !== id);
  const { equivalent: _, ...rest } = expected;
  const next = left.length === 0 ? rest : { ...rest, equivalent: left };
  return { label: 'No longer equivalent', moves: [], writes: [[expectationsPath, textOf(next)]] };
}

/** Ids of the slips that are noted as equivalent. */
export function notedEquivalent(files: DraftFiles): ReadonlySet<string> {
  return new Set(listField(expectationsOf(files), 'equivalent').flatMap((one) => idOf(one) ?? []));
}

function idOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null || !('id' in entry)) return undefined;
  return typeof entry.id === 'string' ? entry.id : undefined;
}

/** What kills it, as far as that is known. */
function expectationOf(file: string, result: MutantResult, triage: Triage | null | undefined): ExpectedWrong | null {
  if (result.kind === 'killed' && result.property !== undefined)
    return wrong(file, { ...result, property: result.property }, []);
  const finding = triage?.finding;
  if (triage && finding?.kind === 'bound-too-small' && finding.kill.property !== undefined)
    return wrong(file, { ...finding.kill, property: finding.kill.property }, [triage.bounds]);
  return null;
}

function wrong(
  file: string,
  {
    verdict,
    property,
    length,
    bounds,
  }: {
    readonly verdict: ExpectedWrong['verdict'];
    readonly property: string;
    readonly length?: number;
    readonly bounds: Bounds;
  },
  survives: readonly Bounds[],
): ExpectedWrong {
  return { file, verdict, property, ...(length === undefined ? {} : { length }), smallest: bounds, survives };
}

function expectationsOf(files: DraftFiles) {
  const text = files.get(expectationsPath);
  return looseObject(typeof text === 'string' ? text : undefined);
}

function withEntry(
  files: DraftFiles,
  list: 'mutants' | 'equivalent',
  entry: ExpectedWrong | EquivalentSlip,
): string | null {
  const expected = expectationsOf(files);
  return expected === null ? null : textOf({ ...expected, [list]: [...listField(expected, list), entry] });
}

function textOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** `guard-removed-in-on-message`. */
function nameOf({ operator, within }: GeneratedMutant): string {
  const [place = ''] = within.split(',');
  const where = place
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return where === '' ? operator : `${operator}-in-${where}`;
}

function commentOf(mutant: GeneratedMutant): string {
  const words = mutationOperators[mutant.operator].words;
  const where = mutant.within === '' ? '' : ` In ${mutant.within}.`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.${where}`;
}
