/** Junk: every call has a number of its own, so no two states are the same and the check never ends. */
import { type NodeId, protocol } from 'interleave';

type Config = { readonly monitor: NodeId };

export default protocol<{ calls: number }, number, never, never, never, Config>({
  init(ctx) {
    if (ctx.role !== 'monitor') ctx.send(ctx.config.monitor, 1);
    return { calls: 1 };
  },

  onMessage(state, call, from, ctx) {
    state.calls = call + 1;
    ctx.send(from, state.calls);
  },
});
