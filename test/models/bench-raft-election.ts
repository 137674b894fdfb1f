/**
 * The election of Raft (D. Ongaro and J. Ousterhout, "In search of an understandable consensus algorithm", 2014, section
 * 5.2) with crashes and restarts: whoever times out asks for votes in a new term; term and vote survive a crash.
 */
import { always, fact, forAll, type Observation, type SystemSpec, sometimes } from '../../src/model';
import { protocolOf, tinySpec } from './tiny-spec';

/**
 * @param servers how many servers
 * @param timeouts how many elections may begin in all
 * @param crashes how many crashes there may be in all; each of the crashed may restart at any moment
 */
export function raftElection(servers: number, timeouts: number, crashes: number): SystemSpec {
  return tinySpec({
    nodes: Array.from({ length: servers }, (_, index) => ({ id: `s${index}`, role: 'server', mayCrash: true })),
    faults: { timeout: timeouts, crash: crashes },
    outputs: 'distinct',
    properties: [
      always('election safety', 'No term has two leaders.', (o) =>
        forAll('term', [...new Set(terms(o))], (term) =>
          fact(terms(o).filter((other) => other === term).length === 1, 'two servers lead in it'),
        ),
      ),
      sometimes('elected', 'A leader can be elected.', (o) => terms(o).length > 0),
    ],
  });
}

/** A server outputs each term in which it becomes leader. */
function terms(o: Observation): number[] {
  return o.nodes.flatMap((node) => node.outputs.map((term) => Number(term)));
}

export const raftElectionProtocol = protocolOf(
  `init(ctx) {
  ctx.setTimer('election');
  return { term: 0, votedFor: null, role: 'follower', votes: [] };
},
durable: ['term', 'votedFor'],
onTimer(state, timer, ctx) {
  state.term += 1;
  state.votedFor = ctx.self;
  state.role = 'candidate';
  state.votes = [ctx.self];
  ctx.setTimer('election');
  ctx.broadcast({ type: 'request', term: state.term });
},
onMessage(state, message, from, ctx) {
  if (message.term > state.term) {
    if (state.role === 'leader') ctx.setTimer('election');
    state.term = message.term;
    state.votedFor = null;
    state.role = 'follower';
    state.votes = [];
  }
  if (message.term < state.term) return;
  if (message.type === 'request') {
    if (state.votedFor !== null) return;
    state.votedFor = from;
    ctx.send(from, { type: 'vote', term: state.term });
    return;
  }
  if (state.role !== 'candidate') return;
  state.votes = [...state.votes, from].sort();
  if (state.votes.length * 2 <= ctx.peers.length + 1) return;
  state.role = 'leader';
  state.votes = [];
  ctx.cancelTimer('election');
  ctx.output(state.term);
},`,
);
