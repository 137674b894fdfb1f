import { protocol } from 'interleave';

/** Shows lines as sentences, which nobody can read by machine. */
export default protocol<null, never, 'go', never, string>({
  init(ctx) {
    ctx.setTimer('go');
    return null;
  },
  onTimer(_state, _timer, ctx) {
    ctx.output('p1 puts an item');
  },
});
