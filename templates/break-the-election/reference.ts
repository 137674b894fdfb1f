/** Four ways to break an election: a vote given twice, one forgotten, one that is late, and one given to the wrong server. */
import { all, fits, type Pattern, pick, schedule, scheduler, times, type View } from 'interleave/schedules';

const request = (from: string): Pattern => ({ kind: 'deliver', node: 's3', from, message: { kind: 'request' } });
const answer = (node: string): Pattern => ({ kind: 'deliver', node, from: 's3' });

export default [
  schedule('two stand at once', 'Both time out before they hear of each other, and s3 answers both.', [
    { kind: 'timeout', node: 's1' },
    { kind: 'timeout', node: 's2' },
    request('s1'),
    request('s2'),
    all({ kind: 'deliver', node: ['s1', 's2'], from: 's3' }),
  ]),

  scheduler('the voter crashes', 'As before, and s3 crashes when it has voted once.', (view) => {
    if (times(view, { kind: 'timeout' }) < 2) return pick(view, ...unheard(view));
    if (times(view, request('s1')) === 0) return pick(view, request('s1'));
    return pick(view, { kind: 'crash', node: 's3' }, { kind: 'restart' }, request('s2'), answer('s1'), answer('s2'));
  }),

  schedule('a voter stands itself', 'The server that has given its vote times out in the same term.', [
    { kind: 'timeout', node: 's1' },
    { kind: 'deliver', node: 's2', from: 's1' },
    { kind: 'timeout', node: 's2' },
    { kind: 'deliver', node: 's1', from: 's2', message: { kind: 'vote' } },
    { kind: 'deliver', node: 's3', from: 's2' },
    answer('s2'),
  ]),

  schedule(
    'a late vote',
    'A vote of one term arrives when its candidate stands in the next one, and so does another.',
    [
      { kind: 'timeout', node: 's1' },
      request('s1'),
      { kind: 'timeout', node: 's1' },
      { kind: 'deliver', node: 's2', from: 's1', message: { term: 3 } },
      { kind: 'timeout', node: 's2' },
      { kind: 'deliver', node: 's3', from: 's2', message: { kind: 'request' } },
      all({ kind: 'deliver', node: ['s1', 's2'], from: 's3' }),
    ],
  ),

  schedule('the one that lacks an entry', 'The server whose log is behind stands, and all answer.', [
    { kind: 'timeout', node: 's3' },
    all({ kind: 'deliver' }),
  ]),
];

/** Timeouts of the two rivals that have not happened yet. */
function unheard(view: View): readonly Pattern[] {
  return ['s1', 's2']
    .map((node): Pattern => ({ kind: 'timeout', node }))
    .filter((pattern) => !view.taken.some((step) => fits(step, pattern)));
}
