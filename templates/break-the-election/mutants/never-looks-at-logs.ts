/** Lets only those servers stand that may lead, so it never sees what a log is for. */
import { all, schedule } from 'interleave/schedules';

const bothStand = [
  { kind: 'timeout', node: 's1' },
  { kind: 'timeout', node: 's2' },
] as const;

export default [
  schedule('two votes', 's3 hears both rivals.', [
    ...bothStand,
    { kind: 'deliver', node: 's3', from: 's1' },
    { kind: 'deliver', node: 's3', from: 's2' },
    all({ kind: 'deliver', from: 's3' }),
  ]),
  schedule('a vote that is forgotten', 's3 comes back between the two.', [
    ...bothStand,
    { kind: 'deliver', node: 's3', from: 's1' },
    { kind: 'crash', node: 's3' },
    { kind: 'restart', node: 's3' },
    { kind: 'deliver', node: 's3', from: 's2' },
    all({ kind: 'deliver', from: 's3' }),
  ]),
];
