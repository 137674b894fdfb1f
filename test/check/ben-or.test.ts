/** Ben-Or's consensus with three processes, one of which may crash, against a second reading of the algorithm. */
import { describe, expect, test } from 'vitest';
import { benOr, benOrProtocol } from '../models/ben-or';
import { checkTiny } from '../models/tiny-challenge';

/**
 * The algorithm without a network: a process that waits for two values, one its own, moves on when the scheduler names
 * another process that has given its value for the same exchange. `null` stands for no proposal.
 */
interface Process {
  readonly stage: number;
  readonly value: number;
  /** By stage, what it gave: reports at even stages, proposals at odd ones. */
  readonly given: readonly (number | null)[];
  readonly decidedIn: number;
  readonly up: boolean;
}

type Best = (a: number, b: number) => number;

/** The best probability that all who are up decide within `round`, of so many rounds; exact, because only coins are tossed. */
function value(first: readonly number[], rounds: number, crashes: number, round: number, best: Best): number {
  const known = new Map<string, number>();
  const start = first.map((own): Process => ({ stage: 0, value: own, given: [own], decidedIn: 0, up: true }));
  return look(start, crashes);

  function look(processes: readonly Process[], crashesLeft: number): number {
    if (processes.every(({ up, decidedIn }) => !up || (decidedIn > 0 && decidedIn <= round))) return 1;
    const key = JSON.stringify([processes, crashesLeft]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const options: number[] = [];
    let canMove = false;
    for (const [index, process] of processes.entries()) {
      const put = (next: Process): readonly Process[] => processes.map((other, at) => (at === index ? next : other));
      if (!process.up) continue;
      for (const [at, other] of processes.entries()) {
        const heard = other.given[process.stage];
        if (at === index || heard === undefined || process.stage >= 2 * rounds) continue;
        canMove = true;
        const after = step(process, heard).map((next) => look(put(next), crashesLeft));
        options.push(after.reduce((sum, each) => sum + each, 0) / after.length);
      }
      if (crashesLeft > 0) options.push(look(put({ ...process, up: false }), crashesLeft - 1));
    }
    if (!canMove) options.push(0); // Nothing more need happen.
    const found = options.reduce(best);
    known.set(key, found);
    return found;
  }

  /** What a process is after hearing one other value; two equally likely outcomes if it tosses a coin. */
  function step(process: Process, heard: number | null): readonly Process[] {
    const own = process.given[process.stage] as number | null;
    const enter = (next: Process, gives: number | null): Process => ({
      ...next,
      stage: process.stage + 1,
      given: [...process.given, gives],
    });
    if (process.stage % 2 === 0) return [enter(process, own === heard ? own : null)];
    const ofRound = (process.stage + 1) / 2;
    const proposed = own ?? heard;
    const decides = own !== null && own === heard && process.decidedIn === 0;
    const decided = { ...process, decidedIn: decides ? ofRound : process.decidedIn };
    if (ofRound === rounds) return [{ ...decided, stage: process.stage + 1 }];
    return (proposed === null ? [0, 1] : [proposed]).map((next) => enter({ ...decided, value: next }, next));
  }
}

describe('Ben-Or with three processes', () => {
  test.each([
    // first values, rounds, crashes; states; worst and best within 1, worst and best within 2
    { first: [0, 1, 1], rounds: 1, crashes: 0, values: [[0, 0]] },
    { first: [0, 1, 1], rounds: 1, crashes: 1, values: [[0, 1]] },
    { first: [1, 1, 1], rounds: 1, crashes: 1, values: [[1, 1]] },
    {
      first: [0, 1, 1],
      rounds: 2,
      crashes: 0,
      values: [
        [0, 0],
        [0.125, 1],
      ],
    },
    {
      first: [0, 1, 1],
      rounds: 2,
      crashes: 1,
      values: [
        [0, 1],
        [0.125, 1],
      ],
    },
  ])('$first, $rounds rounds, $crashes crashes', async ({ first, rounds, crashes, values }) => {
    const { verdict } = await checkTiny(benOr(first, rounds, crashes), benOrProtocol);
    expect(verdict.kind).toBe('holds');
    const [agreement, ...measured] = verdict.properties;
    expect(agreement).toMatchObject({ name: 'agreement', result: 'holds' });
    const found = measured.map(({ measure }) => measure?.value);
    expect(found).toEqual(values.flat().map((each) => ({ kind: 'interval', lower: each, upper: each })));
    const expected = values.flatMap((_pair, index) =>
      [Math.min, Math.max].map((best) => value(first, rounds, crashes, index + 1, (a, b) => best(a, b))),
    );
    expect(values.flat()).toEqual(expected);
  });
});
