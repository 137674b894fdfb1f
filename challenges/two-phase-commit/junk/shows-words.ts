/** Junk: votes and decisions are shown as words, and not in the form that the properties read. */
import { type NodeId, protocol } from 'interleave';

interface State {
  yes: NodeId[];
}
type Input = { readonly kind: 'begin' } | { readonly kind: 'fail' };
type Config = { readonly coordinator: NodeId; readonly participants: readonly NodeId[] };

export default protocol<State, 'prepare' | 'yes' | 'commit', never, Input, string, Config>({
  init() {
    return { yes: [] };
  },

  durable: ['yes'],

  onInput(_state, input, ctx) {
    if (input.kind === 'begin') for (const participant of ctx.config.participants) ctx.send(participant, 'prepare');
  },

  onMessage(state, message, from, ctx) {
    if (message === 'prepare') {
      ctx.output('yes');
      ctx.send(from, 'yes');
    } else if (message === 'yes') {
      state.yes = [...state.yes, from].sort();
      if (state.yes.length < ctx.config.participants.length) return;
      ctx.output('commit');
      for (const participant of ctx.config.participants) ctx.send(participant, 'commit');
    } else {
      ctx.output('commit');
    }
  },
});
