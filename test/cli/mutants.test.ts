/** `interleave mutants`: slips in a reference, which of them are caught, and why the others are not. */
import { expect, test } from 'vitest';
import { interleave } from './run-interleave';

const challenge = 'the-lock-that-forgets';

test('a sample of slips is tried, and a survivor is proved equivalent', { timeout: 300_000 }, async () => {
  const run = await interleave('mutants', challenge, '--quick', '--sample', '12', '--triage', '--json');
  expect([run.code, run.err]).toEqual([0, '']);
  const { score, mutants } = JSON.parse(run.out);
  // Which of two items that wait is handed out first is nothing that a property sees.
  expect(score).toEqual({ killed: 11, survived: 0, unfinished: 0, skipped: 0, equivalent: 1, score: 1 });
  expect(mutants).toHaveLength(12);
  const [survivor] = mutants.filter(({ result }: { result: { kind: string } }) => result.kind === 'survived');
  expect(survivor).toMatchObject({
    mutant: { operator: 'method', before: 'shift', after: 'pop' },
    triage: { finding: { kind: 'equivalent' } },
  });
});

test('what no mutants can be made of is refused', async () => {
  const cases: readonly (readonly [words: readonly string[], told: RegExp])[] = [
    [
      ['mutants', 'cross-chain-swap'],
      /Candidates write properties for "cross-chain-swap"\. Mutants are made of protocols only\./,
    ],
    [['mutants', challenge, '-p', 'nowhere.ts'], /There is no file "nowhere\.ts"\. Name an answer that holds/],
    [
      ['mutants', challenge, '--quick', '-p', `challenges/${challenge}/starter.ts`],
      /starter\.ts does not hold at the quick bounds \(deadlock\)\./,
    ],
    [['mutants', './pack.zip'], /an archive for candidates holds no answers/],
  ];
  for (const [words, told] of cases) {
    const run = await interleave(...words);
    expect([run.code, run.out]).toEqual([64, '']);
    expect(run.err).toMatch(told);
  }
});
