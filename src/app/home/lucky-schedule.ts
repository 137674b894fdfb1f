/** A schedule of the demonstration in which nothing goes wrong: everybody votes yes, everybody commits. */
import type { Schedule } from '../../model';

const participants = ['p1', 'p2', 'p3'] as const;

export const luckySchedule: Schedule = [
  { kind: 'input', node: 'coordinator', input: 'begin' },
  ...participants.map((node) => ({
    kind: 'deliver' as const,
    node,
    from: 'coordinator',
    message: 'prepare',
    choices: [0],
  })),
  ...participants.map((from) => ({ kind: 'deliver' as const, node: 'coordinator', from, message: 'yes' })),
  ...participants.map((node) => ({ kind: 'deliver' as const, node, from: 'coordinator', message: 'commit' })),
];
