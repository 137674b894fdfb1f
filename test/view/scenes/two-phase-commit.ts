/** A participant aborts alone after it voted yes, and the coordinator commits: 3 nodes, 8 steps, a violation. */
import { buildTrace } from './build-trace';
import type { Scene } from './scene';

const prepare = { kind: 'prepare' };
const yes = { kind: 'vote', yes: true };
const commit = { kind: 'decision', commit: true };

const run = buildTrace([
  {
    id: 'coordinator',
    role: 'coordinator',
    state: { phase: 'idle', votes: {}, decision: null },
    inputs: [{ kind: 'begin' }],
  },
  { id: 'p1', role: 'participant', state: { phase: 'working', decision: null } },
  { id: 'p2', role: 'participant', state: { phase: 'working', decision: null } },
]);
run.input('coordinator', {
  state: { phase: 'waiting' },
  send: [
    ['p1', prepare],
    ['p2', prepare],
  ],
});
run.deliver('coordinator', 'p1', 'prepare', {
  state: { phase: 'prepared' },
  send: [['coordinator', yes]],
  set: [{ kind: 'patience' }],
});
run.deliver('p1', 'coordinator', 'vote', { state: { votes: { p1: 'yes' } } });
run.deliver('coordinator', 'p2', 'prepare', {
  state: { phase: 'prepared' },
  send: [['coordinator', yes]],
  set: [{ kind: 'patience' }],
});
run.timeout('p1', { state: { phase: 'done', decision: 'abort' } });
run.deliver('p2', 'coordinator', 'vote', {
  state: { phase: 'done', votes: { p1: 'yes', p2: 'yes' }, decision: 'commit' },
  send: [
    ['p1', commit],
    ['p2', commit],
  ],
});
run.deliver('coordinator', 'p2', 'decision', {
  state: { phase: 'done', decision: 'commit' },
  output: [{ kind: 'decide', value: 'commit' }],
});
run.deliver('coordinator', 'p1', 'decision', { output: [{ kind: 'decide', value: 'abort' }] });

export const twoPhaseCommit: Scene = {
  name: 'two-phase-commit',
  trace: run.trace({ state: 4, alternative: 'coordinator receives vote yes from p2' }),
  ending: { kind: 'violation', label: 'agreement: p1 decided abort, p2 decided commit' },
};
