/** Junk: what is shown are words of its own, and not what the properties read. */
import { type NodeId, protocol } from 'interleave';

type Config = { readonly monitor: NodeId; readonly items: number };

export default protocol<{ calls: number }, string, never, never, string, Config>({
  init(ctx) {
    if (ctx.role === 'producer') ctx.send(ctx.config.monitor, `${ctx.self}.1`);
    return { calls: 1 };
  },

  onMessage(state, item, from, ctx) {
    if (ctx.role === 'monitor') {
      ctx.output(`${item} was stored, removed and consumed`);
      ctx.send(from, 'returned');
    } else if (state.calls < ctx.config.items) {
      state.calls += 1;
      ctx.send(ctx.config.monitor, `${ctx.self}.${state.calls}`);
    }
  },
});
