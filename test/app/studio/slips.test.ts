/** Slips that the machine made, shown as changed lines and taken into a draft. */
import { describe, expect, test } from 'vitest';
import { adoption, equivalence, noEquivalence, notedEquivalent } from '../../../src/app/studio/adopt-mutant';
import { type DraftFiles, type FileOperation, operate } from '../../../src/app/studio/draft-files';
import { slipDiff } from '../../../src/app/studio/slip-diff';
import type { GeneratedMutant, MutantResult, Triage } from '../../../src/model';
import { generateMutants } from '../../../src/mutate';
import { readPack } from '../../../src/pack';
import { exampleTexts } from '../../verify/example';
import { filesOf } from '../../verify/example-texts';

const texts = exampleTexts();
const reference = texts['reference.ts'] ?? '';
const mutants = generateMutants(reference, 'reference.ts');
const draft: DraftFiles = new Map(Object.entries(texts));

function named(operator: GeneratedMutant['operator'], before: string): GeneratedMutant {
  const found = mutants.find((mutant) => mutant.operator === operator && mutant.before === before);
  if (found === undefined) throw new Error(`no mutant ${operator} of ${before}`);
  return found;
}

function changed(files: DraftFiles, operation: FileOperation | null): DraftFiles {
  if (operation === null) throw new Error('there is nothing to do');
  const done = operate(files, operation);
  if (done.kind === 'err') throw new Error(done.error);
  return done.value.files;
}

describe('the lines of a slip', () => {
  test('are the ones that change, with the line above', () => {
    const diff = slipDiff(reference, named('guard-removed', 'if (state.answered) return state;'));
    expect(diff.map(({ kind, text }) => [kind, text.trim()])).toEqual([
      ['same', '}'],
      ['gone', 'if (state.answered) return state;'],
    ]);
  });

  test('of every mutant make the mutant out of the original', () => {
    expect(mutants.length).toBeGreaterThan(20);
    for (const mutant of mutants) {
      const diff = slipDiff(reference, mutant);
      const [lines, others] = [reference.split('\n'), mutant.source.split('\n')];
      expect(diff.some(({ kind }) => kind !== 'same')).toBe(true);
      for (const { kind, number, text } of diff) {
        if (kind === 'gone') expect(lines[number - 1]).toBe(text);
        if (kind === 'new') expect(others[number - 1]).toBe(text);
      }
    }
  });

  test('are cut where there are many', () => {
    const original = Array.from({ length: 30 }, (_, index) => `line${index}();`).join('\n');
    const place = { offset: 0, length: original.length, line: 1, column: 1, endLine: 30, endColumn: 9 };
    const diff = slipDiff(original, { place, source: '' });
    expect(diff).toHaveLength(8);
    expect(diff[6]).toEqual({ kind: 'same', number: 7, text: '… 23 more lines' });
  });
});

describe('adopting a slip', () => {
  const slip = named('guard-removed', 'if (state.answered) return state;');
  const killed: MutantResult = {
    kind: 'killed',
    tier: 'quick',
    bounds: { drops: 1 },
    verdict: 'violated',
    property: 'work once',
    length: 4,
    distinct: 13,
  };

  test('writes the file and what kills it, in a form that reads', () => {
    const operation = adoption(draft, slip, killed, undefined);
    expect(operation.path).toBe('mutants/guard-removed-in-on-message.ts');
    const files = changed(draft, operation);
    expect(files.get(operation.path)).toBe(`// A guard left out. In onMessage.\n${slip.source}`);
    const { pack, findings } = readPack(filesOf(Object.fromEntries(files) as Record<string, string>));
    expect(findings).toEqual([]);
    expect(pack?.expectations?.mutants.at(-1)).toEqual({
      file: operation.path,
      verdict: 'violated',
      property: 'work once',
      length: 4,
      smallest: { drops: 1 },
      survives: [],
    });
    const done = operate(draft, operation);
    const undone = done.kind === 'ok' ? operate(done.value.files, done.value.inverse) : done;
    expect(undone.kind === 'ok' ? undone.value.files : null).toEqual(draft);
  });

  test('that larger bounds kill says so, and where it survives', () => {
    const triage: Triage = {
      finding: {
        kind: 'bound-too-small',
        kill: {
          bounds: { drops: 2 },
          verdict: 'violated',
          property: 'work once',
          length: 6,
          distinct: 30,
          reference: { kind: 'holds', distinct: 39 },
        },
      },
      bounds: { drops: 1 },
      sentence: 'Bound too small.',
      tried: [],
    };
    const files = changed(draft, adoption(draft, slip, { kind: 'survived', distinct: 16 }, triage));
    const { mutants: rows } = JSON.parse(String(files.get('expected.json')));
    expect(rows.at(-1)).toMatchObject({ smallest: { drops: 2 }, survives: [{ drops: 1 }], length: 6 });
  });

  test('that nothing kills expects nothing, and a second one gets a name of its own', () => {
    const survived: MutantResult = { kind: 'survived', distinct: 16 };
    const once = changed(draft, adoption(draft, slip, survived, undefined));
    expect(once.get('expected.json')).toBe(draft.get('expected.json'));
    expect(adoption(once, slip, survived, null).path).toBe('mutants/guard-removed-in-on-message-2.ts');
  });
});

test('a slip noted as equivalent is kept in a form that reads, and taken back without a trace', () => {
  const [slip] = mutants as readonly [GeneratedMutant];
  const noted = changed(draft, equivalence(draft, slip, undefined));
  expect(notedEquivalent(noted)).toEqual(new Set([slip.id]));
  const { pack, findings } = readPack(filesOf(Object.fromEntries(noted) as Record<string, string>));
  expect(findings).toEqual([]);
  expect(pack?.expectations?.equivalent).toEqual([
    { id: slip.id, slip: expect.stringMatching(/^line \d+/), reason: 'The author says that it makes no difference.' },
  ]);
  const back = changed(noted, noEquivalence(noted, slip.id));
  expect(JSON.parse(String(back.get('expected.json')))).toEqual(JSON.parse(String(draft.get('expected.json'))));
  expect(equivalence(new Map([['expected.json', '{ unfinished']]), slip, undefined)).toBe(null);
});
