/** The initial state itself is the violation: no step at all. */
import { buildTrace } from './build-trace';
import type { Scene } from './scene';

const run = buildTrace([
  { id: 'left', role: 'fork', state: { taken: true }, start: { output: [{ kind: 'taken' }] } },
  { id: 'right', role: 'fork', state: { taken: true }, start: { output: [{ kind: 'taken' }] } },
]);

export const empty: Scene = {
  name: 'empty',
  trace: run.trace(),
  ending: { kind: 'violation', label: 'mutual exclusion: left and right are both taken' },
};
