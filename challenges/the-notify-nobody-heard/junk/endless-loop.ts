import { protocol } from 'interleave';

/** Tries to be the scheduler itself, and never comes back. */
export default protocol<{ turns: number }, never, 'go'>({
  init(ctx) {
    ctx.setTimer('go');
    return { turns: 0 };
  },
  onTimer(state) {
    while (state.turns >= 0) state.turns += 1;
  },
});
