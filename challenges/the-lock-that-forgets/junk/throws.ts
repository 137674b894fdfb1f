/** Junk: a full buffer is met with an exception. */
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
    if (state.buffer.length === ctx.config.capacity) throw new Error('The buffer is full.');
    state.buffer.push(item);
  },
});
