/** Junk: a rival is met with an exception. */
import { type NodeId, protocol } from 'interleave';

interface State {
  votedFor: NodeId | null;
}

export default protocol<State, 'request' | 'vote', 'election'>({
  init(ctx) {
    ctx.setTimer('election');
    return { votedFor: null };
  },

  durable: ['votedFor'],

  onTimer(state, _timer, ctx) {
    state.votedFor = ctx.self;
    ctx.broadcast('request');
  },

  onMessage(state, message, from, ctx) {
    if (message === 'vote') return;
    if (state.votedFor !== null) throw new Error(`${from} stands although ${state.votedFor} does.`);
    state.votedFor = from;
    ctx.send(from, 'vote');
  },
});
