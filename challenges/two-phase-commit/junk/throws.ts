/** Junk: a vote against is met with an exception. */
import { type NodeId, protocol } from 'interleave';

interface State {
  failed: boolean;
}
type Input = { readonly kind: 'begin' } | { readonly kind: 'fail' };
type Config = { readonly coordinator: NodeId; readonly participants: readonly NodeId[] };

export default protocol<State, 'prepare' | 'yes' | 'no', never, Input, never, Config>({
  init() {
    return { failed: false };
  },

  onInput(state, input, ctx) {
    if (input.kind === 'fail') state.failed = true;
    else for (const participant of ctx.config.participants) ctx.send(participant, 'prepare');
  },

  onMessage(state, message, from, ctx) {
    if (message === 'no') throw new Error(`${from} has voted no.`);
    if (message === 'prepare') ctx.send(from, state.failed ? 'no' : 'yes');
  },
});
