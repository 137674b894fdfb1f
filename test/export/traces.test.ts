/** Traces and graphs for other tools: what they read is what was found. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { challengeBySlug } from '../../challenges';
import { checkSource, graphOfSource } from '../../src/cli';
import { dotText, itfText, shivizText } from '../../src/export';
import type { Challenge, Trace } from '../../src/model';
import { protocolOf, tinyChallenge } from '../models/tiny-challenge';

async function demoTrace(): Promise<Trace> {
  const challenge = challengeBySlug('demo-commit') as Challenge;
  const source = readFileSync(new URL('../../challenges/demo-commit/starter.ts', import.meta.url));
  const report = await checkSource({ challenge, source, file: 'starter.ts', bounds: challenge.tiers.quick });
  return report.trace as Trace;
}

test('a trace as ITF has a state a step and one more, with every node and the step that led there', async () => {
  const trace = await demoTrace();
  const itf = JSON.parse(itfText(trace, 'demo'));
  expect(itf['#meta']).toMatchObject({ format: 'ITF', description: 'demo' });
  expect(itf.vars).toEqual(['action', 'nodes']);
  expect(itf.states).toHaveLength(trace.steps.length + 1);
  expect(itf.states.map((state: { action: string }) => state.action)).toEqual([
    'initial state',
    ...trace.steps.map((step) => step.label),
  ]);
  for (const [index, state] of itf.states.entries()) {
    expect(Object.keys(state).sort()).toEqual(['#meta', 'action', 'nodes']);
    expect(state['#meta']).toEqual({ index });
    expect(state.nodes['#map'].map(([id]: [string]) => id)).toEqual(trace.nodes.map(({ id }) => id));
  }
});

test('ITF writes what it has no value for as the format says, and marks the loop of a run that goes round', async () => {
  const odd = { '#set': null, half: 0.5, list: [1, true, 'x'] };
  const node = { id: 'n', role: 'r', up: true, state: odd, inbox: [], timers: [], inputs: [], outputs: [] };
  const itf = JSON.parse(itfText({ nodes: [{ id: 'n', role: 'r' }], initial: [node], steps: [], cycleStart: 0 }, ''));
  expect(itf.loop).toBe(0);
  expect(itf.states[0].nodes['#map'][0][1].state).toEqual({
    '#map': [
      ['#set', { '#unserializable': 'null' }],
      ['half', { '#unserializable': '0.5' }],
      ['list', [1, true, 'x']],
    ],
  });
});

test('a trace as a ShiViz log gives every event a clock that grows along causes and nowhere else', async () => {
  const trace = await demoTrace();
  const lines = shivizText(trace).trimEnd().split('\n');
  const events = [...shivizText(trace).matchAll(/(?<host>\S*) (?<clock>{.*})\n(?<event>.*)/g)].map(({ groups }) => ({
    host: groups?.host ?? '',
    clock: JSON.parse(groups?.clock ?? '') as Record<string, number>,
    event: groups?.event,
  }));
  expect(events.length * 2).toBe(lines.length);
  expect(events).toHaveLength(trace.nodes.length + trace.steps.length);
  const own = new Map<string, number>();
  for (const { host, clock } of events) {
    expect(clock[host]).toBe((own.get(host) ?? 0) + 1);
    own.set(host, clock[host] ?? 0);
  }
  // A message that arrives knows all that its sender knew when it was sent.
  const stepEvent = (index: number) => events[trace.nodes.length + index - 1];
  const deliveries = trace.steps.filter((step) => step.action.kind === 'deliver' && (step.envelope?.sentAt ?? 0) > 0);
  expect(deliveries.length).toBeGreaterThan(1);
  for (const step of deliveries) {
    const sending = stepEvent(step.envelope?.sentAt ?? 0);
    for (const [host, count] of Object.entries(sending?.clock ?? {}))
      expect(stepEvent(step.index)?.clock[host]).toBeGreaterThanOrEqual(count);
  }
});

test('a state graph as DOT has every state and every transition, faults dashed', async () => {
  // Two nodes that may each be told "go" once: 4 states, 4 transitions.
  const challenge = tinyChallenge({
    nodes: ['a', 'b'].map((id) => ({ id, role: 'node', inputs: ['go'] })),
    faults: {},
  });
  const source = protocolOf('init: () => 0,\nonInput: () => 1,');
  const graph = await graphOfSource({ challenge, source, file: 'protocol.ts', bounds: {} });
  if (graph === undefined) throw new Error('there is a graph');
  const text = dotText({ name: 'two "nodes"', ...graph });
  expect(text.split('\n')[0]).toBe('digraph "two \\"nodes\\"" {');
  expect(text.match(/^ {2}s\d+ \[/gm)).toHaveLength(4);
  expect(text.match(/^ {2}s\d+ -> s\d+ /gm)).toHaveLength(4);
  expect(text).toContain('s0 [label="a: 0\\nb: 0", style=bold];');
  expect(dotText({ name: 'x', states: [], edges: [{ from: 0, to: 1, label: 'l', fault: true }] })).toContain(
    's0 -> s1 [label="l", style=dashed];',
  );
});
