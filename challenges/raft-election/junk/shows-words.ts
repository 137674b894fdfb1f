/** Junk: roles are shown as words, without a term, and not as the properties read them. */
import { protocol } from 'interleave';

interface State {
  votes: number;
}

export default protocol<State, 'request' | 'vote', 'election', never, string>({
  init(ctx) {
    ctx.setTimer('election');
    return { votes: 1 };
  },

  onTimer(_state, _timer, ctx) {
    ctx.output('candidate');
    ctx.broadcast('request');
  },

  onMessage(state, message, from, ctx) {
    if (message === 'request') {
      ctx.send(from, 'vote');
      return;
    }
    state.votes += 1;
    if (state.votes === 2) ctx.output('leader');
  },
});
