/** Forgets that servers crash, so what is forgotten in a crash is not found. */
import { all, schedule } from 'interleave/schedules';

export default [
  schedule('two votes', 's3 hears both rivals.', [
    { kind: 'timeout', node: 's1' },
    { kind: 'timeout', node: 's2' },
    { kind: 'deliver', node: 's3', from: 's1' },
    { kind: 'deliver', node: 's3', from: 's2' },
    all({ kind: 'deliver', from: 's3' }),
  ]),
  schedule('a vote and then a rival', 's2 has voted for s1, and stands all the same.', [
    { kind: 'timeout', node: 's1' },
    { kind: 'deliver', node: 's2', from: 's1' },
    { kind: 'timeout', node: 's2' },
    { kind: 'deliver', node: 's1', from: 's2', message: { kind: 'vote' } },
    { kind: 'deliver', node: 's3', from: 's2' },
    { kind: 'deliver', node: 's2', from: 's3' },
  ]),
  schedule('the one that lacks an entry', 's3 stands, and all answer.', [
    { kind: 'timeout', node: 's3' },
    all({ kind: 'deliver' }),
  ]),
];
