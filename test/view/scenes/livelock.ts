/** A lock that nobody releases: the client asks, is told to wait, waits and asks again, for ever. Two steps, then a cycle of three. */
import { buildTrace } from './build-trace';
import type { Scene } from './scene';

const ask = [['server', { kind: 'acquire', client: 'b' }]] as const;

function story() {
  const run = buildTrace([
    { id: 'a', role: 'client', state: { phase: 'idle' }, inputs: ['lock'] },
    { id: 'b', role: 'client', state: { phase: 'idle' }, inputs: ['lock'] },
    { id: 'server', role: 'server', state: { owner: 'a' }, start: { send: [['a', { kind: 'granted' }]] } },
  ]);
  run.deliver('server', 'a', 'granted', { state: { phase: 'owner' }, output: [{ kind: 'locked' }] });
  run.input('b', { state: { phase: 'asking' }, send: ask });
  run.deliver('b', 'server', 'acquire', { send: [['b', { kind: 'busy' }]] });
  run.deliver('server', 'b', 'busy', { state: { phase: 'waiting' }, set: ['retry'] });
  run.timeout('b', { state: { phase: 'asking' }, send: ask });
  return { ...run.trace(), cycleStart: 2 };
}

export const livelock: Scene = {
  name: 'livelock',
  trace: story(),
  ending: { kind: 'violation', label: 'b gets the lock in the end' },
};
