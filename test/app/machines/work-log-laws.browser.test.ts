/** Whatever happens to a page, and in whatever order, the stored log fits together and leads to the stored files. */
import { afterEach, expect, test } from 'vitest';
import { type Actor, createActor, SimulatedClock, waitFor } from 'xstate';
import { createWorkEffects } from '../../../src/app/machines';
import { retryDelayMs, saveDelayMs, type WorkEvent, workMachine } from '../../../src/app/machines/work-machine';
import { createWorkStore, StorageFailure, type WorkStore } from '../../../src/app/storage';
import { createPrng, type Prng } from '../../../src/base';
import { checkLog } from '../../../src/submission';

const engine = { version: '1.0.0', hash: 'e'.repeat(64) };
const challenge = 'c'.repeat(64);
const opened: WorkStore[] = [];
let count = 0;

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
  localStorage.clear();
});

/** A page that has the work open, with clocks and a disk that do as they are told. */
interface Tab {
  readonly actor: Actor<typeof workMachine>;
  readonly clock: SimulatedClock;
  /** Tells the page that it may write, or may not any more. */
  readonly report: (event: WorkEvent) => void;
  readonly keep: () => void;
  readonly save: () => Promise<unknown>;
  /** From now on nothing that the page does reaches the disk. */
  readonly kill: () => void;
}

class World {
  readonly store: WorkStore;
  readonly name = `law-${Date.now()}-${count++}`;
  now = 1_700_000_000_000;
  ticks = 0;
  isFull = false;

  constructor() {
    this.store = createWorkStore(`interleave-test-${this.name}`);
    opened.push(this.store);
  }

  async open(role: 'writer' | 'reader' = 'writer'): Promise<Tab> {
    let isDead = false;
    const refuse = (): void => {
      if (isDead) throw new StorageFailure('unavailable', 'This page was killed.');
      if (this.isFull) throw new StorageFailure('full', 'no space');
    };
    const disk: WorkStore = {
      ...this.store,
      save: async (work, addition) => {
        refuse();
        return this.store.save(work, addition);
      },
      saveReplaced: async (work) => {
        refuse();
        return this.store.saveReplaced(work);
      },
    };
    let report: (event: WorkEvent) => void = () => {};
    const effects = createWorkEffects({
      store: disk,
      starter: async () => 'starter\n',
      now: () => this.now,
      clock: () => this.ticks,
      engine,
      challengeHash: () => challenge,
      flush: async () => {},
    });
    const clock = new SimulatedClock();
    const claimed = {
      ...effects,
      claim: (_: string, send: (event: WorkEvent) => void) => {
        report = send;
        send({ type: 'role', role });
        return () => {};
      },
    };
    const actor = createActor(workMachine, { clock, input: { challenge: this.name, effects: claimed } }).start();
    await settled(actor);
    const context = () => actor.getSnapshot().context;
    return {
      actor,
      clock,
      report: (event) => report(event),
      keep: () => {
        const { work, head, moments, revision, savedRevision } = context();
        if (work && revision !== savedRevision && !isDead) effects.keep(work, head, moments);
      },
      save: async () => {
        const { work, head, moments, revision, savedRevision } = context();
        if (work && revision !== savedRevision) await effects.save(work, head, moments);
      },
      kill: () => {
        isDead = true;
      },
    };
  }

  /** The stored files; fails unless the log leads there. */
  async stored() {
    const loaded = await this.store.load(this.name);
    if (loaded.kind !== 'found') return null;
    const { source, notes, explanation } = loaded.work;
    const files = { 'protocol.ts': source, 'notes.md': notes, 'explanation.md': explanation };
    const entries = await this.store.log(this.name);
    const checked = checkLog(entries, challenge, files);
    expect(checked.kind === 'err' ? checked.error.sentence : 'fits').toBe('fits');
    expect(checked.kind === 'ok' && checked.value.head).toEqual(loaded.log?.head);
    expect(loaded.log?.fits).toBe(true);
    expect(entries.filter(({ event }) => event.kind === 'gap')).toEqual([]);
    return source;
  }
}

async function settled(actor: Actor<typeof workMachine>): Promise<void> {
  await waitFor(
    actor,
    (state) => !state.matches('loading') && !state.matches('claiming') && !state.matches({ ready: 'saving' }),
  );
}

