/** Junk: a thread that is to wait turns round and round inside the monitor, where nobody else can come in. */
import { type NodeId, protocol } from 'interleave';

interface State {
  buffer: string[];
}

export default protocol<State, string, never, never, never, { readonly monitor: NodeId; readonly capacity: number }>({
  init(ctx) {
    if (ctx.role === 'producer') ctx.send(ctx.config.monitor, `${ctx.self}.1`);
    return { buffer: [] };
  },

  onMessage(state, item, _from, ctx) {
    let turns = 0;
    while (state.buffer.length === ctx.config.capacity) turns += 1;
    state.buffer.push(item.slice(turns));
  },
});
