/**
 * Two-phase commit as the TLA+ Examples have it (`specifications/transaction_commit/TwoPhase.tla`, after J. Gray and
 * L. Lamport, "Consensus on transaction commit", 2006), written as an ordinary protocol: resource managers prepare or
 * abort of themselves, the transaction manager may abort at any moment until it has decided, and messages stay.
 *
 * What TLA+ calls an action without a message is here a timer that is pending for as long as the action is enabled, so
 * that states correspond one to one: a resource manager's `prepare` and `abort` while it works, the transaction
 * manager's `abort` until it has decided and `commit` once everybody is prepared. The set of messages is the union of
 * the inboxes. Steps correspond but for one kind, which changes nothing: `Prepared` is delivered to a transaction manager
 * that has decided, and ignored; the specification has no such step.
 */
import { always, fact, noDeadlock, type SystemSpec, sometimes } from '../../src/model';
import { protocolOf, tinySpec } from './tiny-spec';

/** @param managers how many resource managers */
export function twoPhaseTla(managers: number): SystemSpec {
  return tinySpec({
    nodes: [
      { id: 'tm', role: 'transaction manager' },
      ...Array.from({ length: managers }, (_, index) => ({ id: `rm${index + 1}`, role: 'resource manager' })),
    ],
    network: 'kept',
    outputs: 'distinct',
    properties: [
      always('consistent', 'No manager commits while another aborts.', (o) => {
        const decisions = new Set(o.nodes.flatMap((node) => node.outputs));
        return fact(!(decisions.has('committed') && decisions.has('aborted')), 'one committed, another aborted');
      }),
      sometimes('all committed', 'Everybody can commit.', (o) =>
        o.nodes.every((node) => node.role !== 'resource manager' || node.outputs.includes('committed')),
      ),
      noDeadlock('all decided', 'At rest everybody has decided.', (o) =>
        fact(
          o.nodes.every((node) => node.role !== 'resource manager' || node.outputs.length > 0),
          'somebody is undecided',
        ),
      ),
    ],
  });
}

export const twoPhaseTlaProtocol = protocolOf(
  `init(ctx) {
  if (ctx.role === 'transaction manager') { ctx.setTimer('abort'); return { state: 'init', prepared: [] }; }
  ctx.setTimer('prepare');
  ctx.setTimer('abort');
  return { state: 'working' };
},
onTimer(state, timer, ctx) {
  if (ctx.role === 'transaction manager') decide(state, timer === 'commit' ? 'committed' : 'aborted', ctx);
  else if (timer === 'prepare') {
    state.state = 'prepared';
    ctx.cancelTimer('abort');
    ctx.send('tm', 'prepared');
  } else become(state, 'aborted', ctx);
},
onMessage(state, message, from, ctx) {
  if (ctx.role !== 'transaction manager') become(state, message, ctx);
  else if (state.state === 'init' && !state.prepared.includes(from)) {
    state.prepared = [...state.prepared, from].sort();
    if (state.prepared.length === ctx.nodes('resource manager').length) ctx.setTimer('commit');
  }
},`,
  `function become(state: any, decision: string, ctx: any): void {
  state.state = decision;
  ctx.cancelTimer('prepare');
  ctx.cancelTimer('abort');
  ctx.output(decision);
}
function decide(state: any, decision: string, ctx: any): void {
  state.state = decision;
  ctx.cancelTimer('commit');
  ctx.cancelTimer('abort');
  for (const manager of ctx.nodes('resource manager')) ctx.send(manager, decision);
}`,
);
