import { protocol } from 'interleave';

/** Stops at the first thing that it did not expect. */
export default protocol<null, never, 'go'>({
  init(ctx) {
    ctx.setTimer('go');
    return null;
  },
  onTimer() {
    throw new Error('not yet');
  },
});
