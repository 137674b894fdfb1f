/** Junk: a proposer waits for a majority inside the handler, where no answer can arrive. */
import { protocol } from 'interleave';

interface State {
  answers: number;
}
type Input = { readonly kind: 'propose'; readonly value: string };

export default protocol<State, string, never, Input, never, { readonly majority: number }>({
  init() {
    return { answers: 0 };
  },

  onInput(state, input, ctx) {
    for (const acceptor of ctx.nodes('acceptor')) ctx.send(acceptor, input.value);
    let turns = 0;
    while (state.answers < ctx.config.majority) turns += 1;
    state.answers = turns;
  },

  onMessage(state, value, from, ctx) {
    if (ctx.role === 'acceptor') ctx.send(from, value);
    else state.answers += 1;
  },
});
