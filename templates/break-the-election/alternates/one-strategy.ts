/** One strategy with few rules, tried in several ways: who stands, who answers whom, and whether the voter crashes in between. */
import { fits, type Pattern, pick, type Scheduler, type Step, scheduler, type View } from 'interleave/schedules';

/** What is to happen, in order; whatever is not possible is passed over. */
function firstThatIsLeft(view: View, wishes: readonly Pattern[]): Step | undefined {
  let due = 0;
  for (const step of view.taken) {
    const at = wishes.findIndex((wish, index) => index >= due && fits(step, wish));
    if (at >= 0) due = at + 1;
  }
  return pick(view, ...wishes.slice(due));
}

const stand = (node: string): Pattern => ({ kind: 'timeout', node });
const ask = (from: string, node: string): Pattern => ({ kind: 'deliver', node, from, message: { kind: 'request' } });
const hear = (from: string, node: string): Pattern => ({ kind: 'deliver', node, from, message: { kind: 'vote' } });
const comeBack: readonly Pattern[] = [{ kind: 'crash', node: 's3' }, { kind: 'restart' }];

function attempt(name: string, ...wishes: readonly Pattern[]): Scheduler {
  return scheduler(name, 'Wishes in order; those that cannot be had are passed over.', (view) =>
    firstThatIsLeft(view, wishes),
  );
}

const votes = [hear('s3', 's1'), hear('s3', 's2')];

export default [
  attempt('rivals', stand('s1'), stand('s2'), ask('s1', 's3'), ask('s2', 's3'), ...votes),
  attempt('rivals and a crash', stand('s1'), stand('s2'), ask('s1', 's3'), ...comeBack, ask('s2', 's3'), ...votes),
  attempt(
    'a voter that stands',
    ...[stand('s1'), ask('s1', 's2'), stand('s2'), hear('s2', 's1'), ask('s2', 's3'), hear('s3', 's2')],
  ),
  attempt(
    'a vote of the term before',
    ...[stand('s1'), ask('s1', 's3'), stand('s1'), ask('s1', 's2'), stand('s2')],
    ...[{ ...ask('s2', 's3'), message: { term: 4 } }, hear('s3', 's2'), hear('s3', 's1')],
  ),
  attempt('the wrong one', stand('s3'), ask('s3', 's1'), { kind: 'deliver', node: 's3', from: 's1' }),
];
