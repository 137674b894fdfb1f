/** The same ways as plain lists of steps, one for each mistake. */
import { all, maybe, schedule } from 'interleave/schedules';

const bothStand = [
  { kind: 'timeout', node: 's1' },
  { kind: 'timeout', node: 's2' },
] as const;

export default [
  schedule('two votes', 's3 hears both rivals, and both hear s3.', [
    ...bothStand,
    { kind: 'deliver', node: 's3', from: 's1' },
    { kind: 'deliver', node: 's3', from: 's2' },
    { kind: 'deliver', node: 's1', from: 's3' },
    { kind: 'deliver', node: 's2', from: 's3' },
  ]),

  schedule('a vote that is forgotten', 's3 comes back between the two, and has lost what it had not kept.', [
    ...bothStand,
    { kind: 'deliver', node: 's3', from: 's1' },
    { kind: 'crash', node: 's3' },
    { kind: 'restart', node: 's3' },
    { kind: 'deliver', node: 's3', from: 's2' },
    all({ kind: 'deliver', from: 's3' }),
  ]),

  schedule('a vote that comes too late', 'It was given in the term before.', [
    { kind: 'timeout', node: 's1' },
    { kind: 'deliver', node: 's3', from: 's1' },
    { kind: 'timeout', node: 's1' },
    maybe({ kind: 'deliver', node: 's2', from: 's1', message: { kind: 'request', term: 3 } }),
    maybe({ kind: 'timeout', node: 's2' }),
    { kind: 'deliver', node: 's3', from: 's2' },
    { kind: 'deliver', node: 's2', from: 's3' },
    { kind: 'deliver', node: 's1', from: 's3' },
  ]),

  schedule('a vote and then a rival', 's2 has voted for s1, and stands all the same.', [
    { kind: 'timeout', node: 's1' },
    { kind: 'deliver', node: 's2', from: 's1' },
    { kind: 'timeout', node: 's2' },
    { kind: 'deliver', node: 's1', from: 's2', message: { kind: 'vote' } },
    { kind: 'deliver', node: 's3', from: 's2' },
    { kind: 'deliver', node: 's2', from: 's3' },
  ]),

  schedule('a leader without the entry', 's3 stands, and gets what it should not get.', [
    { kind: 'timeout', node: 's3' },
    { kind: 'deliver', node: 's1', from: 's3' },
    { kind: 'deliver', node: 's3', from: 's1' },
  ]),
];
