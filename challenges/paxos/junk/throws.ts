/** Junk: an acceptor that is asked for a second value throws, and nobody is told what it has accepted. */
import { protocol } from 'interleave';

interface State {
  accepted: string | null;
}
type Input = { readonly kind: 'propose'; readonly value: string };

export default protocol<State, string, never, Input, never, { readonly majority: number }>({
  init() {
    return { accepted: null };
  },

  durable: ['accepted'],

  onInput(_state, input, ctx) {
    for (const acceptor of ctx.nodes('acceptor')) ctx.send(acceptor, input.value);
  },

  onMessage(state, value) {
    if (state.accepted !== null && state.accepted !== value) throw new Error(`It has accepted ${state.accepted}.`);
    state.accepted = value;
  },
});
