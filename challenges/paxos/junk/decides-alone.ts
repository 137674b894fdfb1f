/** Junk: every proposer decides what its client asks for. */
import { protocol } from 'interleave';

type Input = { readonly kind: 'propose'; readonly value: string };
type Output = { readonly kind: 'decide'; readonly value: string };

export default protocol<object, never, never, Input, Output>({
  init() {
    return {};
  },

  onInput(_state, input, ctx) {
    ctx.output({ kind: 'decide', value: input.value });
  },
});
