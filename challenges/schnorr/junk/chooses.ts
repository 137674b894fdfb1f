import { protocol } from 'interleave';

/** Chooses where it has to draw: what is chosen has no probability. */
export default protocol<null, number, never, unknown, unknown>({
  init() {
    return null;
  },
  onInput(_state, _input, ctx) {
    ctx.broadcast(ctx.choose([0, 1]));
  },
});
