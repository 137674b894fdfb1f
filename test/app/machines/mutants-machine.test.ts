/** Trying slips: what is told is kept in order, stopping ends it, and reasons belong to the slips they were asked for. */
import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { type MutantsEffects, type MutantsEvent, mutantsMachine } from '../../../src/app/machines';
import type { Triage } from '../../../src/model';
import { generateMutants } from '../../../src/mutate';

const source = 'export default { init: () => 0, onMessage: (state) => (state < 1 ? state + 1 : state) };\n';
const mutants = generateMutants(source, 'reference.ts');
const [first, second] = mutants;
if (first === undefined || second === undefined) throw new Error('the source has slips');
const files = new Map([['reference.ts', source]]);
const options = { sample: 10, seed: 1, isQuick: false };
const triage: Triage = { finding: { kind: 'unknown' }, bounds: {}, sentence: 'Unknown.', tried: [] };

function start() {
  const stopped: string[] = [];
  let tell: (event: MutantsEvent) => void = () => undefined;
  const effects: MutantsEffects = {
    tryMutants: (_files, _options, say) => {
      tell = say;
      return () => stopped.push('trying');
    },
    triage: (_files, _survivors, say) => {
      tell = say;
      return () => stopped.push('triaging');
    },
  };
  const actor = createActor(mutantsMachine, { input: { effects } }).start();
  return { actor, stopped, tell: (event: MutantsEvent) => tell(event), context: () => actor.getSnapshot().context };
}

test('results come to the slips that were begun; the end leaves them there', () => {
  const { actor, tell, context } = start();
  actor.send({ type: 'try', files, options });
  tell({ type: 'news', news: { kind: 'begun', mutants, generated: 12 } });
  tell({ type: 'news', news: { kind: 'states', states: 500 } });
  expect(context().states).toBe(500);
  tell({ type: 'news', news: { kind: 'result', id: first.id, result: { kind: 'survived', distinct: 3 } } });
  tell({ type: 'done' });
  expect(actor.getSnapshot().matches('idle')).toBe(true);
  expect(context().tried).toMatchObject({ files, options, generated: 12 });
  expect([...(context().tried?.results ?? [])]).toEqual([[first.id, { kind: 'survived', distinct: 3 }]]);
});

test('stopping ends what is under way and keeps what was decided; trying anew begins from nothing', () => {
  const { actor, stopped, tell, context } = start();
  actor.send({ type: 'try', files, options });
  tell({ type: 'news', news: { kind: 'begun', mutants, generated: 2 } });
  tell({ type: 'news', news: { kind: 'result', id: second.id, result: { kind: 'survived', distinct: 3 } } });
  actor.send({ type: 'stop' });
  expect(stopped).toEqual(['trying']);
  expect(context().tried?.results.size).toBe(1);
  actor.send({ type: 'try', files, options });
  tell({ type: 'news', news: { kind: 'begun', mutants, generated: 2 } });
  expect(context().tried?.results.size).toBe(0);
});

test('reasons are kept by the survivor, and those still asked for are known', () => {
  const { actor, tell, context } = start();
  const survivors = [first, second].map(({ id }) => ({ id, file: 'reference.ts', source, bounds: {} }));
  actor.send({ type: 'triage', files, survivors });
  tell({ type: 'triaged', id: first.id, triage });
  expect(context().asked.map(({ id }) => id)).toEqual([second.id]);
  tell({ type: 'triaged', id: second.id, triage: null });
  tell({ type: 'done' });
  expect([...context().triages]).toEqual([
    [first.id, triage],
    [second.id, null],
  ]);
});

test('a failure is said and leaves what was found', () => {
  const { actor, tell, context } = start();
  actor.send({ type: 'try', files, options });
  tell({ type: 'failed', sentence: 'There is no reference.ts.' });
  expect([actor.getSnapshot().matches('idle'), context().failure]).toEqual([true, 'There is no reference.ts.']);
  actor.send({ type: 'try', files, options });
  expect(context().failure).toBe(null);
});
