/** Correct, and nobody has to look again: the monitor finishes a waiting call itself as soon as it can, so threads are never woken to try. */
import { type Context, type NodeId, protocol } from 'interleave';

type Config = { readonly monitor: NodeId; readonly capacity: number; readonly items: number };
type Output = { readonly kind: 'stored' | 'removed' | 'consumed'; readonly item: string };

/** What a thread asks of the monitor. */
type Call = { kind: 'put'; item: string } | { kind: 'take' };

type Message =
  | Call
  /** The call has returned; a take brings its item. */
  | { kind: 'returned'; item?: string };

interface State {
  // the monitor's
  buffer: string[];
  /** The calls that have not returned, by thread. */
  waiting: Record<NodeId, Call>;
  // a thread's
  /** How many calls it has begun. */
  calls: number;
}

type Ctx = Context<Message, never, Output, Config>;

export default protocol<State, Message, never, never, Output, Config>({
  init(ctx) {
    const state: State = { buffer: [], waiting: {}, calls: 0 };
    if (ctx.role !== 'monitor') nextCall(state, ctx);
    return state;
  },

  onMessage(state, message, from, ctx) {
    switch (message.kind) {
      // ------- the monitor -------

      case 'put':
      case 'take':
        state.waiting[from] = message;
        serve(state, ctx);
        return;

      // ------- the threads -------

      case 'returned':
        if (message.item !== undefined) ctx.output({ kind: 'consumed', item: message.item });
        nextCall(state, ctx);
        return;
    }
  },
});

/** Finishes calls until none can be finished; of several that can, any may be the first. */
function serve(state: State, ctx: Ctx): void {
  for (;;) {
    const possible = Object.keys(state.waiting).filter((thread) => canFinish(state, thread, ctx));
    if (possible.length === 0) return;
    const thread = ctx.choose(possible.sort());
    finish(state, thread, ctx);
    delete state.waiting[thread];
  }
}

function canFinish(state: State, thread: NodeId, ctx: Ctx): boolean {
  return state.waiting[thread]?.kind === 'put' ? state.buffer.length < ctx.config.capacity : state.buffer.length > 0;
}

function finish(state: State, thread: NodeId, ctx: Ctx): void {
  const call = state.waiting[thread];
  if (call?.kind === 'put') {
    state.buffer.push(call.item);
    ctx.output({ kind: 'stored', item: call.item });
    ctx.send(thread, { kind: 'returned' });
    return;
  }
  const item = state.buffer.shift();
  if (item === undefined) return;
  ctx.output({ kind: 'removed', item });
  ctx.send(thread, { kind: 'returned', item });
}

/** A producer puts its items and ends; a consumer takes for ever. */
function nextCall(state: State, ctx: Ctx): void {
  if (ctx.role === 'consumer') {
    ctx.send(ctx.config.monitor, { kind: 'take' });
  } else if (state.calls < ctx.config.items) {
    state.calls += 1;
    ctx.send(ctx.config.monitor, { kind: 'put', item: `${ctx.self}.${state.calls}` });
  }
}
