/** Junk: whoever times out leads, in a term of its own choice. */
import { protocol } from 'interleave';

type Output = { readonly kind: 'leader'; readonly term: number };

export default protocol<{ term: number }, never, 'election', never, Output>({
  init(ctx) {
    ctx.setTimer('election');
    return { term: 0 };
  },

  durable: ['term'],

  onTimer(state, _timer, ctx) {
    const servers = ctx.nodes('server');
    state.term += servers.indexOf(ctx.self) + 1;
    ctx.output({ kind: 'leader', term: state.term });
  },
});
