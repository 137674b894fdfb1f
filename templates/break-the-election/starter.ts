/**
 * Ways to break an election. The default export is a list of them: each is run once on every variant, and breaks the variant if
 * two servers lead in one term, or one leads that must not. This one is a peaceful election.
 */
import { all, schedule } from 'interleave/schedules';

export default [
  schedule('a peaceful election', 'The first server stands, and everybody hears of it in time.', [
    { kind: 'timeout', node: 's1' },
    all({ kind: 'deliver' }),
  ]),
];
