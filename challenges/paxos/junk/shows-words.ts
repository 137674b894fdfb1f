/** Junk: what is shown are words, and not the outputs that the properties read. */
import { protocol } from 'interleave';

interface State {
  answers: number;
}
type Input = { readonly kind: 'propose'; readonly value: string };

export default protocol<State, string, never, Input, string, { readonly majority: number }>({
  init() {
    return { answers: 0 };
  },

  onInput(_state, input, ctx) {
    for (const acceptor of ctx.nodes('acceptor')) ctx.send(acceptor, input.value);
  },

  onMessage(state, value, from, ctx) {
    if (ctx.role === 'acceptor') {
      ctx.output(`accepted ${value}`);
      ctx.send(from, value);
      return;
    }
    state.answers += 1;
    if (state.answers === ctx.config.majority) ctx.output(`decided ${value}`);
  },
});
