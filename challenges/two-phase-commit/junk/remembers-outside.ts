/** Junk: the votes are counted in a variable outside the state, which all nodes and all schedules share. */
import { type NodeId, protocol } from 'interleave';

type Input = { readonly kind: 'begin' } | { readonly kind: 'fail' };
type Output =
  | { readonly kind: 'vote'; readonly vote: 'yes' }
  | { readonly kind: 'decide'; readonly decision: 'commit' };
type Config = { readonly coordinator: NodeId; readonly participants: readonly NodeId[] };

let votes = 0;

export default protocol<object, 'prepare' | 'yes', never, Input, Output, Config>({
  init() {
    return {};
  },

  onInput(_state, input, ctx) {
    if (input.kind === 'begin') for (const participant of ctx.config.participants) ctx.send(participant, 'prepare');
  },

  onMessage(_state, message, from, ctx) {
    if (message === 'prepare') {
      ctx.output({ kind: 'vote', vote: 'yes' });
      ctx.send(from, 'yes');
      return;
    }
    votes += 1;
    if (votes >= ctx.config.participants.length) ctx.output({ kind: 'decide', decision: 'commit' });
  },
});
