import { protocol } from 'interleave';

/** Shows something, in a form of its own. */
export default protocol<null, never, never, unknown, unknown>({
  init() {
    return null;
  },
  onInput(_state, _input, ctx) {
    ctx.output({ verdict: true });
  },
});
