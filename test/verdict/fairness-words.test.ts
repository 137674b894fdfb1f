import { expect, test } from 'vitest';
import type { SystemSpec } from '../../src/model';
import { fairnessWords } from '../../src/verdict';
import { tinyNodes, tinySpec } from '../models/tiny-challenge';

const say = (system: Partial<SystemSpec>, hasChoices = false): readonly string[] =>
  fairnessWords(tinySpec({ nodes: tinyNodes(2), ...system }), hasChoices);

test('by default, deliveries, timeouts and inputs get their turn, and only what can happen is named', () => {
  expect(say({})).toEqual([
    'Weak fairness of deliveries and timeouts: one that stays possible from some moment on happens in the end.',
  ]);
  expect(say({ nodes: tinyNodes(2, { inputs: ['go'], mayCrash: true }), faults: { crash: 1, drop: 1 } })).toEqual([
    'Weak fairness of deliveries, timeouts and inputs: one that stays possible from some moment on happens in the end.',
    'No fairness of restarts, losses and crashes: they need never happen.',
  ]);
});

test('what a challenge says replaces the default, kind by kind', () => {
  const nodes = tinyNodes(2, { mayCrash: true });
  const fairness = { deliver: 'strong', timeout: 'none', restart: 'weak' } as const;
  expect(say({ nodes, faults: { crash: 1 }, fairness })).toEqual([
    'Strong fairness of deliveries: one that becomes possible again and again happens in the end.',
    'Weak fairness of restarts: one that stays possible from some moment on happens in the end.',
    'No fairness of timeouts and crashes: they need never happen.',
  ]);
});

test('timers that never fire, nodes that never restart and choices are told as they are', () => {
  const nodes = tinyNodes(2, { mayCrash: true });
  expect(say({ nodes, faults: { timeout: 0, crash: 1, restart: 0 } }, true)).toEqual([
    'Weak fairness of deliveries: one that stays possible from some moment on happens in the end.',
    'No fairness of crashes: they need never happen.',
    'No fairness of choices: what a handler chooses or draws may come out the same way for ever.',
  ]);
});
