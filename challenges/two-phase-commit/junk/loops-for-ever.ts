/** Junk: the coordinator waits for the votes inside a handler, where no vote can arrive. */
import { type NodeId, protocol } from 'interleave';

interface State {
  votes: number;
}
type Input = { readonly kind: 'begin' } | { readonly kind: 'fail' };
type Config = { readonly coordinator: NodeId; readonly participants: readonly NodeId[] };

export default protocol<State, 'prepare' | 'yes', never, Input, never, Config>({
  init() {
    return { votes: 0 };
  },

  onInput(state, input, ctx) {
    if (input.kind !== 'begin') return;
    for (const participant of ctx.config.participants) ctx.send(participant, 'prepare');
    let turns = 0;
    while (state.votes < ctx.config.participants.length) turns += 1;
    state.votes = turns;
  },

  onMessage(state, message, from, ctx) {
    if (message === 'yes') state.votes += 1;
    else ctx.send(from, 'yes');
  },
});
