import { expect, test } from 'vitest';
import { stepMarksOf, uncoveredLines } from '../../../src/app/workbench/trace-marks';
import type { CheckReport, Step, Trace, VerdictKind } from '../../../src/model';

function traceOf(lines: readonly (readonly number[])[]): Trace {
  const steps = lines.map(
    (ran, at): Step => ({
      index: at + 1,
      action: { kind: 'crash', node: 'a' },
      label: '',
      node: 'a',
      sent: [],
      outputs: [],
      timersSet: [],
      timersCancelled: [],
      lines: ran,
      effectLines: [],
      after: [],
    }),
  );
  return { nodes: [], initial: [], steps };
}

function reportOf(kind: VerdictKind): CheckReport {
  return { verdict: { kind }, covered: [1, 3], executable: [1, 2, 3, 4] } as unknown as CheckReport;
}

test('each line lists the steps it ran in, and the selected step is told apart', () => {
  expect(stepMarksOf(traceOf([[5, 2], [7], [2]]), 3)).toEqual([
    { line: 2, steps: [1, 3], current: true },
    { line: 5, steps: [1], current: false },
    { line: 7, steps: [2], current: false },
  ]);
});

test('lines are called unreachable only when every state was explored', () => {
  expect(uncoveredLines(reportOf('holds'))).toEqual([2, 4]);
  expect(uncoveredLines(reportOf('unreached'))).toEqual([2, 4]);
  for (const kind of ['violated', 'inconclusive', 'crashed', 'runaway', 'invalid'] as const) {
    expect(uncoveredLines(reportOf(kind))).toEqual([]);
  }
});