/** Lets everything be saved that can be. */
async function save({ actor, clock }: Tab): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    clock.increment(actor.getSnapshot().matches({ ready: 'failed' }) ? retryDelayMs : saveDelayMs);
    await settled(actor);
  }
}

const alphabet = ['a', 'b', '\n', '😀', 'const x = 1;\n', ''];

function someChange(prng: Prng, text: string): string {
  const from = prng.below(text.length + 1);
  const removed = prng.below(4) === 0 ? prng.below(Math.min(9, text.length - from + 1)) : 0;
  const inserted = alphabet[prng.below(alphabet.length)] ?? '';
  return (text.slice(0, from) + inserted + text.slice(from + removed)).slice(0, 2000);
}

const origins = ['typed', 'typed', 'typed', 'pasted', 'undone'] as const;

async function live(seed: number): Promise<number> {
  const prng = createPrng(seed);
  const world = new World();
  let tab = await world.open();
  let steps = 0;
  const work = () => tab.actor.getSnapshot().context.work;
  /** What is on screen, and what can be brought back. */
  const texts = () => [work()?.source, tab.actor.getSnapshot().context.replaced?.work.source];
  for (; steps < 60; steps += 1) {
    world.ticks += prng.below(250);
    world.now += prng.below(250);
    switch (prng.below(14)) {
      case 0:
        world.now += prng.below(2_000_000_000) - 1_000_000_000;
        break;
      case 1:
        world.isFull = prng.below(2) === 0;
        break;
      case 2:
        tab.actor.send({ type: 'change', patch: { notes: someChange(prng, work()?.notes ?? '') } });
        break;
      case 3:
        tab.actor.send({ type: 'change', patch: { hintsOpened: Math.min(9, (work()?.hintsOpened ?? 0) + 1) } });
        break;
      case 4:
      case 5:
        tab.clock.increment(saveDelayMs);
        // While that save is under way.
        for (let more = prng.below(3); more > 0; more -= 1) {
          tab.actor.send({ type: 'change', patch: { source: someChange(prng, work()?.source ?? '') } });
        }
        break;
      case 6:
        await save(tab);
        if (!world.isFull) expect((await world.stored()) ?? 'starter\n').toBe(work()?.source);
        break;
      case 7: {
        // The page goes away in order: what it has is written down, and saved if there is room.
        const left = work()?.source;
        tab.keep();
        tab.actor.stop();
        void tab.save().catch(() => undefined);
        tab = await world.open();
        expect(texts()).toContain(left);
        break;
      }
      case 8: {
        // Hidden first, which writes the journal, then killed, with a save under way or not.
        const left = work()?.source;
        tab.keep();
        if (prng.below(2) === 0) tab.clock.increment(saveDelayMs);
        tab.kill();
        tab = await world.open();
        expect(texts()).toContain(left);
        break;
      }
      case 9: {
        // Killed without notice: the text is one that the stored log leads to.
        tab.kill();
        tab = await world.open();
        await world.stored();
        break;
      }
      case 10: {
        // Another page takes the lock from this one, which goes on as if nothing had happened, and loses it then.
        const frozen = tab;
        tab = await world.open();
        frozen.actor.send({ type: 'change', patch: { source: someChange(prng, work()?.source ?? '') } });
        tab.actor.send({ type: 'change', patch: { source: someChange(prng, work()?.source ?? '') } });
        if (prng.below(2) === 0) await save(tab);
        frozen.clock.increment(saveDelayMs);
        await settled(frozen.actor);
        if (prng.below(2) === 0) frozen.report({ type: 'role', role: 'reader' });
        await settled(frozen.actor);
        frozen.actor.stop();
        break;
      }
      default: {
        const origin = origins[prng.below(origins.length)] ?? 'typed';
        tab.actor.send({ type: 'change', patch: { source: someChange(prng, work()?.source ?? '') }, origin });
      }
    }
    if (tab.actor.getSnapshot().matches('loading')) await settled(tab.actor);
    await world.stored();
  }
  world.isFull = false;
  await save(tab);
  expect((await world.stored()) ?? 'starter\n').toBe(work()?.source);
  tab.actor.stop();
  return steps;
}

test.each(Array.from({ length: 40 }, (_, index) => index + 1))('life %i of a page leaves a whole log', async (seed) => {
  expect(await live(seed)).toBe(60);
});
