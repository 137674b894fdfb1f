/** Junk: a candidate waits for the votes inside the handler, where none can arrive. */
import { protocol } from 'interleave';

interface State {
  term: number;
  votes: number;
}

export default protocol<State, 'request' | 'vote', 'election'>({
  init(ctx) {
    ctx.setTimer('election');
    return { term: 0, votes: 1 };
  },

  onTimer(state, _timer, ctx) {
    ctx.broadcast('request');
    let turns = 0;
    while (state.votes * 2 < ctx.peers.length) turns += 1;
    while (state.votes * 2 <= ctx.peers.length + 1) turns += 1;
    state.term = turns;
  },

  onMessage(state, message, from, ctx) {
    if (message === 'request') ctx.send(from, 'vote');
    else state.votes += 1;
  },
});
