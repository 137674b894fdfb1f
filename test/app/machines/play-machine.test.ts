/** Playing as a machine, on a protocol of the catalogue that really runs. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { createActor, waitFor } from 'xstate';
import { type PlayContext, type PlayEffects, playMachine } from '../../../src/app/machines/play-machine';
import { leavesOf, nodeOf, pathTo, scheduleOf, tipOf } from '../../../src/app/play/tree';
import type { StoredPlay } from '../../../src/app/storage';
import { compileSource } from '../../../src/host/compile';
import type { Bounds, PlayChoice, PlayMoment } from '../../../src/model';
import { Play } from '../../../src/play';
import { nodeEnvironment } from '../../play/node-play';

const slug = 'two-phase-commit';
const starter = readFileSync(new URL(`../../../challenges/${slug}/starter.ts`, import.meta.url), 'utf8');
const bounds: Bounds = { participants: 2, failures: 1, crashes: 1, restarts: 1, cooperative: 0 };

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function start(stored = new Map<string, StoredPlay>(), more: Partial<PlayEffects> = {}) {
  const play = new Play(nodeEnvironment);
  const effects: PlayEffects = {
    compile: async (source, file) => compileSource(source, file),
    open: (request) => play.open(request),
    at: (schedule) => play.at(schedule),
    search: () => Promise.reject(new Error('not asked here')),
    advise: () => Promise.reject(new Error('not asked here')),
    cancel: () => undefined,
    load: async (challenge, of) => stored.get(`${challenge} ${of}`) ?? null,
    save: async (play) => void stored.set(`${play.challenge} ${play.bounds}`, structuredClone(play)),
    now: () => 1,
    ...more,
  };
  const actor = createActor(playMachine, { input: { challenge: slug, file: 'protocol.ts', effects } }).start();
  stops.push(() => {
    actor.stop();
    play.dispose();
  });
  const context = (): PlayContext => actor.getSnapshot().context;
  const settled = async (): Promise<void> => {
    await waitFor(actor, (state) => state.matches({ session: { ready: 'settled' } }), { timeout: 20_000 });
  };
  const moment = (): PlayMoment => {
    const found = context().moments.get(context().tree.current);
    if (found === undefined) throw new Error('the moment is not known');
    return found;
  };
  const take = async (label: string): Promise<void> => {
    const choice = moment().choices.find((one) => one.label.includes(label));
    if (choice === undefined) throw new Error(`${label} is not offered: ${labels(moment().choices).join(', ')}`);
    actor.send({ type: 'choose', node: context().tree.current, choice });
    await settled();
  };
  const show = async (source = starter, of = bounds): Promise<void> => {
    actor.send({ type: 'show', source, bounds: of, isWriter: true });
    await waitFor(actor, ({ context: { opened } }) => opened?.source === source && opened.bounds === of, {
      timeout: 20_000,
    });
    await settled();
  };
  return { actor, context, settled, moment, take, show, stored };
}

const labels = (choices: readonly PlayChoice[]): readonly string[] => choices.map(({ label }) => label);
const path = (context: PlayContext, node: number): readonly string[] =>
  pathTo(context.tree, node).map(({ label }) => label);

describe('playing', () => {
  test('every step extends the tree, going back keeps the branch, and another step begins one', async () => {
    const { actor, context, settled, take, show } = start();
    await show();
    await take('begin');
    await take('p1 receives');
    const first = context().tree.current;
    actor.send({ type: 'go', node: nodeOf(context().tree, first).parent ?? 0 });
    await settled();
    expect(tipOf(context().tree)).toBe(first);
    await take('p2 receives');
    expect(leavesOf(context().tree)).toHaveLength(2);
    // The steps of both branches that are the same are the very same values.
    const [left, right] = leavesOf(context().tree).map(({ id }) => context().moments.get(id)?.trace);
    expect(left?.steps[0]).toBe(right?.steps[0]);
    expect(left?.steps[1]?.label).not.toBe(right?.steps[1]?.label);
  });

  test('a step of another state, or one that is not offered, is not taken', async () => {
    const { actor, context, moment, take, show } = start();
    await show();
    const [choice] = moment().choices;
    await take('begin');
    const { tree } = context();
    actor.send({ type: 'choose', node: 0, choice: choice as PlayChoice });
    actor.send({ type: 'choose', node: tree.current, choice: choice as PlayChoice });
    expect(context().tree).toBe(tree);
  });

  test('moves, names and deletions are undone and done again, and undoing a move loses no branch', async () => {
    const { actor, context, settled, take, show } = start();
    await show();
    await take('begin');
    await take('p1 receives');
    const end = context().tree.current;
    actor.send({ type: 'name', node: end, name: '  the vote  ' });
    actor.send({ type: 'remove', node: 1 });
    await settled();
    expect(context().tree.nodes.size).toBe(1);
    actor.send({ type: 'undo' });
    await settled();
    expect(context().tree.current).toBe(end);
    expect(nodeOf(context().tree, end).name).toBe('the vote');
    actor.send({ type: 'undo' });
    expect(nodeOf(context().tree, end).name).toBe('');
    actor.send({ type: 'undo' });
    await settled();
    expect(context().tree.current).toBe(1);
    expect(context().tree.nodes.has(end)).toBe(true);
    for (const _ of [1, 2, 3]) actor.send({ type: 'redo' });
    await settled();
    expect(context().tree.nodes.size).toBe(1);
    expect(context().future).toHaveLength(0);
  });

  test('the tree is there again after the page was closed, with the state that was looked at', async () => {
    const first = start();
    await first.show();
    await first.take('begin');
    await first.take('p1 receives');
    first.actor.send({ type: 'name', node: 2, name: 'here' });
    await waitFor(first.actor, ({ context }) => !context.isUnsaved);
    const second = start(first.stored);
    await second.show();
    expect(second.context().tree).toEqual(first.context().tree);
    expect(second.moment().trace.steps).toHaveLength(2);
    // Other bounds are another tree.
    await second.show(starter, { ...bounds, participants: 3 });
    expect(second.context().tree.nodes.size).toBe(1);
    await second.show(starter, bounds);
    expect(second.context().tree.nodes.size).toBe(3);
  });

  test('a source that changes keeps the tree: what is still possible goes on, the rest is marked and comes back', async () => {
    const { context, actor, settled, take, show } = start();
    await show();
    await take('begin');
    await take('p1 receives');
    await take('written');
    const end = context().tree.current;
    // Nobody is asked to vote any more.
    const silent = starter.replace("ctx.send(participant, { kind: 'prepare' })", 'participant.at(0)');
    expect(silent).not.toBe(starter);
    await show(silent);
    expect(pathTo(context().tree, end).map(({ impossible }) => impossible)).toEqual([false, false, true, true]);
    expect(context().tree.current).toBe(1);
    expect(context().notice).toMatch(/^No longer possible from step 2 on: p1 receives/);
    actor.send({ type: 'go', node: end });
    await settled();
    expect(context().tree.current).toBe(1);
    await show();
    expect([...context().tree.nodes.values()].some(({ impossible }) => impossible)).toBe(false);
    actor.send({ type: 'go', node: end });
    await settled();
    expect(context().tree.current).toBe(end);
  });

  test('a source that does not compile leaves the play as it was, and says so', async () => {
    const { actor, context, moment, take, show } = start();
    await show();
    await take('begin');
    actor.send({ type: 'show', source: `${starter}\n}`, bounds, isWriter: true });
    await waitFor(actor, ({ context: { problem } }) => problem !== null, { timeout: 20_000 });
    expect(context().opened?.source).toBe(starter);
    expect(moment().choices.length).toBeGreaterThan(0);
    await take('p1 receives');
    expect(context().tree.nodes.size).toBe(3);
  });

  test('a source that is no protocol at the start fails, and the next one plays', async () => {
    const { actor, context, show } = start();
    actor.send({ type: 'show', source: 'export default 1;', bounds, isWriter: true });
    await waitFor(actor, (state) => state.matches({ session: 'failed' }), { timeout: 20_000 });
    expect(context().problem?.sentence).not.toBe('');
    await show();
    expect(context().problem).toBeNull();
  });

  test('a schedule from elsewhere becomes a branch, looked at where it was asked for, with its steps in words', async () => {
    const { actor, context, settled, take, show } = start();
    await show();
    await take('begin');
    await take('p1 receives');
    await take('p2 receives');
    const schedule = scheduleOf(context().tree, context().tree.current);
    const other = start();
    other.actor.send({ type: 'take', schedule, step: 2 });
    await other.show();
    expect(other.context().tree.current).toBe(2);
    expect(path(other.context(), 3)).toEqual(path(context(), 3));
    // Once more while it is played: nothing is there twice.
    actor.send({ type: 'take', schedule, step: 1 });
    await settled();
    expect(context().tree.nodes.size).toBe(4);
    expect(context().tree.current).toBe(1);
  });

  test('a violation is marked in the state that has it', async () => {
    const { context, take, show } = start();
    await show();
    // The shortest schedule that `interleave check` reports for the starter at these bounds: eight steps.
    const steps = [
      'begin',
      'p1 receives',
      "p1's timer",
      'c receives',
      'p1 is given',
      'p2 receives',
      'p2 crashes',
      'p2 restarts',
    ];
    for (const step of steps) {
      expect(nodeOf(context().tree, context().tree.current).look).toBe('open');
      await take(step);
    }
    expect(nodeOf(context().tree, context().tree.current)).toMatchObject({
      look: 'violated',
      detail: 'nobody waits for a coordinator that is up',
    });
  });

  test('a worker that dies says so, and the tree is kept', async () => {
    const problem = { code: 'worker-died' as const, sentence: 'Gone.' };
    let isDead = false;
    const play = new Play(nodeEnvironment);
    const { actor, context, take, show } = start(new Map(), {
      open: (request) => play.open(request),
      at: async (schedule) => {
        if (isDead) throw problem;
        return play.at(schedule);
      },
    });
    await show();
    await take('begin');
    isDead = true;
    const moment = context().moments.get(1);
    actor.send({ type: 'choose', node: 1, choice: moment?.choices[0] as PlayChoice });
    await waitFor(actor, (state) => state.matches({ session: 'failed' }));
    expect(context().problem).toEqual(problem);
    expect(context().tree.nodes.size).toBe(3);
    isDead = false;
    actor.send({ type: 'retry' });
    await waitFor(actor, (state) => state.matches({ session: { ready: 'settled' } }), { timeout: 20_000 });
    expect(context().moments.has(2)).toBe(true);
    play.dispose();
  });
});
