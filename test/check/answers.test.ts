/** Handlers whose calls other threads answer beforehand: nothing in the report depends on them. */
import { afterAll, describe, expect, test } from 'vitest';
import type { HelperThreads } from '../../src/check';
import { checkSource } from '../../src/cli';
import { searchThreads } from '../../src/cli/search-threads';
import { AnswerQueue } from '../../src/host/answer-queue';
import type { CheckReport } from '../../src/model';
import { actorPaxos, actorPaxosProtocol } from '../models/bench-actor-paxos';
import { tinyChallenge } from '../models/tiny-spec';

const pools = [searchThreads(1), searchThreads(3)];

afterAll(() => {
  for (const pool of pools) pool.discard();
});

/** A pool that notes the queues of calls it was given. */
class Watched {
  /** How many calls were taken out of each queue, by its threads or because they were passed over. */
  readonly #taken: (() => number)[] = [];
  readonly threads: HelperThreads;

  constructor(pool: HelperThreads, onAnswer: () => void = () => undefined) {
    this.threads = {
      ...pool,
      answer: (setup, count) => {
        this.#taken.push(() => new AnswerQueue(setup.queue).next);
        pool.answer?.(setup, count);
        onAnswer();
      },
    };
  }

  get takenCount(): number {
    return this.#taken.reduce((sum, count) => sum + count(), 0);
  }
}

function check(source: string, threads?: HelperThreads): Promise<CheckReport> {
  return checkSource({
    challenge: tinyChallenge(actorPaxos(2)),
    source,
    file: 'protocol.ts',
    bounds: {},
    explore: 'all',
    ...(threads === undefined ? {} : { threads }),
  });
}

/** All that must not depend on the threads. */
function essence({ verdict, covered }: CheckReport) {
  const { kind, property, problem, properties, counts, neverFired } = verdict;
  const { distinct, generated, depth, participantCalls, observations } = counts;
  return {
    ...{ kind, property, code: problem?.code, neverFired, covered },
    counts: { distinct, generated, depth, participantCalls, observations },
    properties: properties.map(({ name, result, length, observations: on }) => ({ name, result, length, on })),
  };
}

describe('Paxos as actors, 2 clients', () => {
  // 16,668 states and 32,970 steps are Stateright's; the calls were counted by one thread.
  const states = { distinct: 16_668, generated: 32_970, depth: 20, participantCalls: 921, observations: 5 };

  test('has the same counts and verdicts with 1, 2 and 4 threads, of which all but one answer calls', async () => {
    const alone = essence(await check(actorPaxosProtocol));
    expect(alone.counts).toEqual(states);
    for (const pool of pools) {
      const watched = new Watched(pool);
      for (let repeat = 0; repeat < 3; repeat++)
        expect(essence(await check(actorPaxosProtocol, watched.threads))).toEqual(alone);
      expect(watched.takenCount).toBeGreaterThan(100);
    }
  });

  test('has them too when the threads die as soon as they are to answer', async () => {
    const alone = essence(await check(actorPaxosProtocol));
    const dying = searchThreads(2);
    const watched = new Watched(dying, () => dying.discard());
    expect(essence(await check(actorPaxosProtocol, watched.threads))).toEqual(alone);
    expect(watched.takenCount).toBeLessThan(921);
    dying.discard();
  });

  test('is found out where a handler answers otherwise after so many calls, whoever made them', async () => {
    for (const after of [100, 400, 700]) {
      const impure = actorPaxosProtocol
        .replace(
          'onMessage(state, message, from, ctx) {',
          `$& if (++callCount > ${after} && message.type === 'put') return;`,
        )
        .replace('export default', 'let callCount = 0;\nexport default');
      expect(impure.match(/callCount/g)).toHaveLength(2);
      for (const pool of [undefined, ...pools]) {
        const { kind, code } = essence(await check(impure, pool));
        expect([after, kind, code]).toEqual([after, 'nondeterministic', 'two-answers']);
      }
    }
  });
});
