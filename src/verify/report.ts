/** The report of verifying a pack, from what became of its rows. */
import {
  type Expectations,
  type ExpectedCorrect,
  type ExpectedJunk,
  type ExpectedWrong,
  type Finding,
  isMeasured,
  type PackManifest,
  type Property,
  type VerifyColumn,
  type VerifyReport,
  type VerifyRow,
  writesAgainstVariants,
} from '../model';
import { definitionFile, type Pack, placeOfText } from '../pack';
import { cellOf, isKilledBy } from './cells';
import type { RowWork } from './row-work';
import { expectedWords } from './rows';

/** The report on a pack of which nothing could be run. */
export function emptyReport(
  { slug, title, release }: Pick<PackManifest, 'slug' | 'title' | 'release'>,
  engine: string,
  hash: string,
  findings: readonly Finding[],
): VerifyReport {
  return {
    format: 'interleave-verification',
    version: 1,
    slug,
    title,
    release,
    pack: hash,
    engine,
    columns: [],
    rows: [],
    findings,
    notVerified: ['Nothing was run: mend what is said here first.'],
    isDone: true,
    verifies: false,
    measured: null,
  };
}

/** What each property kills. */
export function columnsOf(rows: readonly RowWork[], properties: readonly Property[]): readonly VerifyColumn[] {
  return properties.map(({ name, kind, meaning }) => ({
    name,
    kind,
    meaning,
    kills: rows.filter((row) => row.plan.kind !== 'correct' && isKilledBy(row, name)).map(({ plan }) => plan.file),
  }));
}

/** A row as it stands. */
export function rowOf(work: RowWork, columns: readonly VerifyColumn[]): VerifyRow {
  const { plan, found, chief, smallest, checks, ok } = work;
  return {
    file: plan.file,
    role: plan.role,
    expected: expectedWords(plan),
    found,
    cells: columns.map(({ name }) => cellOf(work, name)),
    states: chief?.counts.distinct ?? null,
    smallest: plan.kind === 'wrong' ? smallest : null,
    checks,
    ok,
  };
}

/** Every property kills something. */
export function columnFindings(
  pack: Pack,
  rows: readonly RowWork[],
  properties: readonly Property[],
): readonly Finding[] {
  // Those of candidates take the place of the author's.
  if (writesAgainstVariants(pack.manifest)) return [];
  if (!rows.some(({ plan }) => plan.role === 'mutant')) return [];
  return columnsOf(rows, properties)
    .filter(({ name, kills }) => kills.length === 0 && canKill(properties, name))
    .map(({ name }) => ({
      severity: 'error',
      code: 'property-kills-nothing',
      sentence: `The property "${name}" kills nothing: no starter, mutant or junk fails by it, and no trace is rejected by it. Add a mutant that only it finds, or remove it.`,
      place: placeOfText(pack, definitionFile, name),
    }));
}

/** What is only measured decides nothing. */
function canKill(properties: readonly Property[], name: string): boolean {
  const property = properties.find((one) => one.name === name);
  return (
    property === undefined || !isMeasured(property) || property.atLeast !== undefined || property.atMost !== undefined
  );
}

/** What candidates are told to expect is what the reference has. */
export function stateFindings(pack: Pack, rows: readonly RowWork[]): readonly Finding[] {
  const { referenceStates } = pack.manifest;
  const reference = rows.find(({ plan }) => plan.role === 'reference');
  if (reference === undefined) return [];
  return (['quick', 'full'] as const).flatMap((tier): readonly Finding[] => {
    const outcome = reference.checks.find(({ purpose }) => purpose === tier)?.outcome;
    if (outcome === undefined || outcome === null || outcome.kind !== 'holds') return [];
    const { distinct } = outcome.counts;
    if (referenceStates?.[tier] === distinct) return [];
    const told = referenceStates === undefined ? 'nothing is said' : `${referenceStates[tier]} are said`;
    return [
      {
        severity: 'error',
        code: 'counts-differ',
        sentence: `The reference has ${distinct} states at the ${tier} bounds, and in referenceStates ${told}. Write the number there.`,
        place: pack.placeOf('pack.json', ['referenceStates', tier]),
      },
    ];
  });
}

/** The expectations with what was measured in place of what was expected, as far as it is known. */
export function measuredExpectations({ expectations }: Pack, rows: readonly RowWork[]): Expectations | null {
  const starter = rows.find(({ plan }) => plan.role === 'starter');
  const measuredStarter = starter?.measured;
  const own = measuredStarter?.kind === 'wrong' ? measuredStarter.value : expectations?.starter;
  if (own === undefined) return null;
  const correct: ExpectedCorrect[] = [];
  const mutants: ExpectedWrong[] = [];
  const junk: ExpectedJunk[] = [];
  for (const row of rows) {
    const { plan, measured } = row;
    if (plan.kind === 'correct') {
      const value = measured?.kind === 'correct' ? measured.value : plan.expected;
      if (value !== null) correct.push(value);
    } else if (plan.kind === 'wrong' && plan.role === 'mutant') {
      const value = measured?.kind === 'wrong' ? measured.value : plan.expected;
      if (value !== null) mutants.push(value);
    } else if (plan.kind === 'junk') {
      const value = measured?.kind === 'junk' ? measured.value : plan.expected;
      if (value !== null) junk.push(value);
    }
  }
  return {
    format: 'interleave-expectations',
    version: 1,
    notes: expectations?.notes ?? [],
    correct,
    starter: own,
    mutants,
    junk,
    hidden: expectations?.hidden ?? [],
    ...(expectations?.equivalent === undefined ? {} : { equivalent: expectations.equivalent }),
  };
}
